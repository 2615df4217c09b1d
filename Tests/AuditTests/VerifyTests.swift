import Foundation
import Kernel
import Store
import TestSupport
import Testing

@testable import Audit

/// A database file that somebody changed while the server ran.
@Suite(.timeLimit(.minutes(5)))
struct VerifyTests {
    let log: WatchedLog

    init() async throws {
        log = try await WatchedLog()
        try await log.grow(by: 10)
        try #require(await log.round())
        try await log.grow(by: 3)
        try #require(await log.round())
        try #require(try await log.damage() == nil)
    }

    private static let changes: [(SQL, AuditDamage)] = [
        ("UPDATE audit_leaf SET at = at + 1 WHERE number = 4", .leafChanged(4)),
        ("UPDATE audit_leaf SET type = 'export' WHERE number = 0", .leafChanged(0)),
        ("UPDATE audit_leaf SET subject_ref = x'00' WHERE number = 9", .leafChanged(9)),
        ("UPDATE audit_leaf SET commitment = x'00' WHERE number = 12", .leafChanged(12)),
        ("UPDATE audit_leaf SET at = 9223372036854775807 WHERE number = 3", .leafChanged(3)),
        ("UPDATE audit_leaf SET at = -9223372036854775808 WHERE number = 3", .leafChanged(3)),
        ("DELETE FROM audit_leaf WHERE number = 0", .leafMissing(0)),
        ("DELETE FROM audit_leaf WHERE number = 7", .leafMissing(7)),
        ("DELETE FROM audit_leaf WHERE number >= 12", .cut(holds: 12, checkpoint: 13)),
        ("DELETE FROM audit_leaf", .cut(holds: 0, checkpoint: 10)),
        (
            "INSERT INTO audit_leaf (number, type, at, commitment) VALUES (13, 'export', 0, x'00')",
            .leafInserted(13)
        ),
        (
            "INSERT INTO audit_leaf (number, type, at, commitment) VALUES (-1, 'export', 0, x'00')",
            .leafInserted(-1)
        ),
        ("UPDATE audit_leaf SET number = number + 1 WHERE number = 12", .leafMissing(12)),
        ("DELETE FROM audit_node WHERE number = 8", .leafInserted(4)),
        ("UPDATE audit_node SET hash = x'00' WHERE number = 7", .hashChanged(leaves: 0...7)),
        ("DELETE FROM audit_node WHERE number = 7", .hashMissing(leaves: 0...7)),
        ("INSERT INTO audit_node (number, hash) VALUES (23, x'00')", .hashesInserted),
        ("INSERT INTO audit_node (number, hash) VALUES (99, x'00')", .leafMissing(13)),
    ]

    @Test(arguments: changes)
    func `what was changed is found and named`(change: SQL, damage: AuditDamage) async throws {
        try await log.tamper(change)
        #expect(try await log.damage() == damage)
        #expect(await !log.round())
        #expect(try log.gauge("audit.verified") == 0)
    }

    @Test func `a tail that was cut with its hashes is found by the witnessed checkpoint`() async throws {
        try await log.tamper(
            "DELETE FROM audit_leaf WHERE number >= 11",
            "DELETE FROM audit_node WHERE number > 20",
            "UPDATE audit_head SET size = 11"
        )
        #expect(try await log.damage() == .cut(holds: 11, checkpoint: 13))
        #expect(await !log.round())
    }

    @Test func `a log that was cut and grew again is found by the witnessed checkpoint`() async throws {
        try await log.tamper(
            "DELETE FROM audit_leaf WHERE number >= 11",
            "DELETE FROM audit_node WHERE number > 20",
            "UPDATE audit_head SET size = 11"
        )
        try await log.grow(by: 5)
        #expect(try await log.damage() == .rewritten(leaves: 10...12))
        #expect(await !log.round(isFull: false))
    }

    @Test func `a leaf that was changed with every hash over it is found by the witnessed checkpoints`()
        async throws
    {
        try await log.rewrite(leaf: 5)
        #expect(try await log.damage() == .rewritten(leaves: 0...9))
        #expect(await !log.round())
    }

    @Test func `a log that was changed gets no new witness, and the alarm goes on`() async throws {
        let before = try log.witnessed
        try await log.rewrite(leaf: 11)
        try await log.grow(by: 4)
        for _ in 0..<2 { #expect(await !log.round()) }
        #expect(await !log.round(isFull: false), "after an alarm everything is read again")
        #expect(try log.witnessed == before)
        #expect(try log.gauge("audit.verified") == 0)
    }

    @Test func `new leaves are verified without reading the old ones again`() async throws {
        try await log.tamper("UPDATE audit_leaf SET at = at + 1 WHERE number = 4")
        try await log.grow(by: 1)
        #expect(await log.round(isFull: false), "that is left to the hourly round")
        try await log.tamper("UPDATE audit_leaf SET at = at + 1 WHERE number = 13")
        #expect(await log.round(isFull: false))
        try await log.grow(by: 1)
        try await log.tamper("UPDATE audit_leaf SET at = at + 1 WHERE number = 14")
        #expect(await !log.round(isFull: false))
    }

    @Test func `more leaves than a page are verified`() async throws {
        let act = try await log.log.prepare(.incident, about: nil)
        try await log.place.store.write { [audit = log.log] tx in
            for _ in 0..<2_500 { try audit.append(act, in: tx) }
        }
        #expect(try await log.log.verify() == log.log.head())
        try await log.tamper("UPDATE audit_leaf SET type = 'x' WHERE number = 2049")
        #expect(try await log.damage() == .leafChanged(2_049))
    }
}

extension WatchedLog {
    /// Changes a leaf and makes every hash over it again, as somebody who knows the format would.
    fileprivate func rewrite(leaf number: Int) async throws {
        try await tamper("UPDATE audit_leaf SET type = 'export' WHERE number = \(number)")
        let store = try SQLiteStore(file: folder["nbp.sqlite"])
        try await store.write { tx in
            var edge = TreeEdge(hashing: .sha256)
            for row in try LeafRecords(tx).leaves(in: 0..<1_000) {
                for (node, hash) in edge.add(TreeHashing.sha256.leaf(row.leaf.canonical)) {
                    try NodeRecords(tx).insert(hash, of: node)
                }
            }
        }
        try store.close()
    }
}
