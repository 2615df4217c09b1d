import Foundation

/// The JSON of `settings/materials.json`.
struct MaterialsContents: Decodable {
    struct Entry: Decodable {
        let id: String
        let label: [String: String]
        let palettes: [[String: String]]
        let texture: Material.Texture
        let opacity: Double?
    }

    let format: Int
    let materials: [Entry]

    static let file = "settings/materials.json"

    init(bytes: [UInt8]) throws(LibraryDefect) {
        let keys: Set = ["format", "materials"]
        self = try StrictJSON.decode(Self.self, keys: keys, from: Data(bytes), file: Self.file)
        try MetadataCheck(file: Self.file).format(format)
    }

    /// By id.
    func checked() throws(LibraryDefect) -> [String: Material] {
        var materials: [String: Material] = [:]
        for entry in self.materials {
            guard materials.updateValue(try Material(entry), forKey: entry.id) == nil else {
                throw LibraryDefect(Self.file, "the id \"\(entry.id)\" is used twice")
            }
        }
        return materials
    }
}

extension Material {
    fileprivate init(_ entry: MaterialsContents.Entry) throws(LibraryDefect) {
        let check = MetadataCheck(file: MaterialsContents.file)
        try check.label(entry.label)
        id = entry.id
        label = entry.label
        palettes = try check.palettes(entry.palettes, needing: ["main", "second"])
        texture = entry.texture
        opacity = entry.opacity ?? 1
        try check.range("opacity", opacity, 0.2...1)
    }
}
