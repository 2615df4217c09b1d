package import Kernel

/// What of one category is kept of a person in one table or folder.
package struct Holding: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case rows
        case files
    }

    /// The table or folder.
    package let store: String
    /// The database or folder that it lies in, as the data map calls it.
    package let location: String
    package let kind: Kind
    package let category: DataCategory
    /// Why it is kept, each purpose once.
    package let purposes: [PurposeDefinition]
    package let count: Int
    /// When the oldest of it came.
    package let since: Timestamp?
    package let keep: Retention
    /// When the last of it goes if nothing else happens; nil where the rule counts from what has not happened yet.
    package let until: Timestamp?

    package init(
        store: String,
        location: String,
        kind: Kind,
        category: DataCategory,
        purposes: [PurposeDefinition],
        count: Int,
        since: Timestamp?,
        keep: Retention,
        until: Timestamp?
    ) {
        self.store = store
        self.location = location
        self.kind = kind
        self.category = category
        self.purposes = purposes
        self.count = count
        self.since = since
        self.keep = keep
        self.until = until
    }
}

/// All that is kept of a person.
package struct PersonalOverview: Hashable, Sendable {
    /// By category, in the order of the inventory.
    package let holdings: [Holding]
    /// Where any of it lies.
    package let locations: [DataLocation]
    /// Who else gets any of it; nobody unless the register names them.
    package let recipients: [Recipient]
}

/// A database or folder with something of a person in it.
package struct DataLocation: Hashable, Sendable {
    package let store: String
    /// ISO 3166-1 alpha-2; nil where the operator has not said so.
    package let country: String?
}
