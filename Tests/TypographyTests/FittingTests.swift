import Kernel
import Testing

@testable import Typography

struct FittingTests {
    typealias Change = @Sendable (inout TextSetting) -> Void

    static let looks: [Change] = [
        { _ in },
        { $0.isBalanced = true },
        { $0.wrap = .none },
        { $0.wrap = .anywhere },
        { $0.isVertical = true },
        { $0.arc = 120 },
        { $0.arc = -200 },
        { $0.letterSpacing = 0.2 },
        { $0.isItalic = true },
        { $0.outline = TextOutline(width: 0.1, TypeCase.red) },
        { $0.shadow = TextShadow(TypeCase.red, x: 0.2, y: -0.3, blur: 0.4) },
        { $0.backing = TextBacking(.pill, TypeCase.red) },
        { $0.backing = TextBacking(.lines, TypeCase.red, padding: 0.1) },
    ]

    @Test(arguments: TypeCase.texts, looks.indices)
    func `a fitted text is the largest that fits`(text: String, look: Int) async throws {
        let fitted = TypeCase.setting(text, size: .fit(4...2_000), Self.looks[look])
        let found = try await TypeCase.typography.measure(fitted, in: TypeCase.box).size
        let exactly = TypeCase.setting(text, size: .exactly(found), Self.looks[look])
        #expect(try await TypeCase.typography.measure(exactly, in: TypeCase.box).size == found)
        let larger = TypeCase.setting(text, size: .exactly(found + 1), Self.looks[look])
        await #expect {
            try await TypeCase.typography.measure(larger, in: TypeCase.box)
        } throws: {
            ($0 as? TypographyError)?.problem?.code == .textDoesNotFit
        }
    }

    @Test(arguments: TypeCase.texts, looks.indices)
    func `nothing leaves the box, and the ink is where it is said to be`(
        text: String,
        look: Int
    ) async throws {
        for place in TextVerticalAlignment.allCases {
            let setting = TypeCase.setting(text, size: .fit(4...2_000)) {
                Self.looks[look](&$0)
                $0.verticalAlignment = place
                $0.alignment = .center
            }
            let canvas = try await TypeCase.draw(setting)
            let told = try #require(canvas.set.metrics.ink)
            #expect(canvas.size == TypeCase.box)
            #expect(told.lies(within: TextBounds(of: TypeCase.box)))
            #expect(try #require(canvas.inked).lies(within: told))
        }
    }

    @Test func `the same setting gives the same pixels`() async throws {
        let setting = TypeCase.setting("Größe 字 🙂 שלום", size: .fit(4...500)) {
            $0.shadow = TextShadow(TypeCase.red, x: 0.1, blur: 0.2)
        }
        let first = try await TypeCase.draw(setting)
        let second = try await TypeCase.draw(setting)
        #expect(first.pixels == second.pixels)
        #expect(first.set.metrics == second.set.metrics)
    }

    @Test func `metrics grow in proportion to the size`() async throws {
        let small = TypeCase.setting { $0.wrap = .none }
        let large = TypeCase.setting(size: .exactly(400)) { $0.wrap = .none }
        let box = PixelSize(width: 10_000, height: 800)
        let one = try #require(try await TypeCase.typography.measure(small, in: box).ink)
        let ten = try #require(try await TypeCase.typography.measure(large, in: box).ink)
        #expect(abs(ten.width - one.width * 10) <= 20)
        #expect(abs(ten.height - one.height * 10) <= 20)
    }

    @Test func `what cannot fit even at the least size is refused with its size and box`() async throws {
        let setting = TypeCase.setting(String(repeating: "word ", count: 200), size: .fit(20...90))
        let refusal = await #expect(throws: TypographyError.self) {
            try await TypeCase.typography.set(setting, in: TypeCase.box)
        }
        let problem = try #require(refusal?.problem)
        #expect(problem == Problem(.textDoesNotFit, field: "text", ["size": "20", "box": "420x260"]))
    }

    @Test func `words are not torn unless that is allowed`() async throws {
        let word = "Donaudampfschifffahrtsgesellschaft"
        let whole = TypeCase.setting(word, size: .exactly(40))
        await #expect(throws: TypographyError.self) {
            try await TypeCase.typography.measure(whole, in: TypeCase.box)
        }
        let torn = TypeCase.setting(word, size: .exactly(40)) { $0.wrap = .anywhere }
        #expect(try await TypeCase.typography.measure(torn, in: TypeCase.box).lines == 2)
    }

    @Test func `a box without room and one of too many pixels are refused`() async throws {
        for (width, height) in [(0, 10), (10, -1), (40_000, 10), (20_000, 20_000)] {
            await #expect(throws: TypographyError.tooLarge) {
                try await TypeCase.typography.set(
                    TypeCase.setting(),
                    in: PixelSize(width: width, height: height)
                )
            }
        }
        let long = TypeCase.setting { $0.rotation = 45 }
        await #expect(throws: TypographyError.tooLarge) {
            try await TypeCase.typography.set(long, in: PixelSize(width: 32_000, height: 200))
        }
    }
}

extension TypographyError {
    var problem: Problem? {
        if case .refused(let problem) = self { return problem }
        return nil
    }
}
