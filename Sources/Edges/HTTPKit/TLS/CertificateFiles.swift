package import FoundationEssentials
import Glibc
package import Kernel
import NIOSSL

/// The two files, in PEM, that https is served with: a chain of certificates, ours first, and its key.
package struct CertificateFiles: Hashable, Sendable {
    package let certificate: URL
    package let key: URL

    package init(certificate: URL, key: URL) {
        self.certificate = certificate
        self.key = key
    }

    /// What tells one edition of the files from another without reading them.
    struct Edition: Hashable {
        let facts: [Int]
    }

    /// Nil while one of them is not there.
    var edition: Edition? {
        let facts = [certificate, key].compactMap(Self.facts)
        guard facts.count == 2 else { return nil }
        return Edition(facts: facts.flatMap { $0 })
    }

    private static func facts(of file: URL) -> [Int]? {
        var facts = stat()
        guard stat(file.path, &facts) == 0 else { return nil }
        return [
            Int(bitPattern: UInt(facts.st_ino)), Int(facts.st_size), facts.st_mtim.tv_sec,
            facts.st_mtim.tv_nsec,
        ]
    }
}

/// A certificate that can be served: its key fits, and its time has come and is not over.
package struct CertificateMaterial: Sendable {
    let chain: [NIOSSLCertificateSource]
    let key: NIOSSLPrivateKeySource
    /// When it ends.
    package let expiry: Timestamp

    /// Reads and checks the files.
    package init(_ files: CertificateFiles, at now: Timestamp) throws(CertificateRefusal) {
        let certificates = try Self.certificates(in: files.certificate)
        let key = try Self.key(in: files.key)
        chain = certificates.map { .certificate($0) }
        self.key = .privateKey(key)
        guard let leaf = certificates.first else { throw .noCertificate(path: files.certificate.path) }
        let start = Timestamp(milliseconds: Int64(leaf.notValidBefore) * 1_000)
        expiry = Timestamp(milliseconds: Int64(leaf.notValidAfter) * 1_000)
        guard (try? NIOSSLContext(configuration: configuration)) != nil else {
            throw .misfit(certificate: files.certificate.path, key: files.key.path)
        }
        guard now < expiry else { throw .expired(path: files.certificate.path, since: expiry) }
        guard start <= now else { throw .early(path: files.certificate.path, until: start) }
    }

    /// TLS 1.2 and 1.3 with forward secrecy and authenticated encryption; TLS 1.3 has no other suites.
    var configuration: TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: key)
        configuration.minimumTLSVersion = .tlsv12
        configuration.cipherSuiteValues = [
            .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
            .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        ]
        return configuration
    }

    private static func certificates(in file: URL) throws(CertificateRefusal) -> [NIOSSLCertificate] {
        let bytes = try bytes(of: file)
        guard let found = try? NIOSSLCertificate.fromPEMBytes(bytes), !found.isEmpty else {
            throw .noCertificate(path: file.path)
        }
        return found
    }

    private static func key(in file: URL) throws(CertificateRefusal) -> NIOSSLPrivateKey {
        let bytes = try bytes(of: file)
        var facts = stat()
        guard stat(file.path, &facts) == 0, facts.st_mode & 0o007 == 0 else {
            throw .openKey(path: file.path)
        }
        // A passphrase is nowhere to be had: without this, the library would ask for one at the terminal.
        let key = try? NIOSSLPrivateKey(bytes: bytes, format: .pem) { answer in answer([UInt8]()) }
        guard let key else { throw .noKey(path: file.path) }
        return key
    }

    /// In bytes; chains have some ten thousand.
    private static let largestFile = 1 << 20

    private static func bytes(of file: URL) throws(CertificateRefusal) -> [UInt8] {
        guard FileManager.default.fileExists(atPath: file.path) else { throw .missing(path: file.path) }
        guard let bytes = try? Data(contentsOf: file), bytes.count <= largestFile else {
            throw .unreadable(path: file.path)
        }
        return [UInt8](bytes)
    }
}
