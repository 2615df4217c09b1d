import FoundationEssentials
import Kernel

/// The pictures of an order as diffusion servers want them, checked before anything is sent.
///
/// Servers stretch what has another size, so whoever asks fits every picture to the size that is wanted
/// first.
struct DiffusionPictures {
    /// In the order's order, in the standard alphabet and padded: sd-server cuts base64 off at the first
    /// other character.
    let references: [String]
    let mask: String?

    /// - Throws: `invalidRequest` for turns of a conversation, which these servers do not know, for a mask
    ///   without a picture, and for a picture or mask of another size than is wanted.
    init(_ order: GatewayOrder) throws(GatewayFailure) {
        guard order.turns.isEmpty else { throw GatewayFailure(.invalidRequest) }
        for (index, reference) in order.references.enumerated() where reference.size != order.size {
            throw GatewayFailure(.invalidRequest, reference: index)
        }
        if let mask = order.mask {
            guard !order.references.isEmpty, Self.size(ofPNG: mask) == order.size else {
                throw GatewayFailure(.invalidRequest)
            }
        }
        references = order.references.map { $0.bytes.base64EncodedString() }
        mask = order.mask?.base64EncodedString()
    }

    /// What a PNG says of itself (ISO/IEC 15948, section 11.2.1), or nil for anything else.
    static func size(ofPNG bytes: Data) -> PixelSize? {
        let head = [UInt8](bytes.prefix(24))
        guard head.count == 24, head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
            head[12..<16].elementsEqual("IHDR".utf8)
        else { return nil }
        let side = { (range: Range<Int>) in head[range].reduce(0) { $0 << 8 | Int($1) } }
        return PixelSize(width: side(16..<20), height: side(20..<24))
    }
}

extension GatewayFailure {
    /// Bytes of a picture as a server wrote them into JSON: base64, perhaps as a `data:` URL.
    ///
    /// - Throws: `engineFailed` for what is no base64, or empty.
    static func bytes(of text: String, _ receipt: GatewayReceipt) throws(GatewayFailure) -> Data {
        let encoded = text.hasPrefix("data:") ? text.drop { $0 != "," }.dropFirst() : text[...]
        guard let bytes = Data(base64Encoded: String(encoded)), !bytes.isEmpty else {
            throw GatewayFailure(.engineFailed, receipt: receipt)
        }
        return bytes
    }
}
