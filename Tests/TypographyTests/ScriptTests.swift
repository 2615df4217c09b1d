import Kernel
import Testing

@testable import Typography

struct ScriptTests {
    @Test func `a vertical text runs down and its columns to the left`() async throws {
        let box = PixelSize(width: 300, height: 300)
        let one = try await TypeCase.draw(TypeCase.setting("一二三") { $0.isVertical = true }, in: box)
        let two = try await TypeCase.draw(TypeCase.setting("一二三\n四五六") { $0.isVertical = true }, in: box)
        let first = try #require(one.inked)
        let both = try #require(two.inked)
        #expect(first.height > first.width * 2)
        #expect(first.x > 240 && first.y < 30)
        #expect(both.x < first.x - 30)
        #expect(both.x + both.width == first.x + first.width)
    }

    @Test func `brackets take their vertical forms, Latin lies on its side`() async throws {
        let box = PixelSize(width: 120, height: 400)
        let bracket = try await TypeCase.draw(
            TypeCase.setting("「", size: .exactly(100)) { $0.isVertical = true },
            in: box
        )
        let flat = try await TypeCase.draw(TypeCase.setting("「", size: .exactly(100)), in: box)
        let standing = try #require(bracket.inked)
        let lying = try #require(flat.inked)
        #expect(standing.width > standing.height)
        #expect(lying.height > lying.width)
        let latin = try await TypeCase.draw(TypeCase.setting("lll") { $0.isVertical = true }, in: box)
        #expect(try #require(latin.inked).width > 20)
    }

    @Test(arguments: ["مرحبا", "שלום"])
    func `scripts that run to the left start at the right`(text: String) async throws {
        let canvas = try await TypeCase.draw(TypeCase.setting(text))
        #expect(try #require(canvas.inked).x > canvas.size.width / 2)
        let forced = try await TypeCase.draw(TypeCase.setting(text) { $0.direction = .leftToRight })
        #expect(try #require(forced.inked).x < 20)
    }

    @Test func `a direction that is asked for moves what has none`() async throws {
        let left = try await TypeCase.draw(TypeCase.setting("123!"))
        let right = try await TypeCase.draw(TypeCase.setting("123!") { $0.direction = .rightToLeft })
        #expect(try #require(left.inked).x < 20)
        #expect(try #require(right.inked).x > right.size.width / 2)
    }

    @Test func `Arabic letters join`() async throws {
        func width(_ text: String) async throws -> Int {
            try #require(try await TypeCase.draw(TypeCase.setting(text)).inked).width
        }
        let joined = try await width("بيت")
        let apart = try await width("ب\u{200C}ي\u{200C}ت")
        #expect(joined < apart)
    }

    @Test func `Han characters take the forms of their language`() async throws {
        func draw(_ tag: String) async throws -> Canvas {
            try await TypeCase.draw(
                TypeCase.setting("骨直角", size: .exactly(90)) { $0.language = TextLanguage(tag) }
            )
        }
        let chinese = try await draw("zh-Hant")
        let simplified = try await draw("zh-Hans")
        let japanese = try await draw("ja")
        #expect(chinese.pixels != simplified.pixels)
        #expect(chinese.pixels != japanese.pixels)
        #expect(simplified.pixels != japanese.pixels)
    }

    @Test(arguments: [
        ("かな漢字", "ja"), ("漢字", "zh-Hant"), ("한글", "ko"), ("hello", "en"), ("שלום", "he"), ("عالم", "ar"),
    ])
    func `a language is judged by the scripts`(text: String, language: String) {
        #expect(TextLanguage.guessed(from: text) == language)
    }

    @Test func `punctuation does not begin a line`() async throws {
        let setting = TypeCase.setting("一二三四五。六七", size: .exactly(80)) { $0.weight = 700 }
        let canvas = try await TypeCase.draw(setting, in: PixelSize(width: 404, height: 300))
        #expect(canvas.set.metrics.lines == 2)
        let second = try #require(canvas.rows(100..<200))
        #expect(second.0 < 12)
    }

    @Test func `a character without a font is told, and a square stands for it`() async throws {
        let canvas = try await TypeCase.draw(TypeCase.setting("\u{10FFFD}\u{10FFFC}"))
        #expect(canvas.set.metrics.unknown == 2)
        #expect(canvas.weight > 0)
    }

    @Test func `markup is text`() async throws {
        let marked = try await TypeCase.typography.measure(
            TypeCase.setting("<b>x</b>&amp;"),
            in: TypeCase.box
        )
        let plain = try await TypeCase.typography.measure(TypeCase.setting("x&"), in: TypeCase.box)
        #expect(try #require(marked.ink).width > #require(plain.ink).width * 4)
    }
}
