import CBOR
import FoundationEssentials

/// A device's statement about its own make, which we ask for none of (level 3, section 8).
///
/// Taken are `none`, which must be empty, and `packed` without a certificate, the self attestation, whose signature must be the new key's
/// (section 8.2). A device or browser that sends another registered format all the same is treated as self-attested, as section 7.1 lets a
/// site do whose policy asks for no trust in makers: nothing in such a statement is read or believed. Formats that are not registered are
/// refused.
struct Attestation {
    private static let longest = 131_072
    private static let unread: Set = [
        "android-key", "android-safetynet", "apple", "compound", "fido-u2f", "packed", "tpm",
    ]

    let authenticatorData: Data
    private let format: String
    private let statement: CBOR

    init(_ object: Data) throws(PasskeyRefusal) {
        guard object.count <= Self.longest else { throw .tooLong }
        let item = try? CBOR(decoding: object, limits: CBORLimits(bytes: Self.longest))
        guard let map = item?.map, let format = map["fmt"]?.text, let statement = map["attStmt"],
            let data = map["authData"]?.bytes
        else { throw .attestationMalformed }
        (self.format, self.statement, authenticatorData) = (format, statement, Data(data))
    }

    /// Lets a statement pass about the new passkey's key; the message is what a device signs.
    func check(_ key: COSEKey, of message: Data) throws(PasskeyRefusal) {
        switch format {
        case "none":
            guard statement.map?.count == 0 else { throw .attestationMalformed }
        case "packed" where statement.map?["x5c"] == nil:
            guard let signature = statement.map?["sig"]?.bytes else { throw .attestationMalformed }
            guard statement.map?["alg"]?.integer == key.algorithm.rawValue,
                key.isSignature(Data(signature), of: message)
            else { throw .attestationFalse }
        default:
            guard Self.unread.contains(format) else { throw .attestationUnknown }
        }
    }
}
