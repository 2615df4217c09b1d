/// Everything that is stored about people, as a Fideslang 3.1.4 manifest: `/datamap.yml`.
///
/// It is derived from what the product declares and runs by; nothing in it is written by hand.
package struct DataMap: Encodable, Sendable {
    let organization: [Organization]
    let dataset: [Dataset]
    let system: [System]
    let policy: [Policy]

    /// Who answers for the installation.
    struct Organization: Encodable, Sendable {
        let fidesKey: String
        let name: String
        let controller: Contact?
        let securityPolicy: String?

        enum CodingKeys: String, CodingKey {
            case fidesKey = "fides_key"
            case name, controller
            case securityPolicy = "security_policy"
        }
    }

    struct Contact: Encodable, Sendable {
        let name: String
        let address: String
        let email: String
    }

    /// A database, or a place of files.
    struct Dataset: Encodable, Sendable {
        let fidesKey: String
        let name: String
        let collections: [Collection]

        enum CodingKeys: String, CodingKey {
            case fidesKey = "fides_key"
            case name, collections
        }
    }

    struct Collection: Encodable, Sendable {
        let name: String
        let fields: [Field]
    }

    struct Field: Encodable, Sendable {
        let name: String
        let categories: [String]
        var meta: Meta?

        enum CodingKeys: String, CodingKey {
            case name
            case categories = "data_categories"
            case meta = "fides_meta"
        }
    }

    /// How a row leads to its person.
    struct Meta: Encodable, Sendable {
        let references: [Reference]
    }

    struct Reference: Encodable, Sendable {
        let dataset: String
        let field: String
        let direction: String
    }

    /// The product, or an outside party that receives personal data for it.
    struct System: Encodable, Sendable {
        let fidesKey: String
        let name: String
        let description: String?
        let systemType: String
        let responsibility: [String]
        let datasets: [String]?
        let egress: [Flow]?
        let transfers: Bool?
        let transferBases: [String]?
        let usesCookies: Bool?
        let cookieSeconds: Int64?
        let declarations: [Declaration]

        enum CodingKeys: String, CodingKey {
            case fidesKey = "fides_key"
            case name, description
            case systemType = "system_type"
            case responsibility
            case datasets = "dataset_references"
            case egress
            case transfers = "does_international_transfers"
            case transferBases = "legal_basis_for_transfers"
            case usesCookies = "uses_cookies"
            case cookieSeconds = "cookie_max_age_seconds"
            case declarations = "privacy_declarations"
        }
    }

    struct Flow: Encodable, Sendable {
        let fidesKey: String
        let type: String

        enum CodingKeys: String, CodingKey {
            case fidesKey = "fides_key"
            case type
        }
    }

    /// One purpose with what it uses, on which ground, and for how long.
    struct Declaration: Encodable, Sendable {
        let name: String
        let categories: [String]
        let use: String
        let subjects: [String]
        let datasets: [String]
        let basis: String
        let retention: String

        enum CodingKeys: String, CodingKey {
            case name
            case categories = "data_categories"
            case use = "data_use"
            case subjects = "data_subjects"
            case datasets = "dataset_references"
            case basis = "legal_basis_for_processing"
            case retention = "retention_period"
        }
    }

    /// What no purpose may ever be.
    struct Policy: Encodable, Sendable {
        let fidesKey: String
        let name: String
        let rules: [Rule]

        enum CodingKeys: String, CodingKey {
            case fidesKey = "fides_key"
            case name, rules
        }
    }

    struct Rule: Encodable, Sendable {
        let name: String
        let categories: Match
        let uses: Match
        let subjects: Match

        enum CodingKeys: String, CodingKey {
            case name
            case categories = "data_categories"
            case uses = "data_uses"
            case subjects = "data_subjects"
        }
    }

    struct Match: Encodable, Sendable {
        let matches: String
        let values: [String]
    }
}
