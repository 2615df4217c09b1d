import Kernel
import Synchronization
import TestSupport
import Testing

@testable import Outbound

/// Names that lead elsewhere than they seem.
struct GuardTests {
    @Test(arguments: [
        "127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "fe80::1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
        "100.64.0.1", "224.0.0.1", "192.0.2.1",
    ])
    func `a name that leads into a network is refused, even beside a public address`(address: String) async {
        for resolver in [Resolver.knowing(address), .knowing("8.8.8.8", address)] {
            await #expect(throws: OutboundError.addressRefused) {
                try await Outbound.forTests(resolver: resolver)
                    .send(.get(url("https://example.com/")), to: .persons)
            }
        }
    }

    @Test func `a name that leads nowhere is told apart`() async {
        await #expect(throws: OutboundError.unresolved) {
            try await Outbound.forTests(resolver: Resolver { _ in [] })
                .send(.get(url("https://example.com/")), to: .persons)
        }
    }

    @Test func `on a local server the operator may name this machine, and nothing else without TLS`()
        async throws
    {
        let answer = try await ScriptedServer.serving(ScriptedServer.answer("here")) { port, _ in
            try await Outbound.forTests(resolver: .knowing("127.0.0.1"))
                .send(.get(url("http://localhost:\(port)/")), to: .operators)
        }
        #expect(answer.status == 200 && String(decoding: answer.body, as: UTF8.self) == "here")
        for (address, refusal) in [("8.8.8.8", OutboundError.tlsRequired), ("10.0.0.1", .addressRefused)] {
            await #expect(throws: refusal) {
                try await Outbound.forTests(resolver: .knowing(address))
                    .send(.get(url("http://localhost:9/")), to: .operators)
            }
        }
    }

    @Test func `on a local server people may move to one beside it, and never into a network`() async throws {
        let answer = try await ScriptedServer.serving(ScriptedServer.answer("beside")) { port, _ in
            try await Outbound.forTests(resolver: .knowing("127.0.0.1"))
                .send(.get(url("http://localhost:\(port)/")), to: .movers)
        }
        #expect(answer.status == 200)
        for (isLocal, address) in [(false, "127.0.0.1"), (false, "10.0.0.1"), (true, "10.0.0.1")] {
            await #expect(throws: OutboundError.addressRefused) {
                try await Outbound.forTests(isLocal: isLocal, resolver: .knowing(address))
                    .send(.get(url("https://example.com/")), to: .movers)
            }
        }
    }

    @Test func `on a local server people are told at this machine, and never in a network`() async throws {
        let answer = try await ScriptedServer.serving(ScriptedServer.answer("told")) { port, _ in
            try await Outbound.forTests(resolver: .knowing("127.0.0.1"))
                .send(.get(url("http://localhost:\(port)/")), to: .receivers)
        }
        #expect(answer.status == 200)
        for (isLocal, address) in [(false, "127.0.0.1"), (false, "10.0.0.1"), (true, "10.0.0.1")] {
            await #expect(throws: OutboundError.addressRefused) {
                try await Outbound.forTests(isLocal: isLocal, resolver: .knowing(address))
                    .send(.get(url("https://example.com/")), to: .receivers)
            }
        }
    }

    @Test(arguments: [
        ("https://127.0.0.1/", OutboundError.addressRefused), ("https://[fe80::1]/", .addressRefused),
        ("http://example.com/", .tlsRequired),
    ])
    func `what a call would be refused for can be known before it is made`(
        address: String,
        refusal: OutboundError
    ) throws {
        let outbound = Outbound.forTests(isLocal: false)
        let place = try url(address)
        #expect(throws: refusal) { try outbound.check(place, for: .movers) }
        try outbound.check(url("https://example.com/"), for: .movers)
    }

    /// A name server that answers with this machine first and with another address ever after.
    @Test func `the address that was judged is the one that is asked`() async throws {
        let asked = Mutex(0)
        let resolver = Resolver { _ in
            let number = asked.withLock { count in
                count += 1
                return count
            }
            return number == 1
                ? [IPAddress("127.0.0.1")].compactMap { $0 } : [IPAddress("10.0.0.1")].compactMap { $0 }
        }
        // The name exists nowhere else: a client that looked it up itself would find nothing.
        let answer = try await ScriptedServer.serving(ScriptedServer.answer("pinned")) { port, server in
            let answer = try await Outbound.forTests(resolver: resolver)
                .send(.get(url("http://rebinding.invalid:\(port)/x")), to: .operators)
            #expect(server.requests.count == 1)
            #expect(server.requests[0].lowercased().contains("host: rebinding.invalid:\(port)"))
            return answer
        }
        #expect(String(decoding: answer.body, as: UTF8.self) == "pinned")
        #expect(asked.withLock { $0 } == 1)
    }

    @Test func `a redirect into this machine is an answer and not a way`() async throws {
        try await ScriptedServer.serving(ScriptedServer.answer("secret")) { inner, hidden in
            let script = ScriptedServer.answer(
                "",
                status: "302 Found",
                headers: ["Location: http://127.0.0.1:\(inner)/"]
            )
            try await ScriptedServer.serving(script) { port, _ in
                let answer = try await Outbound.forTests()
                    .send(.get(url("http://127.0.0.1:\(port)/")), to: .operators)
                #expect(answer.status == 302)
                #expect(answer.header("location") == "http://127.0.0.1:\(inner)/")
                #expect(hidden.requests == [])
            }
        }
    }

    @Test func `an address that takes no connection is followed by the next`() async throws {
        let answer = try await ScriptedServer.serving(ScriptedServer.answer("second")) { port, _ in
            try await Outbound.forTests(resolver: .knowing("127.0.0.9", "127.0.0.1"))
                .send(.get(url("http://localhost:\(port)/")), to: .operators)
        }
        #expect(answer.status == 200)
    }
}
