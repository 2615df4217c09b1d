import Kernel

extension DataMap {
    private static let service = "nbp_service"
    static let everybody = ["customer", "visitor", "anonymous_user"]

    /// The map of an installation.
    package init(_ source: DataMapSource) {
        organization = [Organization(source.operatorCard)]
        dataset = Self.datasets(of: source)
        system = [System(source, keeping: dataset.map(\.fidesKey))] + source.recipients.map(System.init)
        policy = [.noSale]
    }

    private static func datasets(of source: DataMapSource) -> [Dataset] {
        let files = source.files.map { file in
            Collection(
                name: file.folder,
                fields: [Field(name: "file", categories: [file.data.category.rawValue])]
            )
        }
        let cookies = source.cookies.map { Field(name: $0.name, categories: [$0.category.rawValue]) }
        return [
            Dataset(.main, "Main database", source.tables.map(Collection.init)),
            Dataset(.keys, "Key ring", source.keyTables.map(Collection.init)),
            Dataset(.files, "Files", files),
            Dataset(.browser, "What browsers keep", [Collection(name: "cookies", fields: cookies)]),
        ]
    }
}

/// Our datasets, by their keys.
private enum DatasetKey: String {
    case main = "nbp_main"
    case keys = "nbp_keys"
    case files = "nbp_files"
    case browser = "nbp_browser"
}

extension DataMap.Dataset {
    fileprivate init(_ key: DatasetKey, _ name: String, _ collections: [DataMap.Collection]) {
        self.init(fidesKey: key.rawValue, name: name, collections: collections)
    }
}

extension DataMap.Organization {
    fileprivate init(_ card: DataMapSource.Operator) {
        var controller: DataMap.Contact?
        if let name = card.name, let address = card.address, let email = card.email {
            controller = DataMap.Contact(name: name, address: address, email: email)
        }
        self.init(
            fidesKey: "default_organization",
            name: card.name ?? "Nano Banana Pro",
            controller: controller,
            securityPolicy: card.email == nil ? nil : "\(card.base)/.well-known/security.txt"
        )
    }
}

extension DataMap.Collection {
    fileprivate init(_ table: InventoryTable) {
        self.init(name: table.name, fields: table.columns.map { DataMap.Field($0, of: table) })
    }
}

extension DataMap.Field {
    /// An id is told apart from what is about nobody: it leads to a person, if only through other tables.
    fileprivate init(_ column: InventoryColumn, of table: InventoryTable) {
        let category =
            switch column.content {
            case .personal(let data): data.category.rawValue
            case .impersonal: DataMap.ofNobody
            case .key: table.keep == nil ? DataMap.ofNobody : DataMap.id
            case .subject: DataMap.id
            }
        self.init(name: column.name, categories: [category], meta: Self.way(from: column, of: table))
    }

    /// Every subject has a key in the ring, so that is where all ways end.
    private static func way(from column: InventoryColumn, of table: InventoryTable) -> DataMap.Meta? {
        switch table.subject {
        case .column(column.name) where table.name != DataMap.keyTable:
            DataMap.Meta(DatasetKey.keys, "\(DataMap.keyTable).subject_id")
        case .through(column.name, let other):
            DataMap.Meta(DatasetKey.main, "\(other).id")
        default:
            nil
        }
    }
}

extension DataMap.Meta {
    fileprivate init(_ dataset: DatasetKey, _ field: String) {
        self.init(references: [
            DataMap.Reference(dataset: dataset.rawValue, field: field, direction: "from")
        ])
    }
}

extension DataMap {
    static let id = "user.unique_id"
    static let ofNobody = "system.operations"
    fileprivate static let keyTable = "ring_key"
}

extension DataMap.System {
    /// The product itself, with what it does with what it keeps.
    fileprivate init(_ source: DataMapSource, keeping datasets: [String]) {
        let mechanisms = source.recipients.compactMap(\.mechanism)
        self.init(
            fidesKey: "nbp_service",
            name: "Nano Banana Pro",
            description: nil,
            systemType: "Service",
            responsibility: ["Controller"],
            datasets: datasets,
            egress: source.recipients.map { DataMap.Flow(fidesKey: $0.id, type: "system") },
            transfers: !mechanisms.isEmpty,
            transferBases: mechanisms.isEmpty ? nil : Array(Set(mechanisms)).sorted(),
            usesCookies: !source.cookies.isEmpty,
            cookieSeconds: source.cookies.map(\.lifetime.components.seconds).max(),
            declarations: DataMap.Declaration.all(of: source)
        )
    }

    /// A recipient, with the fields that its row allows.
    fileprivate init(_ recipient: DataMapSource.Recipient) {
        self.init(
            fidesKey: recipient.id,
            name: recipient.id,
            description:
                "In \(recipient.country); receives \(recipient.fields.sorted().joined(separator: ", "))",
            systemType: "Third Party",
            responsibility: ["Processor"],
            datasets: nil,
            egress: nil,
            transfers: nil,
            transferBases: nil,
            usesCookies: nil,
            cookieSeconds: nil,
            declarations: []
        )
    }
}

extension DataMap.Declaration {
    /// What one declaration tells of: a purpose, and one period for all that it keeps so long.
    private struct Key: Hashable {
        let purpose: PurposeDefinition
        let period: Period
    }

    private struct Found {
        var categories: Set<String> = []
        var datasets: Set<String> = []
    }

    /// One for each purpose and period, and one for what the server itself needs and what is about nobody.
    fileprivate static func all(of source: DataMapSource) -> [DataMap.Declaration] {
        var found: [Key: Found] = [:]
        func add(_ key: Key, _ categories: [String], _ dataset: DatasetKey) {
            found[key, default: Found()].categories.formUnion(categories)
            found[key, default: Found()].datasets.insert(dataset.rawValue)
        }
        let keys = Set(source.keyTables.map(\.name))
        let folders = Set(source.files.map(\.folder))
        for rule in source.rules {
            let isFile = folders.contains(rule.store)
            let dataset: DatasetKey = isFile ? .files : keys.contains(rule.store) ? .keys : .main
            let ids = isFile ? [] : [DataMap.id]
            add(Key(purpose: rule.purpose, period: rule.period), [rule.category.rawValue] + ids, dataset)
        }
        for cookie in source.cookies {
            let period = Period.days(Int((cookie.lifetime.components.seconds + 86_399) / 86_400))
            add(Key(purpose: cookie.purpose, period: period), [cookie.category.rawValue], .browser)
        }
        let declared = found.map { key, found in
            DataMap.Declaration(
                name: "\(key.purpose.key), \(key.period.iso8601)",
                categories: found.categories.sorted(),
                use: key.purpose.dataUse,
                subjects: DataMap.everybody,
                datasets: found.datasets.sorted(),
                basis: key.purpose.basis.rawValue,
                retention: key.period.iso8601
            )
        }
        return declared.sorted { $0.name < $1.name } + [ofNobody]
    }

    /// What rows say of the server and of nobody, which all the same is on the map.
    private static let ofNobody: DataMap.Declaration = {
        let purpose = ProvideService.definition
        return DataMap.Declaration(
            name: "the server's own, about nobody",
            categories: [DataMap.ofNobody],
            use: purpose.dataUse,
            subjects: DataMap.everybody,
            datasets: [DatasetKey.keys.rawValue, DatasetKey.main.rawValue],
            basis: purpose.basis.rawValue,
            retention: Period.days(0).iso8601
        )
    }()
}

extension DataMap.Policy {
    /// What cannot even be registered as a purpose (`PolicyPurposes`).
    fileprivate static let noSale = DataMap.Policy(
        fidesKey: "no_sale",
        name: "No sale, no third-party advertising",
        rules: [
            DataMap.Rule(
                name: "forbid_sale",
                categories: DataMap.Match(matches: "ANY", values: ["user"]),
                uses: DataMap.Match(matches: "ANY", values: ["sales", "marketing.advertising.third_party"]),
                subjects: DataMap.Match(matches: "ANY", values: DataMap.everybody)
            )
        ]
    )
}
