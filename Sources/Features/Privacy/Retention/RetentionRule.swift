package import Kernel

/// A line of the public retention table: what of one category, for one purpose, goes out of one store, and when.
package struct RetentionRule: Hashable, Sendable {
    /// Never given to another line: operators name it in `retention:` of their settings.
    package let id: String
    /// The table, or the folder of files.
    package let store: String
    package let category: DataCategory
    package let purpose: PurposeDefinition
    /// What holds here: the inventory's, or the operator's shorter one.
    package let period: Period
    package let trigger: Retention.Trigger

    init(
        _ store: String,
        _ data: PersonalData,
        _ period: Period,
        _ trigger: Retention.Trigger
    ) {
        self.store = store
        category = data.category
        purpose = data.purpose
        self.period = period
        self.trigger = trigger
        id = "r-\(store)-\(data.category.shortName)-\(data.purpose.key)".replacing("_", with: "-")
    }

    /// The sentence of the policy that the rule keeps.
    package var clause: String { purpose.basis == .legalObligation ? "P20" : "P37" }
}

extension DataCategory {
    /// The last word of the label: no two of our categories share it.
    fileprivate var shortName: Substring { rawValue.split(separator: ".").last ?? "" }
}

/// A period that the operator wants shorter than the published one.
package struct ShorterPeriod: Hashable, Sendable {
    package let rule: String
    package let period: Period

    package init(rule: String, period: Period) {
        self.rule = rule
        self.period = period
    }
}

/// Why an operator's period cannot be; the server does not start.
package enum RetentionRefusal: Error, Hashable, CustomStringConvertible {
    case unknownRule(String)
    case longer(rule: String, wanted: Period, published: Period)
    /// Something else than a moment ends it.
    case fixed(rule: String)
    /// Below a day, what is still being used would go.
    case tooShort(rule: String)

    package var description: String {
        switch self {
        case .unknownRule(let rule):
            "policy_altered: \(rule) is no retention rule; /retention.json lists them"
        case .longer(let rule, let wanted, let published):
            "policy_altered: \(rule) keeps for \(published.iso8601) by the published policy; the settings may shorten it, never lengthen it to \(wanted.iso8601)"
        case .fixed(let rule):
            "policy_altered: \(rule) cannot be shortened by a setting; remove it from retention:"
        case .tooShort(let rule):
            "policy_altered: \(rule) cannot be shorter than P1D"
        }
    }
}
