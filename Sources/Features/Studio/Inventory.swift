package import Kernel

extension Studio {
    /// What Studio stores about people; the privacy page, exports, erasure and retention all read it.
    package static let inventory: [InventoryTable] = [
        InventoryTable(
            "studio_job",
            subject: .column("subject_id"),
            keep: .withSubject,
            columns: [
                .key("id"), .subject("subject_id"), .key("parent_id"), .key("key_id"),
                content("prompt"), content("notes"), content("settings"),
                use("task"), use("model"), use("style"), use("width"), use("height"), use("count"),
                use("seed"), use("price"), use("status"), use("created_at"), use("finished_at"),
                use("interaction_ended_at"),
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
                content("name"),
                // Words and marks of whoever made the picture: they say something of it to its person too.
                content("memory"),
                use("width"), use("height"), use("seed"), use("bytes"), use("made_at"),
                use("kind"), use("format"), use("favourite_at"),
                .impersonal("source", because: "what kind of engine made it"),
                .impersonal("provider", because: "the program that its provider's own mark names"),
                .impersonal("position", because: "which picture of its job"),
                .impersonal("revision", because: "a counter for followers"),
            ]
        ),
        InventoryTable(
            "studio_input",
            subject: .column("subject_id"),
            keep: .withSubject,
            columns: [
                .key("job_id"), .impersonal("position", because: "which input of its job"),
                .subject("subject_id"), .key("image_id"), use("role"),
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
        InventoryTable(
            "studio_attempt",
            subject: .column("subject_id"),
            keep: .until("expires_at", .days(1)),
            columns: [
                .key("job_id"), .subject("subject_id"),
                hash("fingerprint", .content),
                .impersonal("is_cut", because: "whether an answer was written whole"),
                .impersonal("expires_at", because: "a quarter of an hour after the row was made"),
            ]
        ),
        // A copy of what was told once already, for the client that did not hear it.
        InventoryTable(
            "studio_answer",
            subject: .column("subject_id"),
            keep: .until("expires_at", .days(1)),
            columns: [
                .key("id"), .subject("subject_id"),
                hash("key_index", .behavior), hash("body_index", .content),
                column("answer", .content, storage: .sealed, export: .omitted), use("created_at"),
                .impersonal("expires_at", because: "a day after the row was made"),
            ]
        ),
        InventoryTable(
            "studio_share",
            subject: .column("subject_id"),
            keep: .until("expires_at", .days(365)),
            columns: [
                .key("id"), .subject("subject_id"), .key("image_id"),
                hash("token_index", .behavior),
                use("shows_words"), use("expires_at"), use("created_at"),
            ]
        ),
        InventoryTable(
            "studio_collection",
            subject: .column("subject_id"),
            keep: .withSubject,
            columns: [
                .key("id"), .subject("subject_id"), content("name"), use("created_at"),
            ]
        ),
        InventoryTable(
            "studio_collection_image",
            subject: .column("subject_id"),
            keep: .withSubject,
            columns: [
                .key("collection_id"), .key("image_id"), .subject("subject_id"), use("added_at"),
            ]
        ),
        InventoryTable(
            "studio_call",
            subject: .column("subject_id"),
            keep: .withSubject,
            columns: [
                .key("id"), .subject("subject_id"), .key("job_id"),
                use("engine"), use("model"), use("recipient"), use("fields"), use("begun_at"),
                use("ended_at"),
                use("outcome"), use("server_id"), use("input_tokens"), use("output_tokens"),
                use("text_tokens"),
                .impersonal("position", because: "which picture of its job"),
                .impersonal("lane", because: "which key or server of the engine"),
            ]
        ),
        InventoryTable(
            "studio_delivery",
            subject: .column("subject_id"),
            keep: .until("expires_at", .days(StudioJournal.daysKept)),
            columns: [
                .key("call_id"), .subject("subject_id"), .key("job_id"), use("expires_at"),
            ]
        ),
        InventoryTable(
            "studio_batch",
            subject: .column("subject_id"),
            keep: .withSubject,
            columns: [
                .key("id"), .subject("subject_id"), content("recipe"),
                hash("key_index", .behavior), hash("body_index", .content), use("created_at"),
                .key("key_id"), use("images_per_day"), use("credits_per_month"),
            ]
        ),
        InventoryTable(
            "studio_batch_row",
            subject: .column("subject_id"),
            keep: .withSubject,
            columns: [
                .key("id"), .key("batch_id"), .subject("subject_id"), .key("job_id"),
                .impersonal("position", because: "which row of its batch"),
                content("content"), content("details"), use("status"), use("failure"),
            ]
        ),
        // Counted beside the batches: one that is deleted was ordered all the same.
        InventoryTable(
            "studio_batch_day",
            subject: .column("subject_id"),
            keep: .until("expires_at", .days(1)),
            columns: [
                .subject("subject_id"), use("batches"),
                .impersonal("expires_at", because: "the midnight after the row was made"),
            ]
        ),
        InventoryTable(
            "studio_batch_claim",
            subject: .column("subject_id"),
            keep: .until("expires_at", .days(1)),
            columns: [.subject("subject_id"), hash("key_index", .behavior), use("expires_at")]
        ),
        // A file goes with the picture that it brought, which the sweeper does not know how to delete.
        InventoryTable(
            "studio_file",
            subject: .column("subject_id"),
            keep: .byFeature(.days(30), since: "made_at"),
            columns: [
                .key("id"), .subject("subject_id"), .key("image_id"), .key("bulk_id"),
                content("details"),
                use("purpose"), use("media_type"), use("bytes"), use("made_at"), use("expires_at"),
                hash("body_index", .content),
                .impersonal("part", because: "which lines of a bulk's outcome"),
            ]
        ),
        InventoryTable(
            "studio_bulk",
            subject: .column("subject_id"),
            keep: .after("created_at", .days(30)),
            columns: [
                .key("id"), .subject("subject_id"), .key("key_id"), .key("file_id"),
                content("details"),
                hash("key_index", .behavior), hash("body_index", .content),
                use("dialect"), use("stage"), use("stop"), use("failure"), use("created_at"),
                use("begun_at"), use("stopped_at"), use("ended_at"), use("expires_at"),
            ]
        ),
        InventoryTable(
            "studio_bulk_row",
            subject: .column("subject_id"),
            keep: .after("made_at", .days(30)),
            columns: [
                .key("id"), .key("bulk_id"), .subject("subject_id"), .key("job_id"),
                .impersonal("position", because: "which line of its bulk"),
                content("name"), content("content"), content("details"), use("status"), use("failure"),
                use("made_at"),
            ]
        ),
    ]

    /// The pictures themselves and their thumbnails, what providers delivered until it is one of them (`studio_delivery` says until
    /// when), and the lines that programs bring (`studio_file` says for how long); and what is brought, until it is believed or refused.
    package static let files = [
        folder("blobs", keep: .withSubject, export: .opened),
        // Gone with the request that fills it; the key is nowhere but in memory.
        folder("spool", keep: .byFeature(.days(1)), export: .omitted),
    ]

    private static func folder(
        _ name: String,
        keep: Retention,
        export: ExportForm
    ) -> InventoryFile {
        InventoryFile(
            folder: name,
            keep: keep,
            data: PersonalData(
                category: .content,
                purpose: ProvideService.definition,
                storage: .sealed,
                export: export,
                erase: .deleteFile
            )
        )
    }

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
