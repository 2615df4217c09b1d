/// The box `iloc`: in which pieces of the file each item lies.
struct HEIFLocations {
    private struct Location {
        let id: Int
        let isInside: Bool  // of the box `idat`
        let extents: [Extent]
    }

    private static let mostItems = 20_000
    private static let mostExtents = 32

    private typealias Extent = (offset: Int, length: Int)

    /// How many bytes each number in the box has.
    private struct Widths {
        let id: Int
        let offset: Int
        let length: Int
        let base: Int
    }

    private var locations: [Location] = []

    init(_ iloc: HEIFBox?) throws(ImagingError) {
        guard let iloc else { return }
        var reader = ByteReader(iloc.content)
        let version = try reader.number(bytes: 1)
        _ = try reader.take(3)
        let sizes = try reader.number(bytes: 2)
        let widths = Widths(
            id: version < 2 ? 2 : 4,
            offset: sizes >> 12,
            length: sizes >> 8 & 0xF,
            base: sizes >> 4 & 0xF
        )
        let known: Set = [0, 4, 8]
        guard version <= 2, known.isSuperset(of: [widths.offset, widths.length, widths.base]),
            version == 0 || sizes & 0xF == 0
        else { throw .unsupportedFormat }
        let count = try reader.number(bytes: widths.id)
        guard count <= Self.mostItems else { throw .unsupportedFormat }
        for _ in 0..<count {
            locations.append(try Self.location(&reader, widths, hasMethod: version > 0))
        }
    }

    private static func location(
        _ reader: inout ByteReader,
        _ widths: Widths,
        hasMethod: Bool
    ) throws(ImagingError) -> Location {
        let id = try reader.number(bytes: widths.id)
        let method = hasMethod ? try reader.number(bytes: 2) & 0xF : 0
        guard method <= 1 else { throw .unsupportedFormat }
        _ = try reader.take(2)
        let base = try reader.number(bytes: widths.base)
        let count = try reader.number(bytes: 2)
        guard count <= mostExtents else { throw .unsupportedFormat }
        var extents: [Extent] = []
        for _ in 0..<count {
            let offset = try reader.number(bytes: widths.offset)
            let (start, overflow) = base.addingReportingOverflow(offset)
            guard !overflow else { throw .damaged }
            extents.append((start, try reader.number(bytes: widths.length)))
        }
        return Location(id: id, isInside: method == 1, extents: extents)
    }

    /// Gathers the bytes of every item whose type is known.
    ///
    /// - Throws: `ImagingError.damaged` if items lie outside of the file, or over each other many times.
    func items(
        in file: ArraySlice<UInt8>,
        idat: ArraySlice<UInt8>,
        types: [Int: String]
    ) throws(ImagingError) -> [HEIFFile.Item] {
        var items: [HEIFFile.Item] = []
        var gathered = 0
        guard Set(locations.map(\.id)).count == locations.count else { throw .damaged }
        for location in locations {
            guard let type = types[location.id] else { continue }
            let source = location.isInside ? idat : file
            let pieces = try location.extents.map { extent throws(ImagingError) in
                try source.piece(at: extent.offset, count: extent.length)
            }
            gathered += pieces.reduce(0) { $0 + $1.count }
            guard gathered <= 4 * file.count else { throw .damaged }
            let data = pieces.count == 1 ? pieces[0] : ArraySlice(pieces.joined())
            items.append(HEIFFile.Item(id: location.id, type: type, data: data))
        }
        return items
    }
}

extension ArraySlice<UInt8> {
    fileprivate func piece(at offset: Int, count: Int) throws(ImagingError) -> ArraySlice<UInt8> {
        guard offset <= self.count, count <= self.count - offset else { throw .damaged }
        return dropFirst(offset).prefix(count)
    }
}
