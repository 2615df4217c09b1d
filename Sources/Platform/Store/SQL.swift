/// A statement in which every interpolated value is a bound parameter.
///
/// There is no way to splice a run-time string into the text; larger statements are built from smaller ones.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
    package enum Piece: Sendable {
        case text(String)
        case value(SQLValue)
    }

    package let pieces: [Piece]

    package init(stringLiteral text: String) {
        pieces = [.text(text)]
    }

    package init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ text: String) {
            pieces.append(.text(text))
        }

        package mutating func appendInterpolation(_ value: some SQLBindable) {
            pieces.append(.value(value.sqlValue))
        }

        package mutating func appendInterpolation(_ value: (some SQLBindable)?) {
            pieces.append(.value(value?.sqlValue ?? .null))
        }

        package mutating func appendInterpolation(_ part: SQL) {
            pieces += part.pieces
        }

        /// Several values in a row, for `IN (…)` and `NOT IN (…)`; an empty list becomes a query without rows, which holds nothing
        /// (a NULL would be neither in nor not in).
        package mutating func appendInterpolation(list values: [some SQLBindable]) {
            guard !values.isEmpty else {
                pieces.append(.text("SELECT NULL WHERE 1 = 0"))
                return
            }
            for (place, value) in values.enumerated() {
                if place > 0 { pieces.append(.text(", ")) }
                pieces.append(.value(value.sqlValue))
            }
        }

        /// A name that the live catalogue or the inventory holds, quoted; for statements derived from them.
        package mutating func appendInterpolation(name: SQLName) {
            pieces.append(.text("\"\(name.text)\""))
        }
    }
}

/// The name of a table or column that is safe inside double quotes: lower-case letters, digits and underscores.
package struct SQLName: Hashable, Sendable {
    package let text: String

    package init?(_ text: String) {
        guard (1...63).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed) else { return nil }
        self.text = text
    }

    private static func isAllowed(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"):
            true
        default:
            false
        }
    }
}

extension SQL {
    package enum Placeholder: Sendable {
        case questionMark
        case dollar
    }

    /// The statement's text in one driver's placeholder style, and the values in their order.
    package func rendered(_ style: Placeholder) -> (text: String, values: [SQLValue]) {
        var text = ""
        var values: [SQLValue] = []
        for piece in pieces {
            switch piece {
            case .text(let part):
                text += part
            case .value(let value):
                values.append(value)
                text += style == .dollar ? "$\(values.count)" : "?"
            }
        }
        return (text, values)
    }
}
