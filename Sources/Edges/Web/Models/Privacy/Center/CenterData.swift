import Kernel
import Mustache
import Privacy

/// What is kept of somebody, by category.
struct CenterData: MustacheParent, Sendable {
    let place: String
    let recipients: String
    let categories: [CategoryPart]

    func child(named name: String) -> Any? {
        switch name {
        case "place": place
        case "recipients": recipients
        case "categories": categories
        default: nil
        }
    }
}

extension CenterData {
    init(_ overview: PersonalOverview, _ words: Catalogue) {
        place =
            overview.locations.compactMap(\.country).first.flatMap { Country($0) }
            .map { words[Message("center.where", ["country": words.name(of: $0)])] }
            ?? words["center.where_here"]
        let others = overview.recipients.map { words.name(of: $0) }
        recipients =
            others.isEmpty
            ? words["center.recipients_none"]
            : words[Message("center.recipients", ["list": words.list(others)])]
        let order = overview.holdings.map(\.category).reduce(into: [DataCategory]()) { order, category in
            if !order.contains(category) { order.append(category) }
        }
        categories = order.map { category in
            CategoryPart(category, overview.holdings.filter { $0.category == category }, words)
        }
    }
}

/// One category: what there is of it, in which parts of the product.
struct CategoryPart: MustacheParent, Sendable {
    let id: String
    let name: String
    let lines: [HoldingLine]

    init(_ category: DataCategory, _ holdings: [Holding], _ words: Catalogue) {
        id = category.rawValue.replacing(".", with: "-")
        name = words.name(of: category)
        lines = HoldingLine.all(holdings, words)
    }

    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "name": self.name
        case "lines": lines
        default: nil
        }
    }
}

/// What is kept for the same reason and as long, in one part of the product.
struct HoldingLine: MustacheParent, Sendable {
    let area: String
    let amount: String
    let why: String
    let until: String
    let since: Timestamp?
    let sinceText: String?

    /// Tables of one part that are kept alike count together: people know the part, not the tables.
    static func all(_ holdings: [Holding], _ words: Catalogue) -> [HoldingLine] {
        let groups = Dictionary(grouping: holdings) { holding in
            [
                words.area(of: holding.store), holding.kind.rawValue, words.reasons(holding.purposes),
                words.words(of: holding.keep, until: holding.until),
            ]
        }
        return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, alike in
            HoldingLine(
                area: key[0],
                kind: alike[0].kind,
                why: key[2],
                until: key[3],
                count: alike.map(\.count).reduce(0, +),
                since: alike.compactMap(\.since).min(),
                words
            )
        }
    }

    private init(
        area: String,
        kind: Holding.Kind,
        why: String,
        until: String,
        count: Int,
        since: Timestamp?,
        _ words: Catalogue
    ) {
        self.area = area
        self.why = why
        self.until = until
        self.since = since
        amount = kind == .rows ? words.counted("center.entries", count) : words.counted("center.files", count)
        sinceText = since.map { words.moment($0) }
    }

    func child(named name: String) -> Any? {
        switch name {
        case "area": area
        case "amount": amount
        case "why": why
        case "until": until
        case "datetime": since?.description
        case "since": sinceText
        default: nil
        }
    }
}
