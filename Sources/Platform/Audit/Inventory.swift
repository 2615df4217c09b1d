package import Kernel

extension AuditLog {
    /// What the log stores about people: which acts were about them, and under seal what was done.
    ///
    /// That goes after three years (`prune`). What stays of an act is its type, its time and random numbers.
    package static let inventory: [InventoryTable] = [
        InventoryTable(
            ofNobody: "audit_leaf",
            columns: [
                .key("number"),
                .impersonal("type", because: "one word of a closed list"),
                .impersonal("at", because: "when the server did something"),
                .impersonal(
                    "subject_ref",
                    because: "random without the act's salt, which the subject's key alone yields"
                ),
                .impersonal(
                    "commitment",
                    because: "random without the act's salt, which the subject's key alone yields"
                ),
            ]
        ),
        InventoryTable(
            ofNobody: "audit_node",
            columns: [
                .key("number"), .impersonal("hash", because: "a hash over leaves, which tell of nobody"),
            ]
        ),
        InventoryTable(
            ofNobody: "audit_head",
            columns: [.key("id"), .impersonal("size", because: "how many leaves the last checkpoint had")]
        ),
        InventoryTable(
            "audit_detail",
            subject: .column("subject_id"),
            keep: .byFeature(.years(3), since: "id"),
            columns: [
                .key("id"),
                .subject("subject_id"),
                detail("leaf", storage: .plain, export: .asStored),
                detail("sealed", storage: .sealed, export: .opened),
            ]
        ),
        InventoryTable(
            ofNobody: "audit_fact",
            columns: [
                .key("leaf"),
                .impersonal("salt", because: "a random number"),
                .impersonal("details", because: "of acts about nobody: which key or setting, in which role"),
            ]
        ),
    ]

    private static func detail(
        _ name: String,
        storage: StorageForm,
        export: ExportForm
    ) -> InventoryColumn {
        .personal(
            name,
            .behavior,
            for: AccountForActs.definition,
            storage: storage,
            export: export,
            erase: .deleteRow
        )
    }
}
