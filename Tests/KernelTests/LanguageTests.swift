import Kernel
import Testing

struct LanguageTests {
    @Test(arguments: [
        ("", Language.english),
        ("en", .english),
        ("en-GB,en;q=0.9", .english),
        ("zh-TW", .traditionalChinese),
        ("zh-HK,zh;q=0.9,en;q=0.8", .traditionalChinese),
        ("ZH-hant-tw", .traditionalChinese),
        ("zh", .traditionalChinese),
        ("en;q=0.5, zh;q=0.8", .traditionalChinese),
        ("en;q=0.8, zh;q=0.8", .english),
        ("zh;q=0.8, en;q=0.8", .traditionalChinese),
        ("zh;q=0, en;q=0.1", .english),
        ("zh;q=0", .english),
        ("de, fr;q=0.9", .english),
        ("de, zh;q=0.1", .traditionalChinese),
        ("*", .english),
        ("zh;q=nonsense", .traditionalChinese),
        ("zh ; q=0.2 , en ; q=0.1", .traditionalChinese),
        (";;;,,,=,q=", .english),
        ("english, zhongwen", .english),
        (String(repeating: "de,", count: 16) + "zh", .english),
    ])
    func `the best language of a header is chosen`(header: String, language: Language) {
        #expect(Language(accepting: header) == language)
    }
}
