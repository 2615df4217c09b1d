import CTypesetting

/// The families we offer that are installed, and which ones help each other out.
enum FontCatalogue {
    private struct Face {
        let family: FontFamily
        /// As the fonts say, which may be 350 where people say 400.
        let weights: [Int]
    }

    /// Asked for once: fonts that are installed later are seen after a restart.
    private static let faces: [Face] = offered.compactMap { offer in
        var weights = [Int32](repeating: 0, count: 64)
        var hasItalic = false
        let count = typesetting_weights(offer.name, &weights, Int32(weights.count), &hasItalic)
        guard count > 0 else { return nil }
        let exact = weights.prefix(Int(count)).map(Int.init)
        let family = FontFamily(
            name: offer.name,
            kind: offer.kind,
            scripts: offer.scripts,
            weights: Set(exact.map { min(max(($0 + 50) / 100 * 100, 100), 900) }).sorted(),
            hasItalic: hasItalic
        )
        return Face(family: family, weights: exact)
    }

    private static let byName = Dictionary(faces.map { ($0.family.name, $0) }) { first, _ in first }

    static let families = faces.map(\.family)

    static func family(named name: String) -> FontFamily? { byName[name]?.family }

    /// The weight of a font there is; of two that are as near, the bolder one.
    static func nearestWeight(to weight: Int, of name: String) -> Int {
        let known = byName[name]?.weights ?? []
        return known.reversed().min { abs($0 - weight) < abs($1 - weight) } ?? weight
    }

    /// The families nearest to a name that there is not, best first, by the letters that two names share in pairs.
    static func nearest(to name: String) -> [String] {
        let wanted = Pairs(name)
        let ranked = families.map { (name: $0.name, likeness: wanted.likeness(to: Pairs($0.name))) }
        return ranked.sorted { ($1.likeness, $0.name) < ($0.likeness, $1.name) }.prefix(3).map(\.name)
    }
}

/// The pairs of neighbouring letters of a name; two names are alike by the share of pairs that they have in common (Dice's coefficient).
private struct Pairs {
    private let pairs: Set<String>

    init(_ name: String) {
        let letters = name.lowercased().filter { $0.isLetter || $0.isNumber }
        pairs = Set(zip(letters, letters.dropFirst()).map { "\($0)\($1)" })
    }

    func likeness(to other: Pairs) -> Double {
        let all = pairs.count + other.pairs.count
        return all == 0 ? 0 : 2 * Double(pairs.intersection(other.pairs).count) / Double(all)
    }
}
