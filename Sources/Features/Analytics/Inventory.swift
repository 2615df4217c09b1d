package import Kernel

extension Analytics {
    /// How long counts are kept.
    package static let lifetime = Period.months(25)

    /// Counts of uses: no row leads to anybody, and none ever did, for there is no column for it.
    package static let inventory: [InventoryTable] = [
        InventoryTable(
            "analytics_use",
            subject: .nobody,
            keep: .after("hour", lifetime),
            columns: [
                column("hour", .behavior),
                column("feature", .behavior),
                column("action", .behavior),
                column("page", .behavior),
                column("language", .language),
                column("device", .behavior),
                column("browser", .behavior),
                column("browser_major", .behavior),
                column("referrer", .behavior),
                .impersonal("uses", because: "a count"),
            ]
        ),
        InventoryTable(
            "analytics_day",
            subject: .nobody,
            keep: .after("day", lifetime),
            columns: [
                column("day", .behavior),
                .impersonal("visitors", because: "a count"),
            ]
        ),
    ]

    /// It stays when somebody is erased: nothing in it is known to be theirs.
    private static func column(_ name: String, _ category: DataCategory) -> InventoryColumn {
        .personal(
            name,
            category,
            for: MeasureUsage.definition,
            storage: .plain,
            export: .omitted,
            erase: .keep(.consent)
        )
    }
}
