import Kernel
import NIOSSL
import TestSupport
import Testing

@testable import Outbound

/// Who is at the other end: on a name of a test's own, with certificates of a test's own.
struct TransportTests {
    private func ask(
        _ tls: TLSConfiguration,
        trusting authority: Authority
    ) async throws -> OutboundAnswer {
        try await ScriptedServer.serving(tls: tls, ScriptedServer.answer("over TLS")) { port, _ in
            try await Outbound.forTests(
                trust: .only([try authority.root]),
                resolver: .knowing("127.0.0.1")
            )
            .send(.get(url("https://sign-in.test:\(port)/")), to: .operators)
        }
    }

    @Test func `a certificate in force, for the name, from a trusted issuer will do`() async throws {
        let authority = try Authority()
        let answer = try await ask(authority.server(named: "sign-in.test"), trusting: authority)
        #expect(String(decoding: answer.body, as: UTF8.self) == "over TLS")
    }

    @Test func `one for another name is refused, although the address is right`() async throws {
        let authority = try Authority()
        for name in ["other.test", "127.0.0.1", "test"] {
            await #expect(throws: OutboundError.untrusted) {
                try await ask(authority.server(named: name), trusting: authority)
            }
        }
    }

    @Test func `one that has ended is refused`() async throws {
        let authority = try Authority()
        await #expect(throws: OutboundError.untrusted) {
            try await ask(authority.server(named: "sign-in.test", expired: true), trusting: authority)
        }
    }

    @Test func `one from an issuer whom nobody knows is refused`() async throws {
        let (stranger, authority) = (try Authority(), try Authority())
        await #expect(throws: OutboundError.untrusted) {
            try await ask(stranger.server(named: "sign-in.test"), trusting: authority)
        }
    }

    @Test func `TLS 1_1 is refused`() async throws {
        let authority = try Authority()
        var old = try authority.server(named: "sign-in.test")
        old.minimumTLSVersion = .tlsv1
        old.maximumTLSVersion = .tlsv11
        await #expect(throws: OutboundError.untrusted) { try await ask(old, trusting: authority) }
    }
}
