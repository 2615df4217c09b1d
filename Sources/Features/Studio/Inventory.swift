package import Kernel

extension Studio {
    /// What Studio stores about people; the privacy page, exports, erasure and retention all read it.
    package static let inventory: [InventoryTable] = [
        InventoryTable(
            "studio_job",
            subject: .column("subject_id"),
            keep: .withSubject,
            columns: [
                .key("id"), .subject("subject_id"), .key("parent_id"),
                content("prompt"), content("notes"),
                use("task"), use("model"), use("style"), use("width"), use("height"), use("count"),
                use("seed"), use("price"), use("status"), use("created_at"), use("finished_at"),
                .impersonal("failure", because: "a word of a closed list, about the server"),
                .impersonal("revision", because: "a counter for followers"),
            ]
        ),
        InventoryTable(
            "studio_image",
            subject: .column("subject_id"),
            keep: .withSubject,
            columns: [
                .key("id"), .subject("subject_id"), .key("job_id"), .key("parent_id"),
                use("width"), use("height"), use("seed"), use("bytes"), use("made_at"),
                .impersonal("source", because: "what kind of engine made it"),
                .impersonal("position", because: "which picture of its job"),
                .impersonal("revision", because: "a counter for followers"),
            ]
        ),
        InventoryTable(
            "studio_word",
            subject: .column("subject_id"),
            keep: .withSubject,
            columns: [
                .subject("subject_id"), .key("job_id"),
                hash("word", .content),
            ]
        ),
        InventoryTable(
            "studio_request",
            subject: .column("subject_id"),
            keep: .until("expires_at", .days(1)),
            columns: [
                .subject("subject_id"), .key("job_id"),
                hash("key_index", .behavior), hash("body_index", .content),
                .impersonal("expires_at", because: "a day after the row was made"),
            ]
        ),
    ]

    /// The pictures themselves and their thumbnails.
    package static let files = [
        InventoryFile(
            folder: "blobs",
            keep: .withSubject,
            data: PersonalData(
                category: .content,
                purpose: ProvideService.definition,
                storage: .sealed,
                export: .opened,
                erase: .deleteFile
            )
        )
    ]

    private static func content(_ name: String) -> InventoryColumn {
        column(name, .content, storage: .sealed, export: .opened)
    }

    private static func use(_ name: String) -> InventoryColumn {
        column(name, .behavior, storage: .plain, export: .asStored)
    }

    private static func hash(_ name: String, _ category: DataCategory) -> InventoryColumn {
        column(name, category, storage: .keyedHash, export: .omitted)
    }

    private static func column(
        _ name: String,
        _ category: DataCategory,
        storage: StorageForm,
        export: ExportForm
    ) -> InventoryColumn {
        .personal(
            name,
            category,
            for: ProvideService.definition,
            storage: storage,
            export: export,
            erase: .deleteRow
        )
    }
}
