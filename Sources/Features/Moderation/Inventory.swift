package import Kernel

extension Moderation {
    /// What Moderation stores about people, all of it for keeping the service safe and for that alone.
    package static let inventory: [InventoryTable] = [
        InventoryTable(
            "moderation_case",
            subject: .column("subject_id"),
            keep: .after("decided_at", .days(180), from: .closed),
            columns: [
                .key("id"), .subject("subject_id"), .key("image_id"), .key("appealed_id"),
                .impersonal("source", because: "what opened the case"),
                .impersonal("rule", because: "the name of a rule"),
                .impersonal("severity", because: "a word of a closed list"),
                written("text"), written("prompt"), written("email", .email),
                plain("language", .language), plain("opened_at"), plain("decided_at"),
                .impersonal("due_at", because: "seven days after the case was opened"),
            ]
        ),
        InventoryTable(
            "moderation_decision",
            subject: .column("subject_id"),
            keep: .byFeature(.days(180), since: "ended_at", from: .closed),
            columns: [
                .key("id"), .subject("subject_id"), .key("case_id"), .key("image_id"),
                plain("action"), plain("rule"), plain("rule_version"), plain("score_class"),
                column("input_index", .content, .keyedHash, .omitted),
                written("reason"),
                .impersonal("rule_reason", because: "the operator's sentence for everybody"),
                .impersonal("decider", because: "a rule or a member of staff"),
                .impersonal("decider_name", because: "the name of a rule or a pseudonym of staff"),
                plain("decided_at"), plain("until"), plain("ended_at"),
            ]
        ),
        InventoryTable(
            "moderation_report",
            subject: .column("subject_id"),
            keep: .after("answered_at", .days(180), from: .closed),
            columns: [
                .key("id"), .subject("subject_id"), .key("case_id"),
                plain("ground"), written("text"), written("address"), written("email", .email),
                plain("language", .language), plain("made_at"), plain("answered_at"),
            ]
        ),
    ]

    private static func written(_ name: String, _ category: DataCategory = .content) -> InventoryColumn {
        column(name, category, .sealed, .opened)
    }

    private static func plain(_ name: String, _ category: DataCategory = .behavior) -> InventoryColumn {
        column(name, category, .plain, .asStored)
    }

    private static func column(
        _ name: String,
        _ category: DataCategory,
        _ storage: StorageForm,
        _ export: ExportForm
    ) -> InventoryColumn {
        .personal(
            name,
            category,
            for: SecureService.definition,
            storage: storage,
            export: export,
            erase: .deleteRow
        )
    }
}
