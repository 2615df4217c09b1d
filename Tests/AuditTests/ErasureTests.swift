import Crypto
import Foundation
import Kernel
import Privacy
import Purposes
import Queue
import Store
import TestSupport
import Testing
import Vault

@testable import Audit

/// What the log keeps of an erased person: that something happened.
@Suite(.timeLimit(.minutes(5)))
struct ErasureTests {
    let log: WatchedLog
    let person: SubjectID

    init() async throws {
        log = try await WatchedLog()
        person = try await log.place.newVisitor()
        try await log.grow(by: 2)
        try await log.log.record(.staffRead, about: person, [.reason: "canary-in-a-cage"])
    }

    private func erase() async throws {
        let place = log.place
        try await place.privacy.erase(person, because: .asked)
        try await place.working {
            for await _ in place.queue.changes(of: person.value)
            where try await place.rows(in: "privacy_erasure", where: "finished_at IS NOT NULL") == 1 {
                return
            }
        }
    }

    @Test func `an erasure is one leaf, however often it is asked for`() async throws {
        let before = try await log.log.head().size
        for _ in 0..<3 { try await log.place.privacy.erase(person, because: .asked) }
        #expect(try await log.log.head().size == before + 1)
        #expect(try await log.log.leaf(before)?.type == "erasure")
        #expect(try await log.log.leaf(before)?.subjectRef != nil)
    }

    @Test func `the erasure of somebody without a key is a leaf about nobody`() async throws {
        try await log.place.privacy.erase(.sample(99), because: .expired)
        let leaf = try #require(try await log.log.leaf(3))
        #expect(leaf.type == "erasure")
        #expect(leaf.subjectRef == nil)
    }

    @Test func `roots and proofs stay valid, and the details are gone`() async throws {
        let before = try await log.log.head()
        let sealed: Data = try #require(
            try await log.place.store.read { tx in
                try tx.first("SELECT sealed FROM audit_detail WHERE leaf = 2") { try $0.get("sealed") }
            }
        )
        #expect(try !log.folder.files(holding: sealed).isEmpty)
        #expect(try log.folder.files(holding: Data("canary-in-a-cage".utf8)) == [])
        try await erase()
        #expect(try await log.place.rows(in: "audit_detail") == 0)
        #expect(try log.folder.files(holding: sealed) == [])
        let head = try await log.log.head()
        let proof = try #require(try await log.log.consistency(from: before.size, to: head.size))
        #expect(proof.shows(before.root, in: head.root))
        let leaf = try #require(try await log.log.leaf(2))
        let inclusion = try #require(try await log.log.inclusion(of: 2, in: head.size))
        #expect(inclusion.shows(TreeHashing.sha256.leaf(leaf.canonical), in: head.root))
        #expect(try await log.log.verify() == head)
    }

    @Test func `nothing that is left leads from a leaf to the person`() async throws {
        let act = try await log.log.prepare(.export, about: person, [.what: "all"])
        try await erase()
        await #expect(throws: Problem(.erased)) {
            let permit = try await log.place.gate.permit(AccountForActs.self, for: person)
            _ = try await log.place.vault.auditSalt(of: .sample(), under: permit)
        }
        // The id of a person is in no leaf and under no hash of one.
        let leaves = try await log.place.store.read { tx in
            try LeafRecords(tx).leaves(in: 0..<100).map(\.leaf)
        }
        let guesses = [person.value.bytes, Data(person.text.utf8)].flatMap { id in
            [id, TreeHashing.sha256.leaf(id).bytes, SaltedAct(id, salt: .init(data: id)).ref]
        }
        #expect(leaves.allSatisfy { !guesses.contains($0.subjectRef ?? Data()) })
        #expect(leaves.allSatisfy { $0.subjectRef != act.leaf.subjectRef })
    }
}
