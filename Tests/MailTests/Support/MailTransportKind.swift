import Foundation
import Kernel
import TestSupport
import Testing

@testable import Mail

/// The implementations of MailTransport; each passes the conformance suite.
enum MailTransportKind: CaseIterable, Sendable {
    case files
    case server
    /// One that wants a name and a password, and speaks byte by byte.
    case slowServer

    /// Runs `body` with a transport and a look at what arrived.
    func open(
        _ body: (_ transport: any MailTransport, _ arrived: () throws -> [Data]) async throws -> Void
    ) async throws {
        switch self {
        case .files:
            let folder = try TempFolder()
            try await body(OutboxFolder(folder["outbox"])) {
                try folder.files().map { try Data(contentsOf: folder[$0]) }
            }
        case .server, .slowServer:
            var script = FakeSMTPServer.Script()
            if self == .slowServer { (script.isSlow, script.extensions) = (true, ["AUTH PLAIN LOGIN"]) }
            let signIn = self == .slowServer ? "me:secret@" : ""
            try await FakeSMTPServer.running(script) { server, port in
                try await body(.toServer("smtp://\(signIn)127.0.0.1:\(port)")) { server.mails }
            }
        }
    }
}

extension MailTransport where Self == SMTPTransport {
    static func toServer(_ url: String, clock: Clock = .system) throws -> SMTPTransport {
        try SMTPTransport(
            server: #require(SMTPServer(url)),
            domain: "studio.example",
            authorities: nil,
            clock: clock
        )
    }
}
