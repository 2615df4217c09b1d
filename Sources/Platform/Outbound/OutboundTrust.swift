package import NIOSSL

/// Whose certificates are believed.
package struct OutboundTrust: Sendable {
    private let roots: NIOSSLTrustRoots

    /// Those that the machine believes.
    package static let system = OutboundTrust(roots: .default)

    /// These alone.
    package static func only(_ certificates: [NIOSSLCertificate]) -> OutboundTrust {
        OutboundTrust(roots: .certificates(certificates))
    }

    /// TLS 1.2 or 1.3 with a certificate in force, for the name, from an issuer that is believed.
    var configuration: TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.certificateVerification = .fullVerification
        configuration.trustRoots = roots
        return configuration
    }
}
