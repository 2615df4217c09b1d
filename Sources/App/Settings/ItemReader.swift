/// Reads the members of a list's entry, and gathers what is wrong with them.
struct ItemReader {
    private let item: SettingsItem
    private(set) var faults: [SettingFault] = []

    /// - Parameters:
    ///   - item: the entry.
    ///   - members: every name that it may have.
    init(_ item: SettingsItem, members: [String]) {
        self.item = item
        for name in item.values.keys.sorted() where !members.contains(name) {
            refuse(name, "is no member; there are \(members.joined(separator: ", "))")
        }
    }

    /// What `parse` makes of a member that must be there; `kind` ends the sentence "it must be …".
    mutating func required<Value>(
        _ name: String,
        _ kind: String,
        _ parse: (String) -> Value?
    ) -> Value? {
        guard item.values[name] != nil else {
            refuse(name, "is missing; it must be \(kind)")
            return nil
        }
        return optional(name, kind, parse)
    }

    /// What `parse` makes of a member; nil when it is not there, or at fault.
    mutating func optional<Value>(
        _ name: String,
        _ kind: String,
        _ parse: (String) -> Value?
    ) -> Value? {
        guard let given = item.values[name] else { return nil }
        guard case .text(let text) = given, let value = parse(text) else {
            refuse(name, "must be \(kind)")
            return nil
        }
        return value
    }

    /// What `parse` makes of each of a member's texts; empty when it is not there, or at fault.
    mutating func list<Value>(
        _ name: String,
        _ kind: String,
        _ parse: (String) -> Value?
    ) -> [Value] {
        guard let given = item.values[name] else { return [] }
        guard case .texts(let texts) = given, !texts.isEmpty else {
            refuse(name, "must be \(kind)")
            return []
        }
        let values = texts.compactMap(parse)
        guard values.count == texts.count else {
            refuse(name, "must be \(kind)")
            return []
        }
        return values
    }

    /// A whole number of these bounds.
    mutating func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
        optional(name, "a number from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    mutating func refuse(_ name: String, _ reason: String) {
        faults.append(SettingFault(place: "\(item.place): \(name)", reason: reason))
    }
}
