package import Kernel

/// Why pictures cannot be signed with what there is, and what to do.
package enum CredentialsRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(path: String)
    /// Everybody on the machine may read the key.
    case openKey(path: String)
    case noCertificate(path: String)
    case noKey(path: String)
    case wrongCurve(path: String)
    case misfit(certificate: String, key: String)
    case brokenChain(path: String)
    case expired(path: String, since: Timestamp)
    case early(path: String, until: Timestamp)
    /// What the certificate lacks or has too much, as the end of a sentence.
    case unfit(path: String, because: String)
    /// The installation's own file is not as it was written.
    case damaged(path: String)
    case unwritable(path: String)

    package var description: String {
        switch self {
        case .unreadable(let path):
            "\(path) cannot be read; check that it is a file of at most 1 MiB, its owner and its mode"
        case .openKey(let path):
            "the key \(path) can be read by everybody on this machine; run chmod 600 on it, and consider it known"
        case .noCertificate(let path):
            "\(path) holds no certificates in PEM; NBP_C2PA_CERT names the chain, the signer's own first"
        case .noKey(let path):
            "\(path) holds no private key in PEM without a passphrase; NBP_C2PA_KEY names the certificate's key"
        case .wrongCurve(let path):
            "\(path) is not for the curve P-256; have a certificate issued for a key on P-256 (ES256)"
        case .misfit(let certificate, let key):
            "the key \(key) does not fit the first certificate of \(certificate); name the two that belong together"
        case .brokenChain(let path):
            "the certificates in \(path) do not lead from one to the next; put the signer's own first, then its issuers in order"
        case .expired(let path, let since):
            "a certificate in \(path) expired at \(since); have it renewed"
        case .early(let path, let until):
            "a certificate in \(path) is valid from \(until) on; check this machine's clock, or wait"
        case .unfit(let path, let reason):
            "the first certificate in \(path) cannot sign content credentials: it \(reason); have one issued for that use"
        case .damaged(let path):
            "\(path) is not as this server wrote it; put it back from its backup, or move it away to have a new one made"
        case .unwritable(let path):
            "\(path) cannot be written; make its folder writable for the server's user"
        }
    }
}
