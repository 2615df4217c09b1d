package import Audit
package import Kernel
package import Store

/// Answers a person what is kept of them: what, why, since when, until when, where, and who else got it.
///
/// It reads the inventory and counts; it opens nothing. A table or a folder that is declared is in the answer without anybody
/// having thought of it here.
package struct PrivacyOverview: Sendable {
    let places: [OverviewPlace]
    let folders: [OverviewFolder]
    let recipients: [Recipient]
    let country: String?
    let audit: AuditLog

    /// The country is where the installation's disks are; nil where the operator has not said so.
    package init(
        places: [OverviewPlace],
        folders: [OverviewFolder],
        recipients: [Recipient],
        country: String?,
        audit: AuditLog
    ) {
        self.places = places
        self.folders = folders
        self.recipients = recipients
        self.country = country
        self.audit = audit
    }
}

/// A database and what is declared to lie in it.
package struct OverviewPlace: Sendable {
    /// As the data map calls it: `nbp_main`.
    let name: String
    let store: any Store
    let tables: [InventoryTable]

    package init(name: String, store: any Store, tables: [InventoryTable]) {
        self.name = name
        self.store = store
        self.tables = tables
    }
}

/// A folder of files about people, and whoever can count them.
package struct OverviewFolder: Sendable {
    let file: InventoryFile
    let count: @Sendable (SubjectID) async throws -> FileTally

    package init(
        _ file: InventoryFile,
        count: @escaping @Sendable (SubjectID) async throws -> FileTally
    ) {
        self.file = file
        self.count = count
    }
}

/// How many files of somebody there are, and since when.
package struct FileTally: Hashable, Sendable {
    package let count: Int
    package let since: Timestamp?

    package init(count: Int, since: Timestamp?) {
        self.count = count
        self.since = since
    }
}

/// Somebody outside to whom data of people goes.
package struct Recipient: Hashable, Sendable {
    package let id: String
    /// ISO 3166-1 alpha-2; nil where the operator has not said so.
    package let country: String?
    /// The fields that they get.
    package let fields: [String]

    package init(
        id: String,
        country: String?,
        fields: [String]
    ) {
        self.id = id
        self.country = country
        self.fields = fields
    }
}
