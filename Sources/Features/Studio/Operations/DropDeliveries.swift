import Blobs
import Engines
import Kernel
import Logging
import Store

extension Studio {
    /// Deletes what providers delivered for a job that has ended: files first, so that none is left that no row tells of.
    func dropDeliveries(of job: JobID) async throws {
        try await drop(try await store.read { tx in try DeliveryRecords(tx).calls(of: job) })
    }

    /// The same for a job that has just ended, or for one picture of it that is stored now: what cannot be deleted is
    /// collected later.
    func clearDeliveries(of job: JobID, at position: Int? = nil) async {
        do {
            guard let position else { return try await dropDeliveries(of: job) }
            let calls = try await store.read { tx in try DeliveryRecords(tx).calls(of: job, at: position) }
            try await drop(calls)
        } catch {
            Logger.current.error(
                "What was delivered for a job could not be deleted",
                metadata: ["job": "\(job)", "error": "\(type(of: error))"]
            )
        }
    }

    /// Deletes the deliveries of all jobs that have ended.
    package func dropIdleDeliveries() async throws {
        while true {
            let calls = try await store.read { tx in try DeliveryRecords(tx).idle() }
            guard !calls.isEmpty else { return }
            try await drop(calls)
        }
    }

    private func drop(_ calls: [EngineCallID]) async throws {
        guard !calls.isEmpty else { return }
        try await blobs.delete(calls.map { BlobName(deliveryOf: $0) })
        try await store.write { tx in try DeliveryRecords(tx).delete(calls) }
    }
}
