package import Kernel

/// What the data map is derived from, each from where it is declared.
package struct DataMapSource: Sendable {
    /// A cookie, as the registry knows it.
    package struct Cookie: Sendable {
        let name: String
        let lifetime: Duration
        let category: DataCategory
        let purpose: PurposeDefinition

        package init(
            name: String,
            lifetime: Duration,
            category: DataCategory,
            purpose: PurposeDefinition
        ) {
            self.name = name
            self.lifetime = lifetime
            self.category = category
            self.purpose = purpose
        }
    }

    /// An outside party of the egress register.
    package struct Recipient: Sendable {
        let id: String
        let country: String
        let fields: [String]
        /// What makes the transfer lawful; nil inside one legal area.
        let mechanism: String?

        package init(
            id: String,
            country: String,
            fields: [String],
            mechanism: String?
        ) {
            self.id = id
            self.country = country
            self.fields = fields
            self.mechanism = mechanism
        }
    }

    /// Who runs the installation; any part may be missing on a local one.
    package struct Operator: Sendable {
        let name: String?
        let address: String?
        let email: String?
        /// The base URL, without a slash at the end.
        let base: String

        package init(
            name: String?,
            address: String?,
            email: String?,
            base: String
        ) {
            self.name = name
            self.address = address
            self.email = email
            self.base = base
        }
    }

    let tables: [InventoryTable]
    let keyTables: [InventoryTable]
    let files: [InventoryFile]
    let cookies: [Cookie]
    let recipients: [Recipient]
    let rules: [RetentionRule]
    let operatorCard: Operator

    /// `tables` are those of the main database, `keyTables` those of the key ring, which knows every person.
    package init(
        tables: [InventoryTable],
        keyTables: [InventoryTable],
        files: [InventoryFile],
        cookies: [Cookie],
        recipients: [Recipient],
        plan: RetentionPlan,
        operator card: Operator
    ) {
        self.tables = tables
        self.keyTables = keyTables
        self.files = files
        self.cookies = cookies
        self.recipients = recipients
        rules = plan.rules
        operatorCard = card
    }
}
