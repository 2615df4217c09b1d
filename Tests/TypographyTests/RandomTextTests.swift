import Imaging
import Kernel
import TestSupport
import Testing

@testable import Typography

/// Texts that nobody would write.
struct RandomTextTests {
    @Test(arguments: 1...24)
    func `any text is set the same way twice, or refused`(seed: UInt64) async throws {
        var random = SeededGenerator(Seed(clamping: seed))
        for _ in 0..<3 {
            let setting = Self.setting(&random)
            let box = PixelSize(
                width: .random(in: 1...500, using: &random),
                height: .random(in: 1...500, using: &random)
            )
            let first = try await Self.outcome(setting, box)
            #expect(try await Self.outcome(setting, box) == first)
        }
    }

    @Test(arguments: [
        "\u{301}", "\u{200D}", "\u{FE0F}", "\u{E0041}", "\u{1F1E6}", "\u{202E}", "\u{FDFD}", "\u{AD}", " ",
        "\u{2028}",
    ])
    func `2,000 times the same character is set or refused`(character: String) async throws {
        for change in FittingTests.looks {
            let text = String(repeating: character, count: TextSetting.longest)
            let setting = TypeCase.setting(text, size: .fit(4...60), change)
            _ = try await Self.outcome(setting, TypeCase.box)
        }
    }

    /// The pixels, or nil where it cannot fit; anything else fails the test.
    private static func outcome(_ setting: TextSetting, _ box: PixelSize) async throws -> [UInt8]? {
        do {
            return try await TypeCase.draw(setting, in: box).pixels.bytes
        } catch TypographyError.refused(let problem) where problem.code == .textDoesNotFit {
            return nil
        }
    }

    private static func setting(_ random: inout SeededGenerator) -> TextSetting {
        let length = [3, 30, 300, 2_000].randomElement(using: &random) ?? 3
        let text = (0..<length).map { _ in String(Character(scalar(&random))) }.joined()
        let sizes = 4...Int.random(in: 4...400, using: &random)
        return TypeCase.setting(
            String(String.UnicodeScalarView(text.unicodeScalars.prefix(2_000))),
            size: .fit(sizes)
        ) {
            $0.isVertical = .random(using: &random)
            $0.isBalanced = .random(using: &random)
            $0.wrap = TextWrap.allCases.randomElement(using: &random) ?? .words
            $0.alignment = TextAlignment.allCases.randomElement(using: &random) ?? .start
            $0.letterSpacing = .random(in: -0.2...0.5, using: &random)
            $0.arc = $0.isVertical || .random(using: &random) ? 0 : .random(in: -360...360, using: &random)
            $0.rotation = .random(using: &random) ? 0 : .random(in: -360...360, using: &random)
            $0.shadow = .random(using: &random) ? TextShadow(.black, blur: 0.3) : nil
            $0.outline = .random(using: &random) ? TextOutline(width: 0.1, .white) : nil
        }
    }

    private static let ranges: [ClosedRange<UInt32>] = [
        0x20...0x7E, 0x0A...0x0A, 0x300...0x36F, 0x590...0x6FF, 0x900...0x97F, 0xE00...0xE7F, 0x1100...0x11FF,
        0x200B...0x206F, 0x3000...0x30FF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xFE00...0xFE0F, 0xFFF0...0xFFFF,
        0x1F1E6...0x1FAFF, 0xE0000...0xE01EF, 0x20000...0x2A6DF, 0xA0...0x10FFFF,
    ]

    private static func scalar(_ random: inout SeededGenerator) -> Unicode.Scalar {
        let range = ranges.randomElement(using: &random) ?? 0x20...0x7E
        return Unicode.Scalar(UInt32.random(in: range, using: &random)) ?? "\u{FFFD}"
    }
}
