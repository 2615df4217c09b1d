import FoundationEssentials

/// A value of a graph as it stands in its file; a whole number stays whole, however long.
enum ComfyJSON: Hashable, Sendable {
    case null
    case flag(Bool)
    case whole(Int)
    /// Beyond what `whole` holds; seeds go up to 2 to the power of 64.
    case wide(UInt64)
    case number(Double)
    case text(String)
    case list([ComfyJSON])
    case object([String: ComfyJSON])

    /// Graphs are flat: a node's inputs, with a list here and there.
    private static let deepest = 32

    struct Key: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init(stringValue: String) {
            self.stringValue = stringValue
        }

        init?(intValue: Int) {
            nil
        }
    }
}

extension ComfyJSON {
    var object: [String: ComfyJSON]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    var list: [ComfyJSON]? {
        guard case .list(let items) = self else { return nil }
        return items
    }

    var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// A whole number; what is larger than can be counted is as large as can be counted.
    var whole: Int? {
        switch self {
        case .whole(let number): number
        case .wide: .max
        default: nil
        }
    }

    var number: Double? {
        switch self {
        case .whole(let number): Double(number)
        case .wide(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }

    /// The node that an input is linked to, as `["4", 1]` links to the second output of node 4; nil for a
    /// plain value.
    var link: String? {
        guard let list, list.count == 2, list[1].whole != nil else { return nil }
        return list[0].text
    }
}

extension ComfyJSON: Codable {
    init(from decoder: any Decoder) throws {
        guard decoder.codingPath.count <= Self.deepest else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "")
            )
        }
        if let members = try? decoder.container(keyedBy: Key.self) {
            var object: [String: ComfyJSON] = [:]
            for key in members.allKeys {
                object[key.stringValue] = try members.decode(ComfyJSON.self, forKey: key)
            }
            self = .object(object)
        } else if var items = try? decoder.unkeyedContainer() {
            var list: [ComfyJSON] = []
            while !items.isAtEnd { list.append(try items.decode(ComfyJSON.self)) }
            self = .list(list)
        } else {
            try self.init(plain: decoder.singleValueContainer())
        }
    }

    private init(plain value: any SingleValueDecodingContainer) throws {
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Int.self) {
            self = .whole(number)
        } else if let number = try? value.decode(UInt64.self) {
            self = .wide(number)
        } else if let number = try? value.decode(Double.self), number.isFinite {
            self = .number(number)
        } else {
            self = .text(try value.decode(String.self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .flag(let flag): try value.encode(flag)
        case .whole(let number): try value.encode(number)
        case .wide(let number): try value.encode(number)
        case .number(let number): try value.encode(number)
        case .text(let text): try value.encode(text)
        case .list(let list): try value.encode(list)
        case .object(let object): try value.encode(object)
        }
    }
}
