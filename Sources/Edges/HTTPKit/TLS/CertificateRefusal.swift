package import Kernel

/// Why https cannot be served with the files that the settings name, and what to do.
package enum CertificateRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case missing(path: String)
    case unreadable(path: String)
    /// Everybody on the machine may read the key.
    case openKey(path: String)
    case noCertificate(path: String)
    case noKey(path: String)
    case misfit(certificate: String, key: String)
    case expired(path: String, since: Timestamp)
    case early(path: String, until: Timestamp)

    package var description: String {
        switch self {
        case .missing(let path):
            "\(path) is not there; put the file there or name another with NBP_TLS_CERT and NBP_TLS_KEY"
        case .unreadable(let path):
            "\(path) cannot be read; check that it is a file of at most 1 MiB, its owner and its mode"
        case .openKey(let path):
            "the key \(path) can be read by everybody on this machine; run chmod 600 on it, and consider it known"
        case .noCertificate(let path):
            "\(path) holds no certificate in PEM; NBP_TLS_CERT names the chain, the server's own first"
        case .noKey(let path):
            "\(path) holds no private key in PEM without a passphrase; NBP_TLS_KEY names the certificate's key"
        case .misfit(let certificate, let key):
            "the key \(key) does not fit the first certificate of \(certificate); name the two that belong together"
        case .expired(let path, let since):
            "the certificate \(path) expired at \(since); have it renewed"
        case .early(let path, let until):
            "the certificate \(path) is valid from \(until) on; check this machine's clock, or wait"
        }
    }

    /// One word for the log, without paths.
    package var kind: String {
        switch self {
        case .missing: "missing"
        case .unreadable: "unreadable"
        case .openKey: "open key"
        case .noCertificate: "no certificate"
        case .noKey: "no key"
        case .misfit: "misfit"
        case .expired: "expired"
        case .early: "early"
        }
    }
}
