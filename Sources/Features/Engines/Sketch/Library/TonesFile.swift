import Foundation

/// The JSON of `settings/tones.json`.
struct TonesContents: Decodable {
    struct Entry: Decodable {
        let id: String
        let label: [String: String]
        let lightness: Double?
        let contrast: Double?
        let chroma: Double?
        let pull: WeathersContents.ShareEntry?
        let tint: WeathersContents.ShareEntry?
        let things: Double?
        let keepsHues: Bool?
        let paper: WeathersContents.ShareEntry?
        let vignette: VeilEntry?
        let glow: VeilEntry?
        let specks: Double?
        let speckColours: [String]?

        enum CodingKeys: String, CodingKey {
            case id, label, lightness, contrast, chroma, pull, tint, things, paper, vignette, glow, specks
            case keepsHues = "keeps_hues"
            case speckColours = "speck_colours"
        }
    }

    struct VeilEntry: Decodable {
        let colour: String
        let strength: Double
        let at: [Double]?
    }

    let format: Int
    let tones: [Entry]

    static let file = "settings/tones.json"

    init(bytes: [UInt8]) throws(LibraryDefect) {
        self = try StrictJSON.decode(
            Self.self,
            keys: ["format", "tones"],
            from: Data(bytes),
            file: Self.file
        )
        try MetadataCheck(file: Self.file).format(format)
    }

    /// By id.
    func checked() throws(LibraryDefect) -> [String: Tone] {
        var tones: [String: Tone] = [:]
        for entry in self.tones {
            guard tones.updateValue(try Tone(entry), forKey: entry.id) == nil else {
                throw LibraryDefect(Self.file, "the id \"\(entry.id)\" is used twice")
            }
        }
        return tones
    }
}

extension Tone {
    fileprivate init(_ entry: TonesContents.Entry) throws(LibraryDefect) {
        let check = MetadataCheck(file: TonesContents.file)
        try check.label(entry.label)
        id = entry.id
        label = entry.label
        turn = try ColourTurn(entry, check)
        things = entry.things ?? 0
        try check.range("things", things, -0.6...0.6)
        keepsHues = entry.keepsHues ?? true
        paper = try Weather.Share(entry.paper, check)
        vignette = try Veil(entry.vignette, check)
        glow = try Veil(entry.glow, check)
        specks = entry.specks ?? 0
        try check.range("specks", specks, 0...200)
        speckColours = try (entry.speckColours ?? []).map { text throws(LibraryDefect) in
            try check.colour(text)
        }
        guard specks == 0 || !speckColours.isEmpty else {
            throw LibraryDefect(TonesContents.file, "the specks of \"\(id)\" have no colours")
        }
    }
}

extension ColourTurn {
    fileprivate init(_ entry: TonesContents.Entry, _ check: MetadataCheck) throws(LibraryDefect) {
        lightness = entry.lightness ?? 0
        contrast = entry.contrast ?? 1
        chroma = entry.chroma ?? 1
        try check.range("lightness", lightness, -0.5...0.5)
        try check.range("contrast", contrast, 0.2...2)
        try check.range("chroma", chroma, 0...2.5)
        pull = try Weather.Share(entry.pull, check)
        tint = try Weather.Share(entry.tint, check)
    }
}

extension Tone.Veil {
    /// Nothing where there is no entry.
    fileprivate init?(_ entry: TonesContents.VeilEntry?, _ check: MetadataCheck) throws(LibraryDefect) {
        guard let entry else { return nil }
        colour = try check.colour(entry.colour)
        strength = try check.share("strength", entry.strength)
        let numbers = entry.at ?? [0.5, 0.5]
        let sheet = SceneBox(left: 0, top: 0, right: 1, bottom: 1)
        at = try check.point("the place of a glow", numbers, in: sheet)
    }
}
