package import FoundationEssentials
package import Kernel

/// A value as both databases store it.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case bytes(Data)
}

/// What may be written into a statement.
package protocol SQLBindable: Sendable {
    var sqlValue: SQLValue { get }
}

/// What may be read out of a column.
package protocol SQLReadable {
    /// Nil when the stored value is of another kind or out of range.
    init?(sqlValue: SQLValue)
}

package typealias SQLConvertible = SQLBindable & SQLReadable

/// For statements that are derived from the inventory, which knows no types.
extension SQLValue: SQLConvertible {
    package var sqlValue: SQLValue { self }

    package init?(sqlValue: SQLValue) {
        self = sqlValue
    }
}

extension Int64: SQLConvertible {
    package var sqlValue: SQLValue { .integer(self) }

    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self = number
    }
}

extension Int: SQLConvertible {
    package var sqlValue: SQLValue { .integer(Int64(self)) }

    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(exactly: number)
    }
}

extension Bool: SQLConvertible {
    /// 0 or 1: SQLite has no boolean.
    package var sqlValue: SQLValue { .integer(self ? 1 : 0) }

    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue, (0...1).contains(number) else { return nil }
        self = number == 1
    }
}

extension String: SQLConvertible {
    package var sqlValue: SQLValue { .text(self) }

    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self = text
    }
}

extension Data: SQLConvertible {
    package var sqlValue: SQLValue { .bytes(self) }

    package init?(sqlValue: SQLValue) {
        guard case .bytes(let bytes) = sqlValue else { return nil }
        self = bytes
    }
}

extension Timestamp: SQLConvertible {
    package var sqlValue: SQLValue { .integer(milliseconds) }

    package init?(sqlValue: SQLValue) {
        guard case .integer(let milliseconds) = sqlValue else { return nil }
        self.init(milliseconds: milliseconds)
    }
}

extension Credits: SQLConvertible {
    package var sqlValue: SQLValue { .integer(amount) }

    package init?(sqlValue: SQLValue) {
        guard case .integer(let amount) = sqlValue else { return nil }
        self.init(amount)
    }
}

extension Seed: SQLConvertible {
    package var sqlValue: SQLValue { .integer(Int64(number)) }

    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue, let small = Int(exactly: number) else { return nil }
        self.init(small)
    }
}

extension ID: SQLConvertible {
    /// 16 bytes, whose order is that of the making.
    package var sqlValue: SQLValue { .bytes(value.bytes) }

    package init?(sqlValue: SQLValue) {
        guard case .bytes(let bytes) = sqlValue, let value = UUIDv7(bytes: bytes) else { return nil }
        self.init(value)
    }
}

extension SQLBindable where Self: RawRepresentable, RawValue == String {
    package var sqlValue: SQLValue { .text(rawValue) }
}

extension SQLReadable where Self: RawRepresentable, RawValue == String {
    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(rawValue: text)
    }
}

extension Language: SQLConvertible {}
