import Crypto
package import FoundationEssentials

/// Seals what we hand out and get back unchanged, such as a cookie's content, under the installation's key.
///
/// Nothing that it seals is stored, so it needs no subject. A value sealed for one use does not open for another.
package struct InstallationSeal: Sendable {
    private static let version: UInt8 = 1

    private let key: SymmetricKey

    /// - Parameters:
    ///   - master: the installation's key.
    ///   - use: what is sealed; each use has a key of its own.
    package init(_ master: MasterKey, for use: StaticString) {
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: master.subkey("seal"),
            info: Data("\(use)".utf8),
            outputByteCount: MasterKey.length
        )
    }

    package func seal(_ plain: Data) throws -> Data {
        try Data([Self.version]) + (AES.GCM.seal(plain, using: key).combined ?? Data())
    }

    /// What was sealed, or nil for anything that this installation did not seal for this use.
    package func open(_ sealed: Data) -> Data? {
        guard sealed.first == Self.version, let box = try? AES.GCM.SealedBox(combined: sealed.dropFirst())
        else { return nil }
        return try? AES.GCM.open(box, using: key)
    }
}
