import Crypto
import FoundationEssentials
import Kernel

/// One person's key, unwrapped, and what is derived from it.
struct SubjectKey: Sendable {
    static let length = 32

    /// Seals columns.
    let values: SymmetricKey
    /// Roots the keys of files.
    let files: SymmetricKey
    /// Hashes the words of the person's own search.
    let search: SymmetricKey
    /// Roots the salts of the audit log's acts about the person.
    let audit: SymmetricKey

    init(_ bytes: SymmetricKey) {
        values = Self.derive("values", from: bytes)
        files = Self.derive("files", from: bytes)
        search = Self.derive("search", from: bytes)
        audit = Self.derive("audit", from: bytes)
    }

    /// HKDF-SHA256 (RFC 5869).
    private static func derive(_ use: String, from key: SymmetricKey) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key,
            info: Data("nbp/subject/\(use)/1".utf8),
            outputByteCount: length
        )
    }
}
