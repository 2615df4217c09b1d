import Foundation
import Glibc
import HTTPKit
import Hummingbird
import Kernel
import Logging
import NIOCore
import ServiceLifecycle

/// The ports that the server listens on: the site itself, and beside https the one that leads plain HTTP there.
struct Listeners {
    let settings: Settings
    let routes: Routes
    let certificate: Certificate?

    func services(keepingTimeBy clock: Clock) -> [ServiceGroupConfiguration.ServiceConfiguration] {
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = []
        if let certificate {
            let keeper = CertificateKeeper(certificate, clock: clock)
            services.append(.init(service: keeper, serviceName: "certificate"))
        }
        if let port = settings.redirectPort {
            services.append(.init(service: redirects(on: port), serviceName: "http redirect"))
        }
        services.append(.init(service: site, serviceName: "http"))
        return services
    }

    private var site: some Service {
        let address = settings.baseURL
        let application = Application(
            router: routes.router(),
            server: .site(with: certificate),
            configuration: configuration(port: settings.port),
            onServerRunning: { _ in
                FileHandle.standardOutput.write(Data("Nano Banana Pro is at \(address)\n".utf8))
            },
            logger: Logger(label: "http")
        )
        return Listener(service: application, port: settings.port, setting: .port)
    }

    /// Connections there are short: what comes in after the answer is dropped unread.
    private func redirects(on port: Int) -> some Service {
        var bounds = ConnectionBounds()
        bounds.age = .seconds(15)
        bounds.grace = .seconds(5)
        let application = Application(
            router: routes.redirects(),
            server: .plain(bounds),
            configuration: configuration(port: port),
            logger: Logger(label: "http")
        )
        return Listener(service: application, port: port, setting: .redirectPort)
    }

    private func configuration(port: Int) -> ApplicationConfiguration {
        ApplicationConfiguration(address: .hostname(settings.host, port: port), serverName: nil)
    }
}

/// A port with the setting that chose it.
private struct Listener<Base: Service>: Service {
    let service: Base
    let port: Int
    let setting: SettingKey

    func run() async throws {
        do {
            try await service.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw PortTaken(port: port, variable: setting.variable)
        }
    }
}

/// Another program listens where the server should.
package struct PortTaken: Error, Hashable, CustomStringConvertible {
    let port: Int
    let variable: String

    package var description: String {
        "port \(port) is taken by another program; stop it, or choose another port with \(variable)"
    }
}

extension Routes.Site {
    /// Whether people should come by https, and nothing here can tell whether they do.
    var isUnprotected: Bool { origins.isSecure && listener == .unknown && proxies.isEmpty }
}
