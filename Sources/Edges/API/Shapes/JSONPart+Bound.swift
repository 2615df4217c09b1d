import FoundationEssentials
import Wire

extension JSONPart {
    /// Values of one text at most, or so: each takes memory many times its length.
    private static let mostValues = 500_000

    /// Whether a text can be read without much more memory than its own.
    ///
    /// Every value but the first of a list or an object costs a comma; pictures in base64 have none.
    static func isBounded(_ json: Data) -> Bool {
        json.withUnsafeBytes { $0.count { $0 == UInt8(ascii: ",") } } <= mostValues
    }
}
