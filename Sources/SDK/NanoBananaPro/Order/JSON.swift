import Wire

extension NanoBananaPro {
    /// A JSON value whose rules the server's guides tell: a step of an edit, a layer of a document.
    ///
    /// It is written as it reads in JSON: `["tool": "blur", "amount": 60]`.
    public enum JSON: Hashable, Sendable {
        /// Nothing.
        case null
        /// True or false.
        case flag(Bool)
        /// A number; whole ones are written without a point.
        case number(Double)
        /// Words.
        case text(String)
        /// Values in a row.
        case list([JSON])
        /// Values by name.
        case object([String: JSON])
    }
}

extension NanoBananaPro.JSON {
    init(_ part: JSONPart) {
        self =
            switch part {
            case .null: .null
            case .flag(let flag): .flag(flag)
            case .number(let number): .number(number)
            case .text(let text): .text(text)
            case .list(let list): .list(list.map { Self($0) })
            case .object(let object): .object(object.mapValues { Self($0) })
            }
    }

    var part: JSONPart {
        switch self {
        case .null: .null
        case .flag(let flag): .flag(flag)
        case .number(let number): .number(number)
        case .text(let text): .text(text)
        case .list(let list): .list(list.map(\.part))
        case .object(let object): .object(object.mapValues(\.part))
        }
    }
}

extension NanoBananaPro.JSON: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    /// True or false.
    public init(booleanLiteral flag: Bool) { self = .flag(flag) }
    /// A whole number.
    public init(integerLiteral number: Int) { self = .number(Double(number)) }
    /// A number.
    public init(floatLiteral number: Double) { self = .number(number) }
    /// Words.
    public init(stringLiteral text: String) { self = .text(text) }
    /// Values in a row.
    public init(arrayLiteral parts: Self...) { self = .list(parts) }
    /// Values by name; of a name that is there twice the last one counts.
    public init(dictionaryLiteral parts: (String, Self)...) {
        self = .object(Dictionary(parts) { _, last in last })
    }
}
