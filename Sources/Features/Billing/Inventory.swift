package import Kernel

extension Billing {
    /// What Billing stores about people; the privacy page, exports, erasure and retention all read it.
    package static let inventory: [InventoryTable] = [
        InventoryTable(
            "billing_entry",
            subject: .column("subject_id"),
            keep: .withSubject,
            columns: [
                .key("id"),
                .subject("subject_id"),
                .key("job_id"),
                .key("key_id"),
                .impersonal("position", because: "which picture of a job"),
                entry("kind", .payment),
                entry("credits", .payment),
                entry("images", .behavior),
                entry("model", .behavior),
                entry("day", .behavior),
                entry("made_at", .behavior),
            ]
        )
    ]

    /// A visitor's ledger holds quotas and free pictures, no payment: it goes with the visitor.
    private static func entry(_ name: String, _ category: DataCategory) -> InventoryColumn {
        .personal(
            name,
            category,
            for: ProvideService.definition,
            storage: .plain,
            export: .asStored,
            erase: .deleteRow
        )
    }
}
