import CBOR
import FoundationEssentials
import Vault

/// What is sealed of a passkey: all that never changes.
struct StoredPasskey: Codable, Sendable {
    private let id: Base64URL
    /// As COSE_Key.
    private let key: Base64URL
    private let isBackupEligible: Bool
    private let transports: [PasskeyTransport]

    init(_ passkey: Passkey) {
        id = Base64URL(passkey.id)
        key = Base64URL(Data(passkey.key.encoded))
        isBackupEligible = passkey.isBackupEligible
        transports = passkey.transports
    }

    /// - Throws: `VaultError.damaged`.
    func passkey(signCount: UInt32, isBackedUp: Bool) throws -> Passkey {
        guard let key = try? COSEKey(decoding: key.bytes) else { throw VaultError.damaged }
        return Passkey(
            id: id.bytes,
            key: key,
            signCount: signCount,
            isBackupEligible: isBackupEligible,
            isBackedUp: isBackedUp,
            transports: transports
        )
    }
}
