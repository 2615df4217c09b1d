package import HummingbirdCore
import HummingbirdHTTP2
import NIOCore
import NIOSSL

extension HTTPServerBuilder {
    /// How long a connection may be quiet between requests or in the middle of sending a body.
    private static var idleTimeout: TimeAmount { .seconds(60) }

    /// https where there is a certificate, else plain HTTP.
    package static func site(with certificate: Certificate?) -> HTTPServerBuilder {
        certificate.map { encrypted(with: $0) } ?? plain()
    }

    /// HTTP/1.1 as it is, for proxies and this machine.
    package static func plain(_ bounds: ConnectionBounds = ConnectionBounds()) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            bounded(HTTP1Channel(responder: responder, configuration: http1), bounds)
        }
    }

    /// HTTP/2 and HTTP/1.1 over TLS, as the client's hello asks (ALPN).
    private static func encrypted(
        with certificate: Certificate,
        _ bounds: ConnectionBounds = ConnectionBounds()
    ) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            var configuration = HTTP2UpgradeChannel.Configuration(streamConfiguration: http1)
            configuration.idleTimeout = .nanoseconds(idleTimeout.nanoseconds)
            configuration.gracefulCloseTimeout = .nanoseconds(bounds.grace.nanoseconds)
            return bounded(
                try HTTP2UpgradeChannel(
                    tlsConfiguration: certificate.configuration,
                    configuration: configuration,
                    responder: responder
                ),
                bounds
            )
        }
    }

    private static var http1: HTTP1Channel.Configuration {
        .init(
            additionalChannelHandlers: [HostChecking(), Departure(), StalledReader()],
            idleTimeout: idleTimeout
        )
    }

    private static func bounded(
        _ channel: some ServerChildChannel,
        _ bounds: ConnectionBounds
    ) -> any ServerChildChannel {
        BoundedChannel(base: channel, bounds: bounds)
    }
}
