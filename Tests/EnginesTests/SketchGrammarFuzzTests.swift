import Kernel
import Testing

@testable import Engines

/// Sentences made at random of the lexicon's own words and of anything else: each is read to its end.
struct SketchGrammarFuzzTests {
    private static let cases = 400

    @Test(.timeLimit(.minutes(5)))
    func `whatever is written is read, within its limits`() throws {
        let lexicon = try SketchSupport.library().lexicon
        var writer = RandomWriter(lexicon: lexicon, seed: 2024)
        for number in 0..<Self.cases {
            let prompt = writer.sentence()
            let reading = Reading(prompt, lexicon: lexicon)
            #expect(reading.isWithinLimits, "case \(number): \(prompt)")
            #expect(Reading(prompt, lexicon: lexicon) == reading, "case \(number): \(prompt)")
        }
    }

    @Test(
        .timeLimit(.minutes(5)),
        arguments: [
            "the cat on the dog on the cat on the dog ", "holding a hat wearing a hat ", "no no not without ",
            "貓戴著帽子的", "在在在的的", "一朵花也沒有，", "red or orange and blue, ", "with with full of ",
            "sleeping 睡著的 a a ",
            "not red not a ", "他、她、", "in the sky 天上有 ", "<svg onload=\"x\">",
        ]
    )
    func `repetition is read within the limits`(pattern: String) throws {
        let prompt = String(String(repeating: pattern, count: 16_000 / pattern.count))
        #expect(try SketchSupport.reading(prompt).isWithinLimits)
    }
}

extension Reading {
    /// Whether nothing is longer than it may be, and every index names something.
    fileprivate var isWithinLimits: Bool {
        let places = claims.flatMap { $0.figures + $0.grounds }
        return mentions.count <= Grammar.mostMentions && claims.count <= Grammar.mostClaims
            && places.allSatisfy(mentions.indices.contains)
            && claims.allSatisfy { Set($0.figures).isDisjoint(with: $0.grounds) && !$0.figures.isEmpty }
            && unknown.count <= Sketch.mostReportedWords
            && mentions.allSatisfy { $0.colours.count <= Adjectives.mostColours && $0.count >= 0 }
            && without.subjects.isDisjoint(with: mentions.map(\.subject))
            && tones.count == Set(tones).count
    }
}

/// Writes sentences; the same seed writes the same.
private struct RandomWriter {
    private static let marks = [", ", "，", "。", ". ", " ", "", "、", "\"", "「", "」", "\n", "的", "-", "'s "]
    private static let strange = [
        "zqx", "кот", "🦄", "قط", "龘", "\u{202E}", "&lt;", "９９", "e\u{301}", "\u{0}", "7",
    ]

    private let words: [String]
    private var generator: SeededGenerator

    init(lexicon: Lexicon, seed: UInt64) {
        words = lexicon.words.sorted()
        generator = SeededGenerator(Seed(clamping: seed), stream: 1)
    }

    mutating func sentence() -> String {
        var sentence = ""
        for _ in 0..<(1 + Int(generator.next() % 40)) {
            sentence += generator.next() % 12 == 0 ? pick(Self.strange) : pick(words)
            sentence += generator.next() % 3 == 0 ? pick(Self.marks) : " "
        }
        return sentence
    }

    private mutating func pick(_ list: [String]) -> String {
        list[Int(generator.next() % UInt64(list.count))]
    }
}
