/// A place: layers from back to front that any shape of picture can be composed of.
package struct Setting: Sendable {
    package let id: String
    package let label: [String: String]
    /// Whether it stands behind pictures that name no place.
    package let isDefault: Bool
    /// Whether the sky is above it, with sun, moon and stars.
    let isOpen: Bool
    /// Where the far end of the ground may lie: 0 is the top of the picture, 1 its bottom.
    let horizon: ClosedRange<Double>
    /// Where things may stand: 0 is the horizon, 1 the lower edge of the picture.
    let ground: ClosedRange<Double>
    /// The same for what swims; nil where there is no water.
    let water: ClosedRange<Double>?
    let words: [String: [String]]
    let palettes: [[String: SketchColour]]
    /// What a season changes in every palette.
    let seasons: [Season: [String: SketchColour]]
    let drawing: LateDrawing<[SettingLayer]>

    var layers: [SettingLayer] { drawing.value }
}

extension Setting {
    /// The colours of a palette in a season.
    func palette(_ index: Int, in season: Season?) -> [String: SketchColour] {
        let palette = palettes[max(0, index) % palettes.count]
        guard let changes = season.flatMap({ seasons[$0] }) else { return palette }
        return palette.merging(changes) { $1 }
    }
}

/// The JSON in a setting's `metadata`.
private struct SettingMetadata: Decodable {
    let format: Int
    let id: String
    let label: [String: String]
    let words: [String: [String]]
    let isDefault: Bool?
    let open: Bool
    let horizon: [Double]
    let ground: [Double]
    let water: [Double]?
    let palettes: [[String: String]]
    let seasons: [String: [String: String]]?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case format
        case id
        case label
        case words
        case isDefault = "default"
        case open
        case horizon
        case ground
        case water
        case palettes
        case seasons
    }
}

extension Setting {
    static let mostLayers = 24

    /// Colours that come from the time of day.
    static let timeColours: Set<String> = ["sky-top", "sky-middle", "sky-low", "glow"]

    /// Reads what a file says of its drawing.
    init(file: String, bytes: [UInt8]) throws(LibraryDefect) {
        let head = try DrawingFile(headOf: file, bytes: bytes)
        let keys = Set(SettingMetadata.CodingKeys.allCases.map(\.rawValue))
        let metadata = try head.metadata(SettingMetadata.self, keys: keys)
        let check = MetadataCheck(file: file)
        try check.head(format: metadata.format, id: metadata.id, label: metadata.label, words: metadata.words)

        id = metadata.id
        label = metadata.label
        words = metadata.words
        isDefault = metadata.isDefault ?? false
        isOpen = metadata.open
        horizon = try check.pair("horizon", metadata.horizon, within: 0.2...0.8)
        ground = try check.pair("ground", metadata.ground, within: 0...1)
        water = try metadata.water.map { range throws(LibraryDefect) in
            try check.pair("water", range, within: 0...1)
        }
        palettes = try check.palettes(metadata.palettes, needing: [])
        seasons = try check.seasons(metadata.seasons ?? [:], keys: Set(palettes[0].keys))
        let colours = Set(palettes[0].keys).union(Self.timeColours)
        drawing = LateDrawing(orNothing: []) { () throws(LibraryDefect) in
            try Self.layers(file, bytes, colours)
        }
    }

    private static func layers(
        _ file: String,
        _ bytes: [UInt8],
        _ colours: Set<String>
    ) throws(LibraryDefect) -> [SettingLayer] {
        let drawing = try DrawingFile(file: file, bytes: bytes)
        let reader = LayerReader(
            shapes: ShapeReader(file: file, colours: colours, pose: [], allowsEdges: true)
        )
        guard (1...mostLayers).contains(drawing.groups.count) else {
            throw LibraryDefect(file, "has no layers, or more than \(mostLayers)")
        }
        return try drawing.groups.map { group throws(LibraryDefect) in try reader.layer(group) }
    }
}
