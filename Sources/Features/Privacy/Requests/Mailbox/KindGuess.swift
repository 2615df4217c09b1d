import Foundation
import Kernel

/// Guesses from plain words what a mail demands; whenever they fit two rights, or none, a person reads it.
package enum KindGuess {
    private static let words: [(kind: RequestKind, words: [String])] = [
        (
            .deletion,
            [
                "delete", "deletion", "erase", "erasure", "remove my", "close my account", "forget me", "刪除",
                "移除", "删除",
                "清除", "註銷",
            ]
        ),
        (
            .access,
            [
                "copy of my data", "access to my", "access request", "what data", "which data",
                "information you hold",
                "data you hold", "查閱", "查詢我的", "資料副本", "複製本", "哪些資料", "存取我的",
            ]
        ),
        (.portability, ["portab", "export my", "transfer my data", "可攜", "匯出", "導出"]),
        (
            .correction,
            ["correct my", "correction", "rectif", "is wrong", "misspelt", "misspelled", "更正", "改正", "修正"]
        ),
        (.restriction, ["restrict", "限制"]),
        (.objection, ["object to", "objection", "opt out", "opt-out", "stop using my", "反對", "拒絕", "停止使用"]),
    ]

    private static let children = [
        "my child", "a child", "my son", "my daughter", "underage", "under age", "a minor", "兒童", "孩子", "小孩",
        "兒子",
        "女兒", "未成年",
    ]

    /// A child's account is frozen, which can be taken back; nothing else happens on a mail alone.
    package static func kind(of mail: IncomingMail) -> RequestKind {
        let text = fold(mail.subject + "\n" + mail.text)
        if children.contains(where: text.contains) { return .childReport }
        let kinds = words.filter { $0.words.contains(where: text.contains) }.map(\.kind)
        return kinds.count == 1 ? kinds[0] : .other
    }

    /// Traditional Chinese when the words are Chinese.
    static func language(of mail: IncomingMail) -> Language {
        let isChinese = (mail.subject + mail.text).unicodeScalars.contains {
            (0x4E00...0x9FFF).contains($0.value)
        }
        return isChinese ? .traditionalChinese : .english
    }

    private static func fold(_ text: String) -> String {
        text.precomposedStringWithCompatibilityMapping.lowercased().split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }
}
