import Foundation
import Kernel
import Purposes
import TestSupport
import Testing
import Vault

struct SearchTokenTests {
    let bench: VaultBench
    let owner = SubjectID.sample(1)

    init() async throws {
        bench = try await VaultBench()
        try await bench.ring.makeKey(for: owner)
    }

    @Test(arguments: [
        ("a red cat", "cat"), ("a red cat", "red CAT"), ("A RED CAT!", "cat, red"),
        ("the cat's whiskers", "cat"),
        ("ＲＥＤ cat", "red"), ("Caf\u{E9}", "cafe\u{301}"), ("ﬁsh", "fish"), ("room 101", "101"),
        ("一隻紅色的貓", "貓"), ("一隻紅色的貓", "紅色"), ("一隻紅色的貓", "紅色的貓"), ("紅cat貓", "cat"), ("紅cat貓", "貓"),
        ("ﾈｺ", "ネコ"), ("고양이", "양이"), ("Δ in ΔΕΛΤΑ", "δελτα"), ("हिन्दी", "हिन्दी"),
    ])
    func `a word finds the texts that hold it, whatever its case and width`(
        text: String,
        words: String
    ) async throws {
        let (held, wanted) = try await (tokens(text), tokens(words))
        #expect(!wanted.isEmpty)
        #expect(wanted.isSubset(of: held))
    }

    @Test(arguments: [
        ("a red cat", "ca"), ("a red cat", "cats"), ("concatenate", "cat"), ("紅色的貓", "色紅"), ("紅的色", "紅色"),
        ("紅 色", "紅色"),
    ])
    func `a word does not find texts without it`(text: String, words: String) async throws {
        let (held, wanted) = try await (tokens(text), tokens(words))
        #expect(!wanted.isSubset(of: held))
    }

    @Test(arguments: ["", " ", "!?", "—", "😀"])
    func `a text without words has no tokens`(text: String) async throws {
        #expect(try await tokens(text).isEmpty)
    }

    @Test func `tokens are short, and two persons' have nothing in common`() async throws {
        try await bench.ring.makeKey(for: .sample(2))
        let (mine, theirs) = try await (tokens("a red cat"), tokens("a red cat", of: .sample(2)))
        #expect(mine.count == 3)
        #expect(mine.allSatisfy { $0.count == 12 })
        #expect(mine.isDisjoint(with: theirs))
    }

    @Test func `an endless text has a bounded number of tokens`() async throws {
        let text = (0..<10_000).map { "word\($0)" }.joined(separator: " ")
        #expect(try await tokens(text).count == 4_096)
    }

    private func tokens(_ text: String, of person: SubjectID? = nil) async throws -> Set<Data> {
        let permit = try await bench.gate.permit(ProvideService.self, for: person ?? owner)
        return try await bench.vault.searchTokens(of: text, under: permit)
    }
}
