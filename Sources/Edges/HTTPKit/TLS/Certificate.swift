package import Kernel
import NIOCore
import NIOSSL
import Synchronization

/// The certificate in use, which follows its files.
///
/// Files that cannot be served change nothing: while a tool is writing the second of the two, and when it wrote nonsense, the
/// earlier certificate stays. Connections that are open keep theirs until their age ends them.
package final class Certificate: Sendable {
    /// What looking at the files led to.
    package enum Change: Sendable {
        case none
        case renewed
        /// The files changed but cannot be served.
        case refused(CertificateRefusal)
    }

    private struct State {
        var material: CertificateMaterial
        var edition: CertificateFiles.Edition?
    }

    private let files: CertificateFiles
    private let clock: Clock
    private let state: Mutex<State>

    package init(_ files: CertificateFiles, clock: Clock) throws(CertificateRefusal) {
        self.files = files
        self.clock = clock
        let edition = files.edition
        let material = try CertificateMaterial(files, at: clock.now())
        state = Mutex(State(material: material, edition: edition))
    }

    /// When the certificate in use ends.
    package var expiry: Timestamp { state.withLock { $0.material.expiry } }

    /// Looks whether the files changed, and takes what they hold now.
    package func reload() -> Change {
        let edition = files.edition
        guard state.withLock({ $0.edition != edition }) else { return .none }
        do throws(CertificateRefusal) {
            let material = try CertificateMaterial(files, at: clock.now())
            state.withLock { $0 = State(material: material, edition: edition) }
            return .renewed
        } catch {
            // The same files are not tried again, nor complained about again.
            state.withLock { $0.edition = edition }
            return .refused(error)
        }
    }

    /// What connections are made with; each asks anew for the certificate.
    var configuration: TLSConfiguration {
        var configuration = state.withLock { $0.material.configuration }
        configuration.sslContextCallback = { _, promise in
            let material = self.state.withLock { $0.material }
            var override = NIOSSLContextConfigurationOverride()
            override.certificateChain = material.chain
            override.privateKey = material.key
            promise.succeed(override)
        }
        return configuration
    }
}
