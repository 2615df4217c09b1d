import Crypto
package import FoundationEssentials
package import Kernel
import SwiftASN1
import X509

/// Where an installation keeps what it signs with: `credentials.pem`, mode 0600, made on first start, and `roots.pem`, the
/// certificates of every root that it ever signed under, and `signers.pem`, those of every key that it ever signed with.
package struct CredentialsFolder: Sendable {
    private static let key = "PRIVATE KEY"
    private static let certificate = "CERTIFICATE"

    private let file: URL
    private let rootsFile: URL
    private let signersFile: URL

    package init(_ folder: URL) {
        file = folder.appending(path: "credentials.pem")
        rootsFile = folder.appending(path: "roots.pem")
        signersFile = folder.appending(path: "signers.pem")
    }

    /// The credentials in force: read, renewed when their end is near, or made when there are none.
    package func credentials(
        at now: Timestamp,
        _ randomness: Randomness
    ) throws(CredentialsRefusal) -> Credentials {
        guard KeyFile.exists(file) else {
            let issuer = try Self.attempt(file) { try Issuer(at: now, randomness) }
            try write(issuer, at: now, randomness, replacing: false)
            // Of two processes that start at once, the first one's are there.
            return try read().credentials
        }
        let (credentials, issuer) = try read()
        let nearEnd = (now + Issuer.shortestRest).date
        guard credentials.chain[0].notValidAfter < nearEnd else { return credentials }
        let next = try Self.attempt(file) {
            issuer.canIssue(at: now) ? issuer : try Issuer(at: now, randomness)
        }
        try write(next, at: now, randomness, replacing: true)
        return try read().credentials
    }

    /// Every root that was ever signed under here, the given one among them from now on.
    package func roots(with current: TrustedRoot) throws(CredentialsRefusal) -> [TrustedRoot] {
        try Self.kept(current, in: rootsFile)
    }

    /// Every root that was ever signed under here; none before the first start.
    package func knownRoots() throws(CredentialsRefusal) -> [TrustedRoot] {
        try Self.known(in: rootsFile)
    }

    /// Every certificate that was ever signed with here, that of the given credentials among them from now on.
    package func signers(with current: Credentials) throws(CredentialsRefusal) -> Set<Signer> {
        let all = try Self.kept(TrustedRoot(current.chain[0]), in: signersFile)
        return Set(all.map { Signer($0.certificate) })
    }

    /// Every certificate that was ever signed with here; none before the first start.
    package func knownSigners() throws(CredentialsRefusal) -> Set<Signer> {
        let all = try Self.known(in: signersFile)
        return Set(all.map { Signer($0.certificate) })
    }

    /// The certificates in a file, the given one among them from now on.
    private static func kept(
        _ current: TrustedRoot,
        in file: URL
    ) throws(CredentialsRefusal) -> [TrustedRoot] {
        let known = try Self.known(in: file)
        guard !known.contains(current) else { return known }
        let all = [current] + known
        try KeyFile.write(all.map(\.pem).joined(), to: file, replacing: true)
        return all
    }

    private static func known(in file: URL) throws(CredentialsRefusal) -> [TrustedRoot] {
        guard KeyFile.exists(file) else { return [] }
        return try TrustedRoot.read(file: file)
    }

    private func write(
        _ issuer: Issuer,
        at now: Timestamp,
        _ randomness: Randomness,
        replacing: Bool
    ) throws(CredentialsRefusal) {
        let text = try Self.attempt(file) {
            let credentials = try issuer.issue(at: now, randomness)
            let parts = [credentials.key.pemRepresentation, issuer.key.pemRepresentation]
            return try (parts + credentials.chain.map { try $0.serializeAsPEM().pemString })
                .map { $0 + "\n" }.joined()
        }
        try KeyFile.write(text, to: file, replacing: replacing)
    }

    private func read() throws(CredentialsRefusal) -> (credentials: Credentials, issuer: Issuer) {
        let text = try KeyFile.text(of: file)
        guard !KeyFile.isOpen(file) else { throw .openKey(path: file.path) }
        let damage = CredentialsRefusal.damaged(path: file.path)
        guard let parts = try? PEMDocument.parseMultiple(pemString: text),
            parts.map(\.discriminator) == [Self.key, Self.key, Self.certificate, Self.certificate],
            let own = try? P256.Signing.PrivateKey(pemRepresentation: parts[0].pemString),
            let issuing = try? P256.Signing.PrivateKey(pemRepresentation: parts[1].pemString),
            let leaf = try? Certificate(pemDocument: parts[2]),
            let root = try? Certificate(pemDocument: parts[3]),
            leaf.publicKey == Certificate.PublicKey(own.publicKey),
            root.publicKey == Certificate.PublicKey(issuing.publicKey),
            root.publicKey.isValidSignature(leaf.signature, for: leaf),
            let credentials = try? Credentials(key: own, chain: [leaf, root])
        else { throw damage }
        return (credentials, Issuer(key: issuing, certificate: root))
    }

    /// Making keys and certificates fails only where the machine does.
    private static func attempt<Value>(
        _ file: URL,
        _ make: () throws -> Value
    ) throws(CredentialsRefusal) -> Value {
        do {
            return try make()
        } catch {
            throw .unwritable(path: file.path)
        }
    }
}
