/// The JSON of a style's `finish`: an object of one key, the kind, whose value holds its numbers.
enum FinishContents: Decodable {
    case paint(Finish.Paint)
    case pixels(Pixels)
    case print(Print)
    case inlay(Inlay)
    case shine(Shine)

    struct Pixels: Decodable {
        let across: Int
        let colours: Int
    }

    struct Print: Decodable {
        let inks: [[String]]
        let pitch: Double
        let shift: Double
        let margin: Double
    }

    struct Inlay: Decodable {
        let across: Int
        let grout: String
    }

    struct Shine: Decodable {
        let strength: Double
    }

    private enum Kind: String, CodingKey {
        case paint, pixels, print, inlay, shine

        var keys: Set<String> {
            switch self {
            case .paint: ["wander", "rims", "blooms", "grain", "specks", "margin"]
            case .pixels: ["across", "colours"]
            case .print: ["inks", "pitch", "shift", "margin"]
            case .inlay: ["across", "grout"]
            case .shine: ["strength"]
            }
        }
    }

    init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Kind.self)
        let names = try decoder.container(keyedBy: AnyKey.self).allKeys
        guard names.count == 1, let kind = box.allKeys.first else { throw Self.unknown([], names, decoder) }
        let numbers = try box.nestedContainer(keyedBy: AnyKey.self, forKey: kind)
        let strangers = numbers.allKeys.filter { !kind.keys.contains($0.stringValue) }
        guard strangers.isEmpty else { throw Self.unknown([kind], strangers, decoder) }
        self =
            switch kind {
            case .paint: .paint(try box.decode(Finish.Paint.self, forKey: kind))
            case .pixels: .pixels(try box.decode(Pixels.self, forKey: kind))
            case .print: .print(try box.decode(Print.self, forKey: kind))
            case .inlay: .inlay(try box.decode(Inlay.self, forKey: kind))
            case .shine: .shine(try box.decode(Shine.self, forKey: kind))
            }
    }

    private static func unknown(
        _ path: [Kind],
        _ keys: [AnyKey],
        _ decoder: any Decoder
    ) -> DecodingError {
        let first: [any CodingKey] = keys.min { $0.stringValue < $1.stringValue }.map { [$0] } ?? []
        let place = decoder.codingPath + path + first
        return .dataCorrupted(DecodingError.Context(codingPath: place, debugDescription: "not known"))
    }
}

/// Any name that JSON may hold.
private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
