package import Kernel

extension Webhooks {
    /// How long it is known what was told to whom.
    package static let memory = Period.days(30)

    /// Where people are told what ended, and what they were told; never what was in it.
    package static let inventory: [InventoryTable] = [
        InventoryTable(
            "webhooks_endpoint",
            subject: .column("subject_id"),
            keep: .withSubject,
            columns: [
                .key("id"), .subject("subject_id"),
                setting("address", storage: .sealed, export: .opened),
                setting("note", storage: .sealed, export: .opened),
                setting("events"), secret("secret"), secret("old_secret"), happening("old_until"),
                happening("made_at"), happening("off_at"), happening("off_because"),
                happening("failing_since"),
                .impersonal("paused_until", because: "until when another server asked to be left alone"),
            ]
        ),
        InventoryTable(
            "webhooks_delivery",
            subject: .column("subject_id"),
            keep: .after("made_at", memory),
            columns: [
                .key("id"), .subject("subject_id"), .key("endpoint_id"), .key("message_id"),
                happening("kind"), happening("about"), happening("status"),
                .impersonal("attempts", because: "a count"), .impersonal("tries", because: "a count"),
                .impersonal("answer", because: "another server's status, a number of the protocol"),
                happening("reason"), happening("made_at"),
                .impersonal("next_at", because: "when the server means to post it"), happening("ended_at"),
            ]
        ),
        InventoryTable(
            "webhooks_attempt",
            subject: .column("subject_id"),
            keep: .after("made_at", memory),
            columns: [
                .key("id"), .subject("subject_id"), .key("delivery_id"), happening("made_at"),
                .impersonal("took_ms", because: "how quick another server was"),
                .impersonal("answer", because: "another server's status, a number of the protocol"),
                happening("reason"),
            ]
        ),
    ]

    private static func setting(
        _ name: String,
        storage: StorageForm = .plain,
        export: ExportForm = .asStored
    ) -> InventoryColumn {
        .personal(
            name,
            .settings,
            for: ProvideService.definition,
            storage: storage,
            export: export,
            erase: .deleteRow
        )
    }

    private static func secret(_ name: String) -> InventoryColumn {
        .personal(
            name,
            .credential,
            for: ProvideService.definition,
            storage: .sealed,
            export: .omitted,
            erase: .deleteRow
        )
    }

    private static func happening(_ name: String) -> InventoryColumn {
        .personal(
            name,
            .behavior,
            for: ProvideService.definition,
            storage: .plain,
            export: .asStored,
            erase: .deleteRow
        )
    }
}
