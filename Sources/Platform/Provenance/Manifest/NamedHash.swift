import Crypto
import FoundationEssentials

/// The hashes that C2PA allows (2.1, section 13.1), by their names.
enum NamedHash {
    /// What a claim that names no algorithm means.
    static let usual = "sha256"

    /// The hash over all parts, one behind the other; nil for an algorithm that is none of them.
    static func of(_ parts: [Data], by name: String) -> [UInt8]? {
        switch name {
        case "sha256": hash(parts, by: SHA256())
        case "sha384": hash(parts, by: SHA384())
        case "sha512": hash(parts, by: SHA512())
        default: nil
        }
    }

    private static func hash(_ parts: [Data], by function: some HashFunction) -> [UInt8] {
        var function = function
        for part in parts { function.update(data: part) }
        return Array(function.finalize())
    }
}
