import FoundationEssentials

extension Data {
    /// Reads base64 in the standard or the URL-safe alphabet, padded or not (RFC 4648, sections 4 and 5); nil for anything else.
    init?(anyBase64 text: String) {
        if let data = Data(base64Encoded: text) {
            self = data
            return
        }
        var standard = text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "-"): UInt8(ascii: "+")
            case UInt8(ascii: "_"): UInt8(ascii: "/")
            default: byte
            }
        }
        let missing = (4 - standard.count % 4) % 4
        guard missing < 3 else { return nil }
        standard += Array(repeating: UInt8(ascii: "="), count: missing)
        guard let data = Data(base64Encoded: Data(standard)) else { return nil }
        self = data
    }
}
