import App
import Kernel
import Store

/// Undoes, behind the desk's back, what its controls have done.
struct SpoiltRequests {
    private let controls: TestControls

    init(_ controls: TestControls) {
        self.controls = controls
    }

    func spoil(by mutation: Mutation) async throws {
        let changes: [SQL] =
            switch mutation {
            case .noFreeze: ["DELETE FROM privacy_freeze", "UPDATE privacy_version SET number = number + 1"]
            case .wrongCalendar: ["UPDATE privacy_request SET due_at = received_at + 2764800000"]
            case .noVerify:
                [
                    "UPDATE privacy_request SET state = 'open', verified_at = received_at WHERE state = 'verifying'"
                ]
            default: []
            }
        try await run(changes)
    }

    func forgetMails() async throws {
        try await run(["DELETE FROM privacy_request WHERE channel = 'mail'"])
    }

    private func run(_ changes: [SQL]) async throws {
        guard let core = controls.core, !changes.isEmpty else { return }
        try await core.store.write { tx in
            for change in changes { try tx.run(change) }
        }
    }
}
