import Foundation
import Kernel
import Logging
import MetricsTestKit
import NIOPosix
import Privacy
import Purposes
import Store
import TestSupport
import Testing

@testable import Audit

/// An installation on disk with a watched log.
struct WatchedLog: Sendable {
    let folder: TempFolder
    let place: TestInstallation
    let metrics = TestMetrics()
    let watch: AuditWatch
    let witness: WitnessFile

    var log: AuditLog { place.audit }

    init(_ plan: TestInstallation.Plan = TestInstallation.Plan()) async throws {
        try await self.init(plan, in: TempFolder())
    }

    /// Another process on the same folder.
    init(_ plan: TestInstallation.Plan, in folder: TempFolder) async throws {
        self.folder = folder
        place = try await TestInstallation(plan, in: folder)
        witness = WitnessFile(file: folder["witness.log"], threads: .singleton)
        watch = AuditWatch(log: place.audit, witness: witness, metrics: metrics)
    }

    /// Logs acts about nobody.
    func grow(by count: Int) async throws {
        for _ in 0..<count { try await log.record(.settingsChanged, about: nil, [.what: "workers"]) }
    }

    /// Changes the database file as somebody with a shell would.
    func tamper(_ statements: SQL...) async throws {
        let store = try SQLiteStore(file: folder["nbp.sqlite"])
        try await store.write { tx in
            for statement in statements { try tx.run(statement) }
        }
        try store.close()
    }

    @discardableResult
    func round(isFull: Bool = true) async -> Bool {
        await withLogger(.silent) { _ in await watch.round(isFull: isFull) }
    }

    /// What is found wrong; nil when nothing is.
    func damage() async throws -> AuditDamage? {
        do {
            _ = try await watch.inspect()
            return nil
        } catch let damage as AuditDamage {
            return damage
        }
    }

    func gauge(_ label: String) throws -> Double? {
        try metrics.expectMeter(label).lastValue
    }

    var witnessed: String { get throws { try String(contentsOf: witness.file, encoding: .utf8) } }
}
