/// The structure of an AVIF or HEIC, as far as it says where coded pictures are.
///
/// Everything that could be read in two ways is refused, because the decoder might read it in the other.
struct HEIFFile {
    struct Item {
        let id: Int
        let type: String
        let data: ArraySlice<UInt8>
    }

    let items: [Item]
    /// Boxes that describe coded pictures; some hold the beginnings of their streams.
    let properties: [HEIFBox]
    /// Which properties, by index, each item has.
    let associations: [Int: [Int]]
    /// The items that a derived picture is put together from, in order.
    let parts: [Int: [Int]]

    init(_ bytes: [UInt8]) throws(ImagingError) {
        let metas = HEIFBox.boxes(in: bytes[...]).filter { $0.type == "meta" }
        guard metas.count == 1, let meta = try metas.first?.children(after: 4) else { throw .damaged }
        let idat = try Self.only("idat", of: meta)?.content ?? []
        let types = try Self.types(Self.only("iinf", of: meta))
        let locations = try HEIFLocations(Self.only("iloc", of: meta))
        self.items = try locations.items(in: bytes[...], idat: idat, types: types)
        self.parts = try Self.parts(Self.only("iref", of: meta))
        let iprp = try Self.only("iprp", of: meta)?.children() ?? []
        self.properties = try Self.only("ipco", of: iprp)?.children() ?? []
        self.associations = try Self.associations(iprp.filter { $0.type == "ipma" })
    }

    private static func only(_ type: String, of boxes: [HEIFBox]) throws(ImagingError) -> HEIFBox? {
        let found = boxes.filter { $0.type == type }
        guard found.count <= 1 else { throw .damaged }
        return found.first
    }

    /// The type of each item, from `infe` boxes; old ones state none.
    private static func types(_ iinf: HEIFBox?) throws(ImagingError) -> [Int: String] {
        guard let iinf else { return [:] }
        var types: [Int: String] = [:]
        let countLength = iinf.content.first == 0 ? 2 : 4
        for entry in try iinf.children(after: 4 + countLength) where entry.type == "infe" {
            var reader = ByteReader(entry.content)
            let version = try reader.number(bytes: 1)
            guard version >= 2 else { continue }
            _ = try reader.take(3)
            let id = try reader.number(bytes: version == 2 ? 2 : 4)
            _ = try reader.take(2)
            guard types.updateValue(try reader.text(4), forKey: id) == nil else { throw .damaged }
        }
        return types
    }

    private static func associations(_ boxes: [HEIFBox]) throws(ImagingError) -> [Int: [Int]] {
        var associations: [Int: [Int]] = [:]
        for box in boxes {
            var reader = ByteReader(box.content)
            let idLength = try reader.number(bytes: 1) == 0 ? 2 : 4
            let indexLength = try reader.number(bytes: 3) & 1 == 0 ? 1 : 2
            for _ in 0..<(try reader.number(bytes: 4)) {
                let id = try reader.number(bytes: idLength)
                for _ in 0..<(try reader.number(bytes: 1)) {
                    let essentialBit = 1 << (8 * indexLength - 1)
                    let index = try reader.number(bytes: indexLength) & ~essentialBit
                    associations[id, default: []].append(index - 1)  // 0 stands for none
                }
            }
        }
        return associations
    }

    private static func parts(_ iref: HEIFBox?) throws(ImagingError) -> [Int: [Int]] {
        guard let iref else { return [:] }
        var parts: [Int: [Int]] = [:]
        let idLength = iref.content.first == 0 ? 2 : 4
        for reference in try iref.children(after: 4) {
            var reader = ByteReader(reference.content)
            let id = try reader.number(bytes: idLength)
            let count = try reader.number(bytes: 2)
            guard reader.rest.count == count * idLength else { throw .damaged }
            guard reference.type == "dimg" else { continue }
            for _ in 0..<count {
                parts[id, default: []].append(try reader.number(bytes: idLength))
            }
        }
        return parts
    }
}
