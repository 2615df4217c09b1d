package import Kernel

/// Whether everything that is stored about people has a purpose of the policy, one basis, and an end (P16, P37).
///
/// That a table about people has a rule at all is the inventory's type; what its types cannot tell is told here, at boot.
package struct PolicyCheck: Sendable {
    /// What is missing, each with the item that lacks it.
    package let gaps: [String]

    /// - Parameters:
    ///   - tables: every table of every database.
    ///   - files: every kind of file.
    ///   - purposes: what the policy in force allows.
    package init(
        _ tables: [InventoryTable],
        _ files: [InventoryFile],
        _ purposes: [PurposeDefinition]
    ) {
        gaps =
            tables.flatMap(Self.gaps(of:)) + Self.strangers(tables, files, purposes)
            + Self.doubles(tables, files)
    }

    /// - Throws: `Unfounded`, which names every gap; the server does not start.
    package func require() throws(Unfounded) {
        guard gaps.isEmpty else { throw Unfounded(gaps: gaps) }
    }

    /// A table about people that holds nothing personal, or whose end hangs on a column that is not there.
    private static func gaps(of table: InventoryTable) -> [String] {
        guard let keep = table.keep else { return [] }
        let data = table.columns.compactMap(\.data)
        let names = Set(table.columns.map(\.name))
        return (data.isEmpty ? ["\(table.name) is about people and states no purpose"] : [])
            + (keep.end.column.map(names.contains) ?? true
                ? [] : ["\(table.name) ends by a column that it does not have"])
    }

    /// Purposes that the policy does not name, or names with another basis or use.
    private static func strangers(
        _ tables: [InventoryTable],
        _ files: [InventoryFile],
        _ purposes: [PurposeDefinition]
    ) -> [String] {
        let known = Set(purposes)
        return declared(tables, files).filter { !known.contains($0.data.purpose) }.map {
            "\($0.place) is kept for \($0.data.purpose.key), which the policy does not name so"
        }
    }

    /// Categories that one use rests on two bases for.
    private static func doubles(_ tables: [InventoryTable], _ files: [InventoryFile]) -> [String] {
        var bases: [Use: LegalBasis] = [:]
        return declared(tables, files).compactMap { place, data in
            let use = Use(category: data.category, label: data.purpose.dataUse)
            let first = bases[use, default: data.purpose.basis]
            bases[use] = first
            return first == data.purpose.basis
                ? nil : "\(place) rests on \(data.purpose.basis.rawValue), elsewhere on \(first.rawValue)"
        }
    }

    private struct Use: Hashable {
        let category: DataCategory
        let label: String
    }

    private static func declared(
        _ tables: [InventoryTable],
        _ files: [InventoryFile]
    ) -> [(place: String, data: PersonalData)] {
        tables.flatMap { table in
            table.columns.compactMap { column in column.data.map { ("\(table.name).\(column.name)", $0) } }
        } + files.map { ($0.folder, $0.data) }
    }
}

/// The refusal to start (`no_basis`).
package struct Unfounded: Error, Hashable, CustomStringConvertible {
    package let gaps: [String]

    package var description: String { "no_basis: " + gaps.joined(separator: "; ") }
}

extension InventoryColumn {
    /// What is said of a personal column.
    package var data: PersonalData? {
        if case .personal(let data) = content { data } else { nil }
    }
}

extension Retention.End {
    /// The column that the end hangs on.
    fileprivate var column: String? {
        switch self {
        case .withSubject: nil
        case .at(let column), .after(let column), .subjectAt(let column): column
        case .byFeature(let column): column
        }
    }
}
