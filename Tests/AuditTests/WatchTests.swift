import Crypto
import Foundation
import Kernel
import Logging
import NIOPosix
import TestSupport
import Testing

@testable import Audit

/// The witness file and the rounds that write it.
@Suite(.timeLimit(.minutes(5)))
struct WatchTests {
    let log: WatchedLog

    init() async throws {
        log = try await WatchedLog()
    }

    private func sizes() async throws -> [Int] {
        try await log.witness.claims().map(\.head.size)
    }

    @Test func `a checkpoint is witnessed when the log has grown, and only then`() async throws {
        #expect(await log.round())
        #expect(try await sizes() == [])
        try await log.grow(by: 3)
        for isFull in [false, true, false] { #expect(await log.round(isFull: isFull)) }
        try await log.grow(by: 1)
        #expect(await log.round(isFull: false))
        #expect(try await sizes() == [3, 4])
        #expect(try log.gauge("audit.verified") == 1)
        #expect(try log.gauge("audit.size") == 4)
    }

    @Test func `the file holds the very notes that are given out`() async throws {
        try await log.grow(by: 2)
        await log.round()
        let (witnessed, note) = (try log.witnessed, try await log.log.checkpoint())
        #expect(witnessed == note.text + "\n")
    }

    @Test func `the next process goes on where the last one stopped`() async throws {
        try await log.grow(by: 2)
        await log.round()
        var plan = TestInstallation.Plan()
        plan.randomness = .seeded(2)
        let next = try await WatchedLog(plan, in: log.folder)
        try await next.grow(by: 1)
        #expect(await next.round(isFull: false))
        #expect(try await sizes() == [2, 3])
        #expect(next.log.verifierKey == log.log.verifierKey)
    }

    @Test func `a checkpoint that a power cut tore is passed over`() async throws {
        try await log.grow(by: 2)
        await log.round()
        let whole = try Data(contentsOf: log.witness.file)
        for count in 0..<whole.count {
            try whole.prefix(count).write(to: log.witness.file)
            #expect(try await sizes().count <= 1)
            try await log.witness.append(log.log.checkpoint())
            #expect(try await sizes().last == 2)
            let next = AuditWatch(log: log.log, witness: log.witness)
            #expect(await next.round(isFull: true))
        }
    }

    @Test func `a checkpoint that our key did not sign is an alarm`() async throws {
        try await log.grow(by: 1)
        await log.round()
        let forger = NoteSigner(name: "localhost/audit", key: .init())
        try await log.witness.append(forger.sign(TreeHead(size: 1, root: .empty)))
        #expect(try await log.damage() == .witnessForged(size: 1))
        #expect(await !log.round())
    }

    @Test func `a witness file that vanishes or shrinks under a running server is an alarm`() async throws {
        try await log.grow(by: 1)
        await log.round()
        let before = try Data(contentsOf: log.witness.file)
        try await log.grow(by: 1)
        await log.round()
        try before.write(to: log.witness.file)
        #expect(await !log.round())
        try FileManager.default.removeItem(at: log.witness.file)
        #expect(await !log.round())
    }

    @Test func `a witness file that cannot be written is an alarm, and a refusal at the start`() async throws
    {
        let nowhere = WitnessFile(file: log.folder["missing/witness.log"], threads: .singleton)
        await #expect(throws: WitnessRefusal(path: nowhere.file.path)) { try await nowhere.open() }
        try await log.grow(by: 1)
        let watch = AuditWatch(log: log.log, witness: nowhere, metrics: log.metrics)
        #expect(await withLogger(.silent) { _ in await watch.round(isFull: true) } == false)
        #expect(try log.gauge("audit.verified") == 0)
    }

    @Test func `rounds at once do not mistake each other for an attack`() async throws {
        let good = try await withThrowingTaskGroup { group in
            for number in 0..<20 {
                group.addTask { [log] in
                    try await log.grow(by: 1)
                    return await log.round(isFull: number.isMultiple(of: 3))
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(good.allSatisfy { $0 })
        #expect(await log.round())
        #expect(try await sizes().last == 20)
    }

    @Test func `looking changes nothing`() async throws {
        try await log.grow(by: 2)
        let (head, witnessed) = try await log.watch.inspect()
        #expect(head == (try await log.log.head()))
        #expect(witnessed == 0)
        #expect(!FileManager.default.fileExists(atPath: log.witness.file.path))
        #expect(try await log.place.rows(in: "audit_head") == 0)
    }
}
