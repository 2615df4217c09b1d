import Kernel

extension Design: Decodable {
    private enum Member: String, CodingKey, CaseIterable {
        case id
        case names
        case category
        case picture
        case texts
        case palettes
        case styles
        case arrangements
    }

    private static let longestName = 60

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        id = try object.text("id", length: 1...40)
        names = try Self.words(object, "names", length: 1...Self.longestName)
        category = try object.choice("category")
        picture = try object.choice("picture", or: PictureUse.none)
        slots = try object.list("texts", count: 0...12)
        palettes = try object.list("palettes", count: 1...6)
        styles = try object.value("styles", or: [:])
        arrangements = try object.list("arrangements", count: 1...6)
        try Self.requireOnce(slots.map(\.id), object.field("texts"))
        try Self.requireOnce(palettes.map(\.id), object.field("palettes"))
        try Self.requireOnce(aspects.map(\.rawValue), object.field("arrangements"))
        let roles = Set(palettes.map { Set($0.colours.keys) })
        guard roles.count == 1 else { throw Problem(.valueUnknown, field: object.field("palettes")) }
    }

    /// Words in every language of the product.
    static func words(
        _ object: StrictObject,
        _ member: String,
        length: ClosedRange<Int>
    ) throws -> [Language: String] {
        let words: [String: String] = try object.value(member)
        let known = Set(Language.allCases.map(\.rawValue))
        guard Set(words.keys) == known, words.values.allSatisfy({ length.contains($0.count) }) else {
            throw Problem(
                .oneFieldOf,
                field: object.field(member),
                ["known": known.sorted().joined(separator: ", ")]
            )
        }
        return Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, words[$0.rawValue] ?? "") })
    }

    private static func requireOnce(_ names: [String], _ field: String) throws {
        guard Set(names).count == names.count else { throw Problem(.repeatedField, field: field) }
    }
}

extension Design.Slot: Decodable {
    private enum Member: String, CodingKey, CaseIterable {
        case id
        case names
        case standard
        case most
        case isOptional = "optional"
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        id = try object.text("id", length: 1...40)
        names = try Design.words(object, "names", length: 1...60)
        most = try object.count("most", in: Self.lengths)
        standard = try Design.words(object, "standard", length: 1...most)
        isOptional = try object.value("optional", or: false)
    }
}

extension Design.Palette: Decodable {
    private enum Member: String, CodingKey, CaseIterable {
        case id
        case names
        case colours
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        id = try object.text("id", length: 1...40)
        names = try Design.words(object, "names", length: 1...60)
        colours = try object.value("colours")
    }
}

extension Design.Arrangement: Decodable {
    private enum Member: String, CodingKey, CaseIterable {
        case aspects
        case background
        case layers
    }

    init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        aspects = try object.list("aspects", count: 1...AspectRatio.allCases.count)
        background = try object.value("background")
        layers = try object.list("layers", count: 1...LayerDocument.mostLayers)
    }
}
