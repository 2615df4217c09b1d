import Crypto
package import FoundationEssentials
import Kernel
package import Purposes

/// Seals personal data under its subject's key, and opens it for a purpose that a permit proves.
///
/// AES-256-GCM (NIST SP 800-38D) with a random nonce a value; the value's place and subject are authenticated with it.
package struct Vault: Sendable {
    /// The first byte of every sealed value, for the day when the form changes.
    private static let version: UInt8 = 1

    let ring: KeyRing
    private let indexing: SymmetricKey

    package init(ring: KeyRing, master: MasterKey) {
        self.ring = ring
        indexing = master.subkey("index")
    }

    /// Encrypts `plain` for one place of the permit's subject.
    /// - Throws: `Problem` `erased` when the subject has no key.
    package func seal<P>(
        _ plain: Data,
        at place: SealedPlace,
        under permit: borrowing Permit<P>
    ) async throws -> Sealed {
        let subject = permit.subject
        let box = try AES.GCM.seal(
            plain,
            using: try await key(of: subject).values,
            authenticating: place.binding(to: subject)
        )
        return Sealed([Self.version] + (box.combined ?? Data()), at: place)
    }

    /// Decrypts what `seal` made for the same place and subject.
    /// - Throws: `Problem` `erased` when the subject has no key, `VaultError.damaged` for anything that was moved or changed.
    package func open<P>(_ sealed: Sealed, under permit: borrowing Permit<P>) async throws -> Data {
        let subject = permit.subject
        let key = try await key(of: subject).values
        guard sealed.bytes.first == Self.version,
            let box = try? AES.GCM.SealedBox(combined: sealed.bytes.dropFirst()),
            let plain = try? AES.GCM.open(box, using: key, authenticating: sealed.place.binding(to: subject))
        else { throw VaultError.damaged }
        return plain
    }

    /// A hash of `value` by which rows are found again, useless without the installation's key (HMAC-SHA256).
    package func index(_ value: Data, as use: StaticString) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: Data("\(use)\0".utf8) + value, using: indexing))
    }

    func key(of subject: SubjectID) async throws -> SubjectKey {
        guard let key = try await ring.key(of: subject) else { throw Problem(.erased) }
        return key
    }
}

/// Why a sealed value does not open although its key is there.
package enum VaultError: Error, Hashable, Sendable {
    case damaged
}
