import Kernel

/// What an archive leaves out, and why: from the inventory, and from what could not be read.
struct ArchiveOmissions {
    let lines: [JSONValue]

    init(_ archives: Archives, _ unreadable: [String: Int]) {
        let columns = archives.inventory.flatMap { table in
            table.columns.compactMap { column in
                Self.reason(column).map { Self.line("\(table.name).\(column.name)", $0) }
            }
        }
        let files = archives.sources.folders.filter { $0.data.export == .omitted }.map { file in
            Self.line("files in \(file.folder)", "copies of what is listed here or was sent to you")
        }
        let damaged = unreadable.sorted { $0.key < $1.key }.map { name, count in
            Self.line("\(count) values of \(name)", "they are damaged and cannot be opened")
        }
        lines =
            damaged + columns + files + [
                Self.line("access log", "its lines hold no id, and no address that is whole"),
                Self.line("thumbnails", "they are made anew from the pictures"),
                Self.line("inferred values", "none are kept"),
            ]
    }

    private static func reason(_ column: InventoryColumn) -> String? {
        guard case .personal(let data) = column.content, data.export == .omitted else { return nil }
        switch data.storage {
        case .keyedHash: return "a keyed hash, which tells nothing to whoever has no key"
        case .sealed where data.category != .privacyChoice:
            return "a secret: a copy of it would weaken your safety"
        case .sealed, .plain: return "it tells of others, or serves this installation's own work"
        }
    }

    private static func line(_ what: String, _ why: String) -> JSONValue {
        .object(["what": .text(what), "why": .text(why)])
    }
}
