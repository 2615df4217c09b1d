/// The units of an HEVC stream, of which only the sequence parameter sets matter: they say how large its frames are.
struct HEVCStream {
    private let units: [ArraySlice<UInt8>]

    private static let sequenceParameterSet = 33

    /// A stream whose units follow four bytes of length each.
    init(lengthPrefixed bytes: ArraySlice<UInt8>) throws(ImagingError) {
        var units: [ArraySlice<UInt8>] = []
        var reader = ByteReader(bytes)
        while !reader.isAtEnd {
            let length = try reader.number(bytes: 4)
            units.append(try reader.take(length))
        }
        self.units = units
    }

    /// The units of a box `hvcC`.
    init(configuration bytes: ArraySlice<UInt8>) throws(ImagingError) {
        var units: [ArraySlice<UInt8>] = []
        var reader = ByteReader(bytes)
        _ = try reader.take(22)
        for _ in 0..<(try reader.number(bytes: 1)) {
            _ = try reader.take(1)
            for _ in 0..<(try reader.number(bytes: 2)) {
                let length = try reader.number(bytes: 2)
                units.append(try reader.take(length))
            }
        }
        self.units = units
    }

    /// The pixels of the largest frame that the stream announces.
    func largestFrame() throws(ImagingError) -> Int {
        var largest = 0
        for unit in units where unit.count > 2 && Self.type(of: unit) == Self.sequenceParameterSet {
            largest = max(largest, try Self.frameSize(inSet: unit.dropFirst(2)))
        }
        return largest
    }

    private static func type(of unit: ArraySlice<UInt8>) -> Int? {
        unit.first.map { Int($0 >> 1 & 0x3F) }
    }

    private static func frameSize(inSet bytes: ArraySlice<UInt8>) throws(ImagingError) -> Int {
        var bits = BitReader(withoutEmulationPrevention(bytes)[...])
        bits.skip(bits: 4)
        let subLayers = try bits.number(bits: 3)
        bits.skip(bits: 1 + 88 + 8)
        try skipSubLayers(subLayers, &bits)
        _ = try bits.exponentialNumber()  // its number
        let chromaFormat = try bits.exponentialNumber()
        bits.skip(bits: chromaFormat == 3 ? 1 : 0)
        let width = try bits.exponentialNumber()
        let height = try bits.exponentialNumber()
        return width * height  // at most 31 bits each
    }

    private static func skipSubLayers(_ count: Int, _ bits: inout BitReader) throws(ImagingError) {
        guard count > 0 else { return }
        var length = 2 * (8 - count)
        for _ in 0..<count {
            length += try bits.flag() ? 88 : 0
            length += try bits.flag() ? 8 : 0
        }
        bits.skip(bits: length)
    }

    /// After two zeros the encoder puts a 3 where the next byte could be mistaken for a start code.
    private static func withoutEmulationPrevention(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var plain: [UInt8] = []
        var zeros = 0
        for byte in bytes {
            if zeros >= 2, byte == 3 {
                zeros = 0
                continue
            }
            zeros = byte == 0 ? zeros + 1 : 0
            plain.append(byte)
        }
        return plain
    }
}
