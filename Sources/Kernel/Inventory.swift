/// The declaration of one table: what each column holds and what becomes of it.
///
/// Export, erasure, retention and the data map are derived from it. At boot it is compared with the live schema.
package struct InventoryTable: Sendable {
    package let name: String
    /// How a row leads to the person it is about.
    package let subject: SubjectPath
    /// When its rows go; nil for a table that tells of nobody.
    package let keep: Retention?
    package let columns: [InventoryColumn]
    /// The column that holds something once a row is in force, which people are shown alone; nil where they are shown all.
    package let shownOnce: String?

    /// A table about people.
    package init(
        _ name: String,
        subject: SubjectPath,
        keep: Retention,
        shownOnce: String? = nil,
        columns: [InventoryColumn]
    ) {
        self.name = name
        self.subject = subject
        self.keep = keep
        self.shownOnce = shownOnce
        self.columns = columns
    }

    /// A table about nobody.
    package init(ofNobody name: String, columns: [InventoryColumn]) {
        self.name = name
        subject = .nobody
        keep = nil
        shownOnce = nil
        self.columns = columns
    }
}

/// How a row or a file leads to the person it is about.
package enum SubjectPath: Hashable, Sendable {
    /// It is about nobody.
    case nobody
    /// The column that holds the subject's id.
    case column(String)
    /// The column that names a row of another table which leads to the subject.
    case through(String, table: String)
}

/// The declaration of one column.
package struct InventoryColumn: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        /// An id that we made up.
        case key
        /// The subject's id.
        case subject
        /// About a person.
        case personal(PersonalData)
        /// About nobody; the reason says why.
        case impersonal(String)
    }

    package let name: String
    package let content: Content

    package static func key(_ name: String) -> InventoryColumn { .init(name: name, content: .key) }

    package static func subject(_ name: String) -> InventoryColumn { .init(name: name, content: .subject) }

    package static func impersonal(_ name: String, because reason: String) -> InventoryColumn {
        .init(name: name, content: .impersonal(reason))
    }

    package static func personal(
        _ name: String,
        _ category: DataCategory,
        for purpose: PurposeDefinition,
        storage: StorageForm,
        export: ExportForm,
        erase: EraseForm
    ) -> InventoryColumn {
        let data = PersonalData(
            category: category,
            purpose: purpose,
            storage: storage,
            export: export,
            erase: erase
        )
        return .init(name: name, content: .personal(data))
    }
}

/// What a personal column or file holds and what becomes of it.
package struct PersonalData: Hashable, Sendable {
    package let category: DataCategory
    package let purpose: PurposeDefinition
    package let storage: StorageForm
    package let export: ExportForm
    package let erase: EraseForm

    package init(
        category: DataCategory,
        purpose: PurposeDefinition,
        storage: StorageForm,
        export: ExportForm,
        erase: EraseForm
    ) {
        self.category = category
        self.purpose = purpose
        self.storage = storage
        self.export = export
        self.erase = erase
    }
}

/// The declaration of one kind of file.
package struct InventoryFile: Sendable {
    /// The folder below the data directory.
    package let folder: String
    /// When its files go.
    package let keep: Retention
    package let data: PersonalData

    package init(folder: String, keep: Retention, data: PersonalData) {
        self.folder = folder
        self.keep = keep
        self.data = data
    }
}
