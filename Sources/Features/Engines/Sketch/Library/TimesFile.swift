import Foundation

/// A time of day: its skies, its light, and what shines.
package struct TimeOfDay: Sendable {
    /// A sun or moon that the setting shows when the scene has none.
    struct Orb: Sendable {
        var colour: SketchColour
        /// Its radius as a share of the picture's unit.
        let size: Double
        /// Where it may be: 0 the top of the sky, 1 the horizon.
        let height: ClosedRange<Double>
        /// How strong the glow around it is, from 0 to 1.
        let glow: Double
        /// How much of its disc is cut away, from 0 (full) to 1.
        let crescent: Double
        /// A full, warm disc.
        let isSun: Bool
    }

    package let id: String
    package let label: [String: String]
    let isDefault: Bool
    /// Colours of the sky from its top to the horizon, three each.
    let skies: [[SketchColour]]
    /// What everything is seen through, and how strongly.
    let light: SketchColour
    let strength: Double
    /// Of lit windows and lamps.
    let glow: SketchColour
    /// Stars in a square of the picture's unit.
    let stars: Double
    let orb: Orb?
    /// How long shadows are, as a share of what throws them; 0 where the sky throws none.
    let shadow: Double
    /// Subjects in whose presence it is this time when none is named.
    let implied: Set<String>
}

/// The JSON of `settings/times.json`.
struct TimesContents: Decodable {
    struct Entry: Decodable {
        let id: String
        let label: [String: String]
        let isDefault: Bool?
        let skies: [[String]]
        let light: String
        let strength: Double
        let glow: String
        let stars: Double
        let orb: OrbEntry?
        let shadow: Double?
        let implied: [String]?

        enum CodingKeys: String, CodingKey {
            case id
            case label
            case isDefault = "default"
            case skies
            case light
            case strength
            case glow
            case stars
            case orb
            case shadow
            case implied = "implied_by"
        }
    }

    struct OrbEntry: Decodable {
        let colour: String
        let size: Double
        let height: [Double]
        let glow: Double
        let crescent: Double?
    }

    let format: Int
    let times: [Entry]
    /// Subjects beside which no sun or moon is added.
    let orbs: [String]
    /// Subjects that throw light by night.
    let lamps: [String]

    static let file = "settings/times.json"

    init(file: String, bytes: [UInt8]) throws(LibraryDefect) {
        let keys: Set = ["format", "times", "orbs", "lamps"]
        self = try StrictJSON.decode(Self.self, keys: keys, from: Data(bytes), file: file)
        try MetadataCheck(file: file).format(format)
        guard times.count(where: { $0.isDefault ?? false }) == 1 else {
            throw LibraryDefect(file, "not exactly one time is the default")
        }
    }
}

extension TimeOfDay {
    init(_ entry: TimesContents.Entry, file: String) throws(LibraryDefect) {
        let check = MetadataCheck(file: file)
        try check.label(entry.label)
        try check.range("strength", entry.strength, 0...1)
        try check.range("stars", entry.stars, 0...400)
        id = entry.id
        label = entry.label
        isDefault = entry.isDefault ?? false
        light = try check.colour(entry.light)
        strength = entry.strength
        glow = try check.colour(entry.glow)
        stars = entry.stars
        shadow = entry.shadow ?? 0
        try check.range("shadow", shadow, 0...2)
        implied = Set(entry.implied ?? [])
        orb = try entry.orb.map { orb throws(LibraryDefect) in try Orb(orb, check) }
        guard !entry.skies.isEmpty, entry.skies.allSatisfy({ $0.count == 3 }) else {
            throw LibraryDefect(file, "the skies of \"\(entry.id)\" do not have three colours each")
        }
        skies = try entry.skies.map { sky throws(LibraryDefect) in
            try sky.map { text throws(LibraryDefect) in try check.colour(text) }
        }
    }
}

extension TimeOfDay.Orb {
    fileprivate init(_ entry: TimesContents.OrbEntry, _ check: MetadataCheck) throws(LibraryDefect) {
        try check.range("the size of an orb", entry.size, 0.005...0.3)
        try check.range("the glow of an orb", entry.glow, 0...1)
        try check.range("the crescent of an orb", entry.crescent ?? 0, 0...1)
        colour = try check.colour(entry.colour)
        size = entry.size
        height = try check.pair("the height of an orb", entry.height, within: 0...1)
        glow = entry.glow
        crescent = entry.crescent ?? 0
        isSun = crescent == 0 && colour.lab.b > 0.05
    }
}
