import Foundation
import Kernel
import Store

/// What seeded columns hold where a word that is nowhere else will not do.
///
/// Every table of the live schema is seeded by itself: ids and sealed columns with canaries, numbers with the time, words of a closed
/// list with the list's first. Only what a table's rules, or code that reads it, want otherwise stands here.
enum SeedWords {
    static let columns: [String: SQLValue] = [
        // Work that waits for longer than any test runs, and that nobody holds.
        "queue_work.run_at": .integer(4_000_000_000_000),
        "queue_work.lease": .null,
        "queue_work.lease_until": .null,
        // Of the sources of a case an appeal alone names what it appeals against.
        "moderation_case.source": .text("appeal"),
        "studio_image.parent_id": .null,
        "studio_image.kind": .text("picture"),
        "studio_image.format": .text("png"),
        "studio_job.parent_id": .null,
        "studio_job.status": .text("succeeded"),
        "accounts_one_time_secret.expires_at": .null,
        "accounts_account.age_band": .text("adult"),
        "accounts_account.theme": .null,
        // The last owner cannot go.
        "accounts_staff.role": .text("support"),
        "accounts_signup.age_band": .text("adult"),
        "privacy_consent.state": .text("given"),
        "privacy_consent.method": .text("programs"),
        "privacy_objection.state": .text("standing"),
        "privacy_signal.source": .text("gpc"),
        "privacy_removal.counts": .null,
        "privacy_removal.retained": .null,
        "privacy_hold.record": .text("job_01M8JRC22DE009Q0FVZ93Z9WT3"),
        "privacy_hold.ground": .text("claim"),
        "privacy_import.status": .text("complete"),
        "privacy_import.refusal": .null,
        "privacy_import.report": .null,
        "privacy_push.status": .text("failed"),
        "privacy_push.reason": .null,
        "webhooks_delivery.kind": .text("job.succeeded"),
        "webhooks_delivery.reason": .null,
        "webhooks_attempt.reason": .null,
        "privacy_request.kind": .text("access"),
        "privacy_request.channel": .text("form"),
        "privacy_request.state": .text("fulfilled"),
        "privacy_request.ground": .null,
        "privacy_request_event.state": .text("received"),
        "privacy_request_event.actor": .text("person"),
    ]

    /// What a column of this name holds in whichever table.
    static let names: [String: SQLValue] = [
        "language": .text("en"), "sign_in_mails": .integer(1), "update_mails": .integer(1),
        "is_open": .integer(1), "is_backed_up": .integer(1),
    ]

    /// Tables whose rows are made by the erasure itself.
    static let madeByErasure: Set<String> = ["privacy_erasure"]
}

/// A table that could not be seeded.
package struct SeedFailure: Error, CustomStringConvertible {
    let table: String
    let reason: String

    package var description: String {
        "\(table) could not be seeded (\(reason)); say in Tests/TestSupport/Seeding/SeedWords.swift what its columns have to hold"
    }
}
