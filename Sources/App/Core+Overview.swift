import Audit
import Kernel
import Mail
import Outbound
import Privacy
import Store
import Studio
import Vault

extension Core {
    /// What each of us may know about themselves, put together from every inventory.
    static func overview(
        _ places: CorePlaces,
        _ outside: Outside,
        _ mail: Mail,
        _ audit: AuditLog,
        _ clock: Clock
    ) -> PrivacyOverview {
        PrivacyOverview(
            places: [
                OverviewPlace(name: "nbp_main", store: places.store, tables: inventory),
                OverviewPlace(name: "nbp_keys", store: places.ringStore, tables: KeyRing.inventory),
            ],
            folders: files.compactMap { file in
                fileCounters[file.folder].map { count in
                    OverviewFolder(file) { try await count($0, places.store, mail, clock) }
                }
            },
            recipients: outside.recipients,
            country: outside.policy.country,
            audit: audit
        )
    }

    /// The folders that features keep tidy by themselves; pictures go with their person.
    static func watched(_ mail: Mail, _ archives: Archives) -> [WatchedFolder] {
        Mail.files.map { file in WatchedFolder(file) { try await mail.files(madeBefore: $0) } }
            + Archives.files.map { file in
                WatchedFolder(file) { try await archives.unneeded(askedBefore: $0) }
            }
    }

    /// Who knows which files of a folder are whose; a test demands one for each folder of the inventory.
    static let fileCounters: [String: FileCounter] = [
        "blobs": { subject, store, _, _ in
            let tally = try await store.read { tx in try Studio.tallyFiles(of: subject, in: tx) }
            return FileTally(count: tally.count, since: tally.since)
        },
        // It is nobody's until it is believed.
        "spool": { _, _, _, _ in FileTally(count: 0, since: nil) },
        "outbox": { subject, _, mail, _ in
            let moments = try await mail.files(of: subject)
            return FileTally(count: moments.count, since: moments.min())
        },
        "archives": { subject, store, _, clock in
            let now = clock.now()
            return try await store.read { tx in try Archives.tallyFiles(of: subject, at: now, in: tx) }
        },
    ]

    typealias FileCounter = @Sendable (SubjectID, any Store, Mail, Clock) async throws -> FileTally
}

extension Core.Outside {
    /// Who outside gets anything of a person: the register's rows, and the mail server if there is one.
    var recipients: [Recipient] {
        let processors = policy.register.active.map {
            Recipient(id: $0.id.text, country: $0.country, fields: $0.fields.sorted())
        }
        let relay = Recipient(id: "mail-relay", country: nil, fields: ["account.email", "mail.body"])
        return processors + (hasMailServer ? [relay] : [])
    }
}
