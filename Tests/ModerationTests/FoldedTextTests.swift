import Foundation
import Testing

@testable import Moderation

/// What makes no difference between two texts, and what does.
struct FoldedTextTests {
    private func rules(_ phrase: String, language: String? = nil) throws -> PromptRules {
        let tag = language.map { "language: \($0)\n" } ?? ""
        return try RuleBook("[one]\nreason: No.\n\(tag)- \(phrase)\n").rules
    }

    @Test(arguments: [
        ("pipe bomb", "a PIPE BOMB on a table"), ("pipe bomb", "Pipe-bomb"), ("pipe bomb", "pipe \n\t bomb!"),
        ("pipe bomb", "ｐｉｐｅ　ｂｏｍｂ"), ("pipe bomb", "pïpé bömb"),
        ("pipe bomb", "p\u{200B}ip\u{200D}e bo\u{AD}mb"),
        ("pipe bomb", "рiре bоmb"), ("pipe bomb", "p1pe b0mb"), ("pipe bomb", "𝓹𝓲𝓹𝓮 𝕓𝕠𝕞𝕓"),
        ("café", "CAFE"), ("straße", "STRASSE"), ("naïve art", "naive_art"), ("b0mb", "bomb"),
        ("ﬁre", "fire"),
        ("土製炸彈", "請畫土製炸彈的照片"), ("土製炸彈", "土 製 炸 彈"), ("土製炸彈", "土\u{200B}製炸彈"), ("炸彈", "bomb炸彈"),
        ("bomb", "一個bomb"), ("ナイフ", "小さなﾅｲﾌを"), ("AV女優", "畫av女優"), ("사격", "총사격장"), ("бомба", "большая БОМБА"),
    ])
    func `writing a word another way does not hide it`(phrase: String, prompt: String) throws {
        #expect(try rules(phrase).broken(by: prompt)?.id == "one", "\(prompt)")
    }

    @Test(arguments: [
        ("ass", "a glass of grass"), ("bomb", "bombastic"), ("bomb", "a bombé chest of drawers"),
        ("pipe bomb", "a pipe and a bomb"), ("pipe bomb", "pipebomb"), ("4k", "ak"), ("mp3", "mpe"),
        ("土製炸彈", "土製的炸彈"), ("炸彈", "炸。彈"), ("か", "が"), ("1984", "198"),
    ])
    func `another word is another word`(phrase: String, prompt: String) throws {
        #expect(try rules(phrase).broken(by: prompt) == nil, "\(prompt)")
    }

    @Test func `the language of a rule decides whether words have bounds`() throws {
        #expect(try rules("ab", language: "ja").broken(by: "xaby") != nil)
        #expect(try rules("ab", language: "en").broken(by: "xaby") == nil)
    }

    @Test func `folding what is folded changes nothing`() {
        for text in ["A  b", "土 製", "bomb炸彈", "x1y", "", "  ", "é"] {
            let once = FoldedText(text)
            #expect(FoldedText(String(decoding: once.bytes, as: UTF8.self)) == once, "\(text)")
        }
    }
}
