/// A JSON value whose rules are told elsewhere: an edit's step, a layer document.
public enum JSONPart: Hashable, Sendable {
    /// Nothing.
    case null
    /// True or false.
    case flag(Bool)
    /// A number; whole ones are written without a point.
    case number(Double)
    /// Words.
    case text(String)
    /// Values in a row.
    case list([JSONPart])
    /// Values by name.
    case object([String: JSONPart])
}

extension JSONPart: Codable {
    /// Deeper values are refused, so that no text makes the reader fall.
    private static let deepest = 32

    /// Reads whatever is there.
    public init(from decoder: any Decoder) throws {
        guard decoder.codingPath.count <= Self.deepest else {
            throw DecodingError.tooDeep(decoder.codingPath)
        }
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let object = try Self.object(value) {
            self = object
        } else {
            self = .list(try value.decode([JSONPart].self))
        }
    }

    private static func object(_ value: any SingleValueDecodingContainer) throws -> JSONPart? {
        do {
            return .object(try value.decode([String: JSONPart].self))
        } catch DecodingError.typeMismatch(_, let context)
            where context.codingPath.count == value.codingPath.count
        {
            return nil
        }
    }

    /// Writes it as it was read.
    public func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .flag(let flag): try value.encode(flag)
        case .number(let number):
            if let whole = Int(exactly: number) { try value.encode(whole) } else { try value.encode(number) }
        case .text(let text): try value.encode(text)
        case .list(let list): try value.encode(list)
        case .object(let object): try value.encode(object)
        }
    }
}

extension DecodingError {
    fileprivate static func tooDeep(_ path: [any CodingKey]) -> DecodingError {
        .dataCorrupted(Context(codingPath: path, debugDescription: "nested too deeply"))
    }
}
