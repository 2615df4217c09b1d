import FoundationEssentials
import Kernel
import Wire

/// A picture that somebody works on: one that is here, or the bytes of one.
enum NamedPicture: Hashable, Sendable {
    case stored(ImageID)
    case bytes(Data)

    /// How resources call pictures.
    static let scheme = "nbp://images/"
    /// Shorter texts are no picture's bytes: they are an id that was mistyped.
    private static let shortestData = 64

    /// Reads an id, a link to it, `data:` or plain base64, or one of the protocol's own objects for a picture.
    ///
    /// `base` is the server's own address; pictures at others are not fetched.
    /// - Throws: `Problem` that names the place.
    init(_ part: JSONPart, at field: String, base: String?) throws(Problem) {
        switch part {
        case .text(let text): try self.init(text, at: field, base: base)
        case .object(let members):
            let text = ["data", "blob", "uri", "id"].lazy.compactMap { members[$0]?.asText }.first
            guard let text else { throw Problem(.wrongFieldType, field: field) }
            try self.init(text, at: field, base: base)
        default: throw Problem(.wrongFieldType, field: field)
        }
    }

    private init(_ text: String, at field: String, base: String?) throws(Problem) {
        if let id = ImageID(text) ?? Self.linked(text, base) {
            self = .stored(id)
        } else if let bytes = Self.bytes(text) {
            self = .bytes(bytes)
        } else {
            throw Problem(.notFound, field: field)
        }
    }

    private static func linked(_ text: String, _ base: String?) -> ImageID? {
        if text.hasPrefix(scheme) { return ImageID(text.dropFirst(scheme.count)) }
        guard let base, text.hasPrefix(base + "/api/images/") else { return nil }
        let rest = text.dropFirst(base.count).split(separator: "/")
        return rest.count > 2 ? ImageID(rest[2].prefix { $0 != "?" }) : nil
    }

    private static func bytes(_ text: String) -> Data? {
        var rest = text[...]
        if text.hasPrefix("data:") {
            guard let comma = text.firstIndex(of: ","), text[..<comma].hasSuffix(";base64") else {
                return nil
            }
            rest = text[text.index(after: comma)...]
        } else if text.utf8.count < shortestData {
            return nil
        }
        // Clients write both alphabets, with padding and without (RFC 4648, sections 4 and 5).
        var digits = rest.utf8.map { byte -> UInt8 in
            switch byte {
            case UInt8(ascii: "-"): UInt8(ascii: "+")
            case UInt8(ascii: "_"): UInt8(ascii: "/")
            default: byte
            }
        }
        while digits.last == UInt8(ascii: "=") { digits.removeLast() }
        digits += Array(repeating: UInt8(ascii: "="), count: (4 - digits.count % 4) % 4)
        return digits.isEmpty ? nil : Data(base64Encoded: Data(digits))
    }

    static func link(to image: ImageID) -> String { scheme + image.text }
}
