import Foundation

/// The JSON of `settings/weathers.json`.
struct WeathersContents: Decodable {
    struct Entry: Decodable {
        let id: String
        let label: [String: String]
        let sky: ShareEntry?
        let light: ShareEntry?
        let hides: [String]?
        let shadows: Double?
        let haze: Double?
        let clouds: Weather.Clouds?
        let rain: Weather.Rain?
        let snow: Double?
        let cover: Double?
        let fog: Weather.Fog?
        let bolts: Int?
        let gusts: Int?
        let leaves: Int?
        let rainbow: Bool?
    }

    struct ShareEntry: Decodable {
        let colour: String
        let share: Double
    }

    struct SeasonEntry: Decodable {
        let drift: SeasonTouch.Drift?
        let amount: Double?
        let colours: [String]?
        let cover: Double?
    }

    let format: Int
    let weathers: [Entry]
    let seasons: [String: SeasonEntry]

    static let file = "settings/weathers.json"

    init(bytes: [UInt8]) throws(LibraryDefect) {
        let keys: Set = ["format", "weathers", "seasons"]
        self = try StrictJSON.decode(Self.self, keys: keys, from: Data(bytes), file: Self.file)
        try MetadataCheck(file: Self.file).format(format)
    }

    /// By id.
    func checked() throws(LibraryDefect) -> [String: Weather] {
        var weathers: [String: Weather] = [:]
        for entry in self.weathers {
            guard weathers.updateValue(try Weather(entry), forKey: entry.id) == nil else {
                throw LibraryDefect(Self.file, "the id \"\(entry.id)\" is used twice")
            }
        }
        return weathers
    }

    func touches() throws(LibraryDefect) -> [Season: SeasonTouch] {
        var touches: [Season: SeasonTouch] = [:]
        for (name, entry) in seasons.sorted(by: { $0.key < $1.key }) {
            guard let season = Season(rawValue: name) else {
                throw LibraryDefect(Self.file, "unknown season \"\(name)\"")
            }
            touches[season] = try SeasonTouch(entry)
        }
        return touches
    }
}

extension Weather {
    /// More would be slow, and would hide what was asked for.
    private static let mostInAir = 600.0

    fileprivate init(_ entry: WeathersContents.Entry) throws(LibraryDefect) {
        let check = MetadataCheck(file: WeathersContents.file)
        try check.label(entry.label)
        id = entry.id
        label = entry.label
        sky = try Share(entry.sky, check)
        light = try Share(entry.light, check)
        hides = Set(entry.hides ?? [])
        shadows = try check.share("shadows", entry.shadows ?? 1)
        haze = try check.share("haze", entry.haze ?? 0)
        clouds = entry.clouds
        rain = entry.rain
        snow = entry.snow ?? 0
        cover = try check.share("cover", entry.cover ?? 0)
        fog = entry.fog
        bolts = entry.bolts ?? 0
        gusts = entry.gusts ?? 0
        leaves = entry.leaves ?? 0
        hasRainbow = entry.rainbow ?? false
        try checkAmounts(check)
    }

    private func checkAmounts(_ check: MetadataCheck) throws(LibraryDefect) {
        if let clouds {
            _ = try check.share("the cover of clouds", clouds.cover)
            _ = try check.share("the dark of clouds", clouds.dark)
        }
        if let rain {
            try check.range("drops", rain.drops, 0...Self.mostInAir)
            try check.range("slant", rain.slant, -60...60)
            try check.range("the length of drops", rain.length, 5...300)
        }
        if let fog {
            try check.range("banks", Double(fog.banks), 1...8)
            _ = try check.share("thickness", fog.thickness)
        }
        try check.range("snow", snow, 0...Self.mostInAir)
        try check.range("bolts", Double(bolts), 0...4)
        try check.range("gusts", Double(gusts), 0...40)
        try check.range("leaves", Double(leaves), 0...80)
    }
}

extension Weather.Share {
    /// Nothing of white where there is no entry.
    init(_ entry: WeathersContents.ShareEntry?, _ check: MetadataCheck) throws(LibraryDefect) {
        colour = try entry.map { entry throws(LibraryDefect) in try check.colour(entry.colour) } ?? .white
        share = try check.share("share", entry?.share ?? 0)
    }
}

extension SeasonTouch {
    fileprivate init(_ entry: WeathersContents.SeasonEntry) throws(LibraryDefect) {
        let check = MetadataCheck(file: WeathersContents.file)
        drift = entry.drift
        amount = entry.amount ?? 0
        try check.range("amount", amount, 0...200)
        colours = try (entry.colours ?? []).map { text throws(LibraryDefect) in try check.colour(text) }
        cover = try check.share("cover", entry.cover ?? 0)
        guard drift != .leaf && drift != .petal || !colours.isEmpty else {
            throw LibraryDefect(WeathersContents.file, "what drifts has no colours")
        }
    }
}

extension MetadataCheck {
    /// A number from 0 to 1.
    func share(_ name: String, _ value: Double) throws(LibraryDefect) -> Double {
        try range(name, value, 0...1)
        return value
    }
}
