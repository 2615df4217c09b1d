package import Kernel
package import Purposes
import Store

extension PrivacyOverview {
    /// What is kept of the permit's subject now.
    package func overview(under permit: borrowing Permit<HonourRights>) async throws -> PersonalOverview {
        let subject = permit.subject
        let end = try await end(of: subject)
        var holdings: [Holding] = []
        for place in places {
            holdings += try await place.store.read { tx in
                let records = HoldingRecords(tx, inventory: place.tables)
                return try Self.holdings(of: subject, in: place, by: records, until: end)
            }
        }
        for folder in folders {
            let tally = try await folder.count(subject)
            if tally.count > 0 { holdings.append(Holding(folder.file, tally, until: end)) }
        }
        return PersonalOverview(
            holdings: holdings,
            locations: locations(of: holdings),
            recipients: holdings.isEmpty ? [] : recipients
        )
    }

    /// When the whole person goes; nil for somebody who stays until they say otherwise.
    private func end(of subject: SubjectID) async throws -> Timestamp? {
        var ends: [Timestamp] = []
        for place in places {
            let end = try await place.store.read { tx in
                try HoldingRecords(tx, inventory: place.tables).end(of: subject)
            }
            if let end { ends.append(end) }
        }
        return ends.max()
    }

    private static func holdings(
        of subject: SubjectID,
        in place: OverviewPlace,
        by records: HoldingRecords,
        until end: Timestamp?
    ) throws -> [Holding] {
        try place.tables.flatMap { table -> [Holding] in
            guard let keep = table.keep else { return [] }
            return try table.categories.compactMap { category in
                let columns = table.columns(of: category)
                let tally = try records.tally(of: subject, in: table, holding: columns)
                guard tally.count > 0 else { return nil }
                return Holding(
                    store: table.name,
                    location: place.name,
                    kind: .rows,
                    category: category,
                    purposes: PurposeDefinition.each(columns.compactMap(\.personal?.purpose)),
                    count: tally.count,
                    since: tally.since,
                    keep: keep,
                    until: keep.moment(last: tally.last, ofSubject: end)
                )
            }
        }
    }

    private func locations(of holdings: [Holding]) -> [DataLocation] {
        holdings.map(\.location).reduce(into: [DataLocation]()) { locations, name in
            guard !locations.contains(where: { $0.store == name }) else { return }
            locations.append(DataLocation(store: name, country: country))
        }
    }
}

extension Holding {
    fileprivate init(_ file: InventoryFile, _ tally: FileTally, until end: Timestamp?) {
        self.init(
            store: file.folder,
            location: file.folder,
            kind: .files,
            category: file.data.category,
            purposes: [file.data.purpose],
            count: tally.count,
            since: tally.since,
            keep: file.keep,
            until: file.keep.moment(last: nil, ofSubject: end)
        )
    }
}

extension Retention {
    /// When the last row goes, of which `last` is the moment that the rule counts from.
    fileprivate func moment(last: Timestamp?, ofSubject end: Timestamp?) -> Timestamp? {
        switch self.end {
        case .withSubject, .subjectAt: end
        case .at: last ?? end
        case .after: last.map { $0 + period.duration } ?? end
        case .byFeature: nil
        }
    }
}

extension InventoryTable {
    /// Each once, in the order of the columns.
    fileprivate var categories: [DataCategory] {
        columns.compactMap(\.personal?.category).reduce(into: []) { categories, category in
            if !categories.contains(category) { categories.append(category) }
        }
    }

    fileprivate func columns(of category: DataCategory) -> [InventoryColumn] {
        columns.filter { $0.personal?.category == category }
    }
}

extension InventoryColumn {
    fileprivate var personal: PersonalData? {
        if case .personal(let data) = content { data } else { nil }
    }
}

extension PurposeDefinition {
    /// Each once, in their order.
    fileprivate static func each(_ purposes: [PurposeDefinition]) -> [PurposeDefinition] {
        purposes.reduce(into: []) { found, purpose in
            if !found.contains(purpose) { found.append(purpose) }
        }
    }
}
