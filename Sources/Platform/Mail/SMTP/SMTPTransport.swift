package import FoundationEssentials
package import Kernel
import NIOCore
import NIOPosix
import NIOSSL

/// Hands mails to a mail server, each over a connection of its own.
package struct SMTPTransport: MailTransport {
    /// How long connecting may take.
    private static let connectLimit: TimeAmount = .seconds(10)
    /// How long a whole delivery may take.
    package static let deliveryLimit: Duration = .seconds(90)

    private let server: SMTPServer
    private let greeting: String
    private let clock: Clock
    /// Nil towards this machine.
    private let tls: NIOSSLContext?

    /// The server is greeted with `domain`, whose mails these are; `authorities` is a PEM file of the certificates to trust
    /// instead of the system's.
    /// - Throws: `SMTPRefusal` when that file cannot be used.
    package init(
        server: SMTPServer,
        domain: String,
        authorities: URL?,
        clock: Clock
    ) throws(SMTPRefusal) {
        self.server = server
        self.clock = clock
        // What is no domain greets as nobody in particular.
        greeting = domain.contains(".") ? domain : "[127.0.0.1]"
        tls = server.security == .none ? nil : try Self.context(trusting: authorities)
    }

    private static func context(trusting authorities: URL?) throws(SMTPRefusal) -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        do {
            if let authorities {
                let trusted = try NIOSSLCertificate.fromPEMFile(authorities.path)
                configuration.trustRoots = .certificates(trusted)
            }
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw SMTPRefusal(path: authorities?.path ?? "")
        }
    }

    package func deliver(_ message: MailMessage) async throws {
        do {
            try await withDeadline { try await send(message) }
        } catch {
            throw Self.failure(error)
        }
    }

    /// A mail server keeps what it was given.
    package func forget(_ mark: RecipientMark) async throws {}

    package func collect(madeBefore limit: Timestamp) async throws -> Int { 0 }

    private func withDeadline(_ act: @escaping @Sendable () async throws -> Void) async throws {
        let clock = clock
        try await withThrowingTaskGroup { group in
            group.addTask { try await act() }
            group.addTask {
                try await clock.sleep(Self.deliveryLimit)
                throw MailFailure.timedOut
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func send(_ message: MailMessage) async throws {
        let connection = try await connect()
        try await connection.executeThenClose { inbound, outbound in
            var talk = SMTPConversation(inbound: inbound, outbound: outbound)
            var extensions = try await talk.begin(as: greeting)
            if server.security == .startTLS {
                guard extensions.hasStartTLS else { throw MailFailure.notEncrypted }
                try await talk.startTLS()
                try await encrypt(connection.channel)
                extensions = try await talk.greet(as: greeting)
            }
            if let signIn = server.signIn { try await talk.signIn(signIn, offered: extensions.signInWays) }
            try await talk.deliver(message, extensions, isEncrypted: tls != nil)
            await talk.end()
        }
    }

    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    private func connect() async throws -> Connection {
        let (server, tls) = (server, server.security == .implicit ? tls : nil)
        return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(Self.connectLimit)
            .connect(host: server.host, port: server.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        try channel.pipeline.syncOperations.addHandler(Self.handler(tls, for: server.host))
                    }
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
    }

    /// From here on everything is encrypted.
    ///
    /// It is waited for: whatever is written after a handshake that failed would say only that the connection is closed.
    private func encrypt(_ channel: any Channel) async throws {
        guard let tls else { return }
        let host = server.host
        let handshake = channel.eventLoop.makePromise(of: Void.self)
        do {
            try await channel.eventLoop.submit {
                let handler = try Self.handler(tls, for: host)
                try channel.pipeline.syncOperations.addHandlers(
                    [handler, HandshakeWatch(handshake)],
                    position: .first
                )
            }
            .get()
        } catch {
            handshake.fail(error)
        }
        // Closing ends a handshake that nobody answers.
        try await withTaskCancellationHandler {
            try await handshake.futureResult.get()
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    /// Verifies the certificate, and that it is this host's: by name, or by the address that was connected to.
    private static func handler(_ tls: NIOSSLContext, for host: String) throws -> NIOSSLClientHandler {
        let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        return try NIOSSLClientHandler(context: tls, serverHostname: isAddress ? nil : host)
    }

    /// One of ours for whatever went wrong below.
    private static func failure(_ error: any Error) -> any Error {
        switch error {
        case is MailFailure, is CancellationError: error
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: MailFailure.untrusted
        default: MailFailure.unreachable
        }
    }
}

/// The certificates that the operator named cannot be used; the server does not start.
package struct SMTPRefusal: Error, Hashable, CustomStringConvertible {
    let path: String

    package var description: String {
        "NBP_SMTP_CA: \(path) holds no certificates in PEM that can be read; name the file of the authority's certificate"
    }
}
