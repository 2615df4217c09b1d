/// A box of an AVIF or HEIC: four letters and some bytes, which may be boxes again.
struct HEIFBox {
    let type: String
    let content: ArraySlice<UInt8>
}

extension HEIFBox {
    /// The boxes that the content consists of, after some other bytes.
    func children(after count: Int = 0) throws(ImagingError) -> [HEIFBox] {
        var reader = ByteReader(content)
        _ = try reader.take(count)
        return Self.boxes(in: reader.rest)
    }

    /// All boxes up to the first that cannot be one; the last may be cut short.
    static func boxes(in bytes: ArraySlice<UInt8>) -> [HEIFBox] {
        var boxes: [HEIFBox] = []
        var reader = ByteReader(bytes)
        while let box = try? reader.box() {
            boxes.append(box)
        }
        return boxes
    }
}

extension ByteReader {
    fileprivate mutating func box() throws(ImagingError) -> HEIFBox {
        let available = rest.count
        var size = try number(bytes: 4)
        let type = try text(4)
        switch size {
        case 0: size = available  // up to the end
        case 1: size = try number(bytes: 8)
        default: break
        }
        _ = try take(type == "uuid" ? 16 : 0)
        let head = available - rest.count
        guard size >= head else { throw .damaged }
        return HEIFBox(type: type, content: try take(min(size - head, rest.count)))
    }
}
