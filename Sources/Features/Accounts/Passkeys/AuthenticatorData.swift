import CBOR
import Crypto
import FoundationEssentials

/// What the device signs beside the client data (level 3, section 6.1).
struct AuthenticatorData {
    /// Section 6.1, the table of bits.
    struct Flags: OptionSet {
        static let userPresent = Flags(rawValue: 1 << 0)
        static let userVerified = Flags(rawValue: 1 << 2)
        static let backupEligible = Flags(rawValue: 1 << 3)
        static let backedUp = Flags(rawValue: 1 << 4)
        static let hasCredential = Flags(rawValue: 1 << 6)
        static let hasExtensions = Flags(rawValue: 1 << 7)

        let rawValue: UInt8
    }

    /// The passkey that was made, in a registration.
    struct Credential {
        let id: Data
        let key: COSEKey
    }

    static let longest = 65_536
    private static let headLength = 37
    private static let modelLength = 16
    private static let idLengths = 16...1_023

    let siteHash: Data
    let flags: Flags
    let signCount: UInt32
    let credential: Credential?

    init(_ bytes: Data) throws(PasskeyRefusal) {
        guard bytes.count <= Self.longest else { throw .tooLong }
        let bytes = [UInt8](bytes)
        guard bytes.count >= Self.headLength else { throw .authenticatorDataMalformed }
        siteHash = Data(bytes[..<32])
        flags = Flags(rawValue: bytes[32])
        signCount = bytes[33..<37].reduce(0) { $0 << 8 | UInt32($1) }
        var rest = bytes[Self.headLength...]
        credential = flags.contains(.hasCredential) ? try Self.credential(&rest) : nil
        if flags.contains(.hasExtensions) {
            guard try Self.item(&rest).map != nil else { throw .authenticatorDataMalformed }
        }
        guard rest.isEmpty else { throw .authenticatorDataMalformed }
    }

    /// Lets data pass that were made for this site, by a person whom the device knows.
    func check(for site: RelyingParty) throws(PasskeyRefusal) {
        guard siteHash == Data(SHA256.hash(data: Data(site.id.utf8))) else { throw .wrongSite }
        guard flags.contains(.userPresent) else { throw .userAbsent }
        guard flags.contains(.userVerified) else { throw .userUnverified }
        guard flags.contains(.backupEligible) || !flags.contains(.backedUp) else { throw .backupImpossible }
    }

    /// Section 6.5.1; the device's model is read over.
    private static func credential(_ rest: inout ArraySlice<UInt8>) throws(PasskeyRefusal) -> Credential {
        guard rest.count >= modelLength + 2 else { throw .authenticatorDataMalformed }
        rest = rest.dropFirst(modelLength)
        let length = rest.prefix(2).reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(2)
        guard idLengths.contains(length), rest.count >= length else { throw .authenticatorDataMalformed }
        let id = Data(rest.prefix(length))
        rest = rest.dropFirst(length)
        let item = try item(&rest)
        guard let key = try? COSEKey(item), key.isUsable else { throw .keyUnusable }
        return Credential(id: id, key: key)
    }

    private static func item(_ rest: inout ArraySlice<UInt8>) throws(PasskeyRefusal) -> CBOR {
        do throws(CBORError) {
            var reader = try CBORReader(rest)
            let item = try reader.read()
            rest = rest.dropFirst(reader.position)
            return item
        } catch {
            throw .authenticatorDataMalformed
        }
    }
}
