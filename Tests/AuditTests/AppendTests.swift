import Foundation
import Kernel
import Store
import Synchronization
import TestSupport
import Testing

@testable import Audit

struct AppendTests {
    let place: TestInstallation

    init() async throws {
        place = try await TestInstallation()
    }

    @Test func `leaves are numbered from 0 without gaps`() async throws {
        let person = try await place.newVisitor()
        let numbers = [
            try await place.audit.record(.settingsChanged, about: nil),
            try await place.audit.record(.staffRead, about: person, [.reason: "ticket"]),
            try await place.audit.record(.export, about: person),
        ]
        #expect(numbers == [0, 1, 2])
        #expect(try await place.audit.head().size == 3)
    }

    @Test func `a transaction that fails leaves nothing in the log`() async throws {
        try await place.audit.record(.keyEvent, about: nil)
        let before = try await place.audit.head()
        let person = try await place.newVisitor()
        let act = try await place.audit.prepare(.suspended, about: person, [.reason: "abuse"])
        await #expect(throws: StoreError.constraint) {
            try await place.store.write { [audit = place.audit] tx in
                try audit.append(act, in: tx)
                throw StoreError.constraint
            }
        }
        #expect(try await place.audit.head() == before)
        #expect(try await place.rows(in: "audit_detail") == 0)
        #expect(try await place.rows(in: "audit_node") == 1)
        #expect(try await place.audit.record(.suspended, about: person, [.reason: "abuse"]) == 1)
    }

    @Test func `tasks that append at once get one number each`() async throws {
        let numbers = try await withThrowingTaskGroup { group in
            for _ in 0..<40 {
                group.addTask { [audit = place.audit] in try await audit.record(.incident, about: nil) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(numbers.sorted() == Array(0..<40))
        #expect(try await place.audit.verify() == place.audit.head())
    }

    @Test func `processes that append at once get one number each`() async throws {
        let folder = try TempFolder()
        var plan = TestInstallation.Plan()
        let first = try await TestInstallation(plan, in: folder)
        plan.randomness = .seeded(2)
        let second = try await TestInstallation(plan, in: folder)
        let numbers = try await withThrowingTaskGroup { group in
            for place in [first, second] {
                group.addTask {
                    var numbers: [Int] = []
                    for _ in 0..<20 { numbers.append(try await place.audit.record(.incident, about: nil)) }
                    return numbers
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(numbers.sorted() == Array(0..<40))
        #expect(try await second.audit.verify() == first.audit.head())
    }

    @Test func `appending hashes once a leaf and once more for each subtree that it completes`() async throws
    {
        let counter = HashCounter()
        var plan = TestInstallation.Plan()
        plan.hashing = counter.hashing
        let place = try await TestInstallation(plan)
        for number in 0..<130 {
            let before = counter.count
            try await place.audit.record(.incident, about: nil)
            #expect(counter.count - before == 1 + (number + 1).trailingZeroBitCount)
        }
        let before = counter.count
        _ = try await place.audit.inclusion(of: 77, in: 101)
        _ = try await place.audit.consistency(from: 63, to: 127)
        #expect(counter.count - before <= 2 * 7)
    }

    @Test(arguments: AuditAct.allCases)
    func `an act says only what its type declares`(act: AuditAct) async throws {
        #expect(!act.fields.isEmpty)
        for field in AuditField.allCases where !act.fields.contains(field) {
            await #expect(throws: AuditMistake.fieldNotDeclared(act, field)) {
                try await place.audit.prepare(act, about: nil, [field: "x"])
            }
        }
    }

    @Test func `a detail has a bound`() async throws {
        let longest = String(repeating: "é", count: 1_000)
        _ = try await place.audit.prepare(.staffRead, about: nil, [.reason: longest])
        await #expect(throws: AuditMistake.detailTooLong(.reason)) {
            try await place.audit.prepare(.staffRead, about: nil, [.reason: longest + "é"])
        }
    }

    @Test func `an act about somebody without a key cannot be prepared`() async throws {
        await #expect(throws: Problem(.erased)) {
            try await place.audit.prepare(.export, about: .sample(99))
        }
    }

    @Test func `proofs are given for what is there, and for nothing else`() async throws {
        for _ in 0..<3 { try await place.audit.record(.incident, about: nil) }
        let (audit, head) = (place.audit, try await place.audit.head())
        for leaf in 0..<3 {
            let hash = TreeHashing.sha256.leaf(try #require(try await audit.leaf(leaf)).canonical)
            #expect(try #require(try await audit.inclusion(of: leaf, in: 3)).shows(hash, in: head.root))
        }
        for (leaf, size) in [(3, 3), (-1, 3), (0, 0), (0, 4), (2, 2), (.max, .max)] {
            #expect(try await audit.inclusion(of: leaf, in: size) == nil)
        }
        for (from, size) in [(0, 3), (3, 2), (1, 4), (-1, 2), (.max, .max)] {
            #expect(try await audit.consistency(from: from, to: size) == nil)
        }
    }
}

/// SHA-256 that counts how often it is asked.
private final class HashCounter: Sendable {
    private let number = Mutex(0)

    var count: Int { number.withLock { $0 } }

    var hashing: TreeHashing {
        TreeHashing(
            leaf: { data in
                self.number.withLock { $0 += 1 }
                return TreeHashing.sha256.leaf(data)
            },
            node: { left, right in
                self.number.withLock { $0 += 1 }
                return TreeHashing.sha256.node(left, right)
            }
        )
    }
}
