import FoundationEssentials
import Kernel

/// Any JSON value, before a step's rules have judged it.
enum PlainJSON: Hashable, Sendable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([PlainJSON])
    case object([String: PlainJSON])

    /// Nothing of ours is nested deeper: a recipe's steps' masks' points.
    private static let deepest = 16

    struct Key: CodingKey {
        let stringValue: String
        let intValue: Int?

        init(stringValue: String) {
            self.stringValue = stringValue
            intValue = nil
        }

        init(intValue: Int) {
            stringValue = "\(intValue)"
            self.intValue = intValue
        }
    }
}

extension PlainJSON: Codable {
    init(from decoder: any Decoder) throws {
        guard decoder.codingPath.count <= Self.deepest else {
            throw Problem(.wrongFieldType, field: decoder.codingPath.field)
        }
        if let members = try? decoder.container(keyedBy: Key.self) {
            var object: [String: PlainJSON] = [:]
            for key in members.allKeys {
                object[key.stringValue] = try members.decode(PlainJSON.self, forKey: key)
            }
            self = .object(object)
        } else if var items = try? decoder.unkeyedContainer() {
            var list: [PlainJSON] = []
            while !items.isAtEnd { list.append(try items.decode(PlainJSON.self)) }
            self = .list(list)
        } else {
            try self.init(single: decoder)
        }
    }

    private init(single decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Double.self), number.isFinite {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else {
            throw Problem(.wrongFieldType, field: decoder.codingPath.field)
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .flag(let flag): try value.encode(flag)
        case .number(let number): try value.encode(number)
        case .text(let text): try value.encode(text)
        case .list(let list): try value.encode(list)
        case .object(let object): try value.encode(object)
        }
    }
}

extension [any CodingKey] {
    /// As problems name a place: `steps[2].amount`; nil for the whole.
    var field: String? {
        let text = reduce("") { text, key in
            if let place = key.intValue { return "\(text)[\(place)]" }
            let name = key.stringValue.prefix(64)
            return text.isEmpty ? String(name) : "\(text).\(name)"
        }
        return text.isEmpty ? nil : text
    }
}
