/// What pictures cost, in whole credits.
package struct Credits: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral {
    package let amount: Int64

    package init(_ amount: Int64) {
        self.amount = amount
    }

    package init(integerLiteral amount: Int64) {
        self.amount = amount
    }

    package static let zero: Credits = 0

    package static func < (left: Credits, right: Credits) -> Bool { left.amount < right.amount }

    package static func + (left: Credits, right: Credits) -> Credits { Credits(left.amount + right.amount) }

    package static func - (left: Credits, right: Credits) -> Credits { Credits(left.amount - right.amount) }

    package static func * (price: Credits, count: Int) -> Credits { Credits(price.amount * Int64(count)) }

    package static prefix func - (credits: Credits) -> Credits { Credits(-credits.amount) }
}
