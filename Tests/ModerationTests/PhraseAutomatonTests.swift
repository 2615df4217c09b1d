import Foundation
import Testing

@testable import Moderation

/// The cost of looking, counted.
struct PhraseAutomatonTests {
    /// Words that share their beginnings, the hard case.
    private func automaton(of count: Int) -> PhraseAutomaton {
        PhraseAutomaton(
            (0..<count).map { (bytes: Array(" aaaaaa\(String($0, radix: 26))zz ".utf8), rule: $0) }
        )
    }

    @Test(arguments: [1, 10, 1_000, 10_000])
    func `a scan takes two steps a byte at most, however many rules there are`(rules: Int) {
        let automaton = automaton(of: rules)
        for text in ["aaaaaaa", " aaaaaa1", "lorem ipsum ", " aaaaaa", "zz "] {
            let bytes = Array(String(repeating: text, count: 32_000 / text.utf8.count).utf8)
            let finding = automaton.scan(bytes)
            #expect(finding.rule == nil)
            #expect(finding.steps <= 2 * bytes.count, "\(text)")
        }
    }

    @Test func `ten thousand rules are all found`() {
        let automaton = automaton(of: 10_000)
        for rule in stride(from: 0, to: 10_000, by: 97) {
            let text = Array("x aaaaaa\(String(rule, radix: 26))zz y".utf8)
            #expect(automaton.scan(text).rule == rule)
        }
    }

    @Test func `it finds what looking at every place finds`() {
        let words = ["a", "ab", "bab", "bc", "bca", "c", "caa", "aabb"]
        let automaton = PhraseAutomaton(words.enumerated().map { (bytes: Array($1.utf8), rule: $0) })
        var seed: UInt64 = 1
        for _ in 0..<2_000 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let text = (0..<8).map {
                "abcd"["abcd".index("abcd".startIndex, offsetBy: Int(seed >> (20 + 2 * $0) & 3))]
            }
            let string = String(text)
            let found = automaton.scan(Array(string.utf8)).rule
            #expect((found != nil) == words.contains { string.contains($0) }, "\(string)")
            if let found { #expect(string.contains(words[found]), "\(string)") }
        }
    }

    @Test func `no phrases find nothing`() {
        #expect(PhraseAutomaton([]).scan(Array("anything".utf8)).rule == nil)
    }
}
