package import Blobs
package import Engines
package import FoundationEssentials
package import Kernel
package import Purposes
package import Store
import Vault

/// The calls to servers, in `studio_call`, and what providers delivered, as sealed files beside the pictures.
///
/// A delivery has its row before it has its file, so that whoever erases a person or clears up knows of it.
package struct StudioJournal: CallJournal {
    /// How long a delivery waits for a job that was torn apart: longer than a server stands still over a weekend.
    static let daysKept = 3

    private let store: any Store
    private let blobs: Blobs
    private let gate: PurposeGate
    private let clock: Clock
    private let checkpoint: Checkpoint

    package init(
        store: any Store,
        blobs: Blobs,
        gate: PurposeGate,
        clock: Clock,
        checkpoint: Checkpoint = .none
    ) {
        self.store = store
        self.blobs = blobs
        self.gate = gate
        self.clock = clock
        self.checkpoint = checkpoint
    }

    package func past(of picture: PictureKey) async throws -> [PastCall] {
        try await store.read { tx in try CallRecords(tx).past(of: picture) }
    }

    package func begin(_ call: EngineCall, after past: Int) async throws {
        let end = clock.now() + .days(Self.daysKept)
        try await store.write { tx in
            let calls = CallRecords(tx)
            guard try calls.past(of: call.picture).count == past else { throw PastChanged() }
            try calls.insert(call)
            if call.isPaid { try DeliveryRecords(tx).insert(call, until: end) }
        }
    }

    package func keep(_ delivery: Data, of call: EngineCall) async throws {
        let permit = try await gate.permit(ProvideService.self, for: call.picture.subject)
        try await blobs.write(delivery, as: BlobName(deliveryOf: call.id), under: permit)
        await checkpoint.reach("delivery.kept")
    }

    package func delivery(of call: EngineCallID, for picture: PictureKey) async throws -> Data? {
        let permit = try await gate.permit(ProvideService.self, for: picture.subject)
        do {
            return try await blobs.open(BlobName(deliveryOf: call), under: permit)?.bytes()
        } catch VaultError.damaged {
            return nil
        }
    }

    package func end(_ id: EngineCallID, _ end: EngineCallEnd) async throws {
        let now = clock.now()
        try await store.write { tx in
            try CallRecords(tx).finish(id, end, at: now)
            if end.outcome != EngineCallEnd.made { try DeliveryRecords(tx).delete([id]) }
        }
        await checkpoint.reach("call.ended")
    }
}

extension BlobName {
    /// What a call delivered, until the picture made of it is stored.
    init(deliveryOf call: EngineCallID) {
        self.init(of: call, variant: "delivery")
    }
}
