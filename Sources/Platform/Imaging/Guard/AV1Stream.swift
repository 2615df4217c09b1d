/// An AV1 stream, of which only the sequence headers matter: they say how large its frames may be.
struct AV1Stream {
    let bytes: ArraySlice<UInt8>

    private static let sequenceHeader = 1

    /// The pixels of the largest frame that the stream announces.
    /// - Throws: `ImagingError.damaged` unless it consists of whole units.
    func largestFrame() throws(ImagingError) -> Int {
        var largest = 0
        var reader = ByteReader(bytes)
        while !reader.isAtEnd {
            let unit = try Self.nextUnit(&reader)
            guard unit.type == Self.sequenceHeader else { continue }
            largest = max(largest, try Self.frameSize(inHeader: unit.content))
        }
        return largest
    }

    private static func nextUnit(
        _ reader: inout ByteReader
    ) throws(ImagingError) -> (type: Int, content: ArraySlice<UInt8>) {
        let head = try reader.number(bytes: 1)
        let (hasExtension, hasSize) = (head & 0x04 != 0, head & 0x02 != 0)
        _ = try reader.take(hasExtension ? 1 : 0)
        let count = hasSize ? try size(&reader) : reader.rest.count
        return (head >> 3 & 0x0F, try reader.take(count))
    }

    /// Seven bits a byte, the lowest first, in at most five bytes.
    private static func size(_ reader: inout ByteReader) throws(ImagingError) -> Int {
        var size = 0
        for shift in stride(from: 0, to: 35, by: 7) {
            let byte = try reader.number(bytes: 1)
            size |= (byte & 0x7F) << shift
            if byte & 0x80 == 0 { return size }
        }
        throw .damaged
    }

    /// Frames may say another size than the header, up to what its fields can hold, but not in reduced headers;
    /// honest fields hold less than twice the width and twice the height, so a quarter of that is allowed for.
    private static func frameSize(inHeader bytes: ArraySlice<UInt8>) throws(ImagingError) -> Int {
        var bits = BitReader(bytes)
        bits.skip(bits: 4)  // profile, still picture
        let isReduced = try bits.flag()
        if isReduced {
            bits.skip(bits: 5)
        } else {
            try skipOperatingPoints(&bits)
        }
        let widthBits = try bits.number(bits: 4) + 1
        let heightBits = try bits.number(bits: 4) + 1
        let width = try bits.number(bits: widthBits) + 1
        let height = try bits.number(bits: heightBits) + 1
        return isReduced ? width * height : max(width * height, 1 << (widthBits + heightBits - 2))
    }

    private static func skipOperatingPoints(_ bits: inout BitReader) throws(ImagingError) {
        let delayBits = try bits.flag() ? skipTiming(&bits) : nil
        let hasDisplayDelay = try bits.flag()
        let points = try bits.number(bits: 5) + 1
        for _ in 0..<points {
            bits.skip(bits: 12)
            let level = try bits.number(bits: 5)
            bits.skip(bits: level > 7 ? 1 : 0)
            if let delayBits, try bits.flag() {
                bits.skip(bits: 2 * delayBits + 1)
            }
            if hasDisplayDelay, try bits.flag() {
                bits.skip(bits: 4)
            }
        }
    }

    /// Returns the length of the delays that follow, if there are any.
    private static func skipTiming(_ bits: inout BitReader) throws(ImagingError) -> Int? {
        bits.skip(bits: 64)
        if try bits.flag() {
            _ = try bits.exponentialNumber()
        }
        guard try bits.flag() else { return nil }
        let delayBits = try bits.number(bits: 5) + 1
        bits.skip(bits: 42)
        return delayBits
    }
}
