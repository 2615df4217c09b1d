package import Kernel

/// A number that may be shown: what fewer than five uses make is not told, for it could be one person's.
package enum UsageFigure: Hashable, Sendable {
    /// The least number that is shown.
    package static let least = 5

    case exactly(Int)
    /// More than none, fewer than five.
    case few

    init(_ number: Int) {
        self = number == 0 || number >= Self.least ? .exactly(number) : .few
    }
}

/// What the operator sees of a span: counts by day, and by one thing at a time.
package struct UsageReport: Hashable, Sendable {
    package struct Day: Hashable, Sendable {
        /// Its first moment.
        package let start: Timestamp
        package let views: UsageFigure
        package let visitors: UsageFigure
    }

    package struct Share: Hashable, Sendable {
        /// A closed word, or the origin of another site.
        package let name: String
        package let count: UsageFigure
    }

    /// Oldest first, none left out.
    package let days: [Day]
    package let shares: [UsageTrait: [Share]]

    /// Whether nothing at all was counted.
    package var isEmpty: Bool {
        days.allSatisfy { $0.views == .exactly(0) } && shares.values.allSatisfy(\.isEmpty)
    }
}

/// By what uses are told apart.
package enum UsageTrait: String, CaseIterable, Sendable {
    case event
    case page
    case language
    case device
    case browser
    case referrer
}
