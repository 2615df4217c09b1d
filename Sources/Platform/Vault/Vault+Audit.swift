package import Crypto
import FoundationEssentials
package import Kernel
package import Purposes

extension Vault {
    /// The salt of one act about the permit's subject; nobody can make it again once the subject's key is destroyed.
    ///
    /// Each act has its own, so that nothing ties two acts of one person together but that person's key.
    /// - Throws: `Problem` `erased` when the subject has no key.
    package func auditSalt<P>(of act: RowID, under permit: borrowing Permit<P>) async throws -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: try await key(of: permit.subject).audit,
            info: Data("nbp/audit/act/1".utf8) + act.value.bytes,
            outputByteCount: SubjectKey.length
        )
    }
}

extension MasterKey {
    /// The key that signs for one use (Ed25519, RFC 8032); the same at every start.
    package func signingKey(_ use: StaticString) throws -> Curve25519.Signing.PrivateKey {
        try subkey(use).withUnsafeBytes { try Curve25519.Signing.PrivateKey(rawRepresentation: $0) }
    }
}
