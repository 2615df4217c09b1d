import Foundation
import Kernel
import TestSupport
import Testing

@testable import Outbound

/// What is refused before anything is looked up; every resolver here fails the test when it is asked.
struct EgressTests {
    let time = TestClock()

    private func ask(
        _ address: String,
        _ destination: Destination,
        isLocal: Bool = false,
        _ rows: [Processor] = [],
        void: Set<String> = [],
        engines: [HostLabel: Set<OutboundURL.Origin>] = [:]
    ) async throws {
        let outbound = Outbound.forTests(
            isLocal: isLocal,
            register: EgressRegister(rows, voidMechanisms: void),
            localEngines: engines,
            clock: time.clock
        )
        _ = try await outbound.send(.get(url(address)), to: destination)
    }

    private func row(
        country: String = "DE",
        state: Processor.State = .active,
        contract: Processor.Contract? = nil,
        safeguard: Processor.Safeguard? = nil
    ) -> Processor {
        Processor(
            id: "models",
            hosts: ["api.example", "alt.example:8443"],
            country: country,
            fields: ["prompt"],
            state: state,
            contract: contract,
            safeguard: safeguard
        )
    }

    private func contract(
        from start: Duration = .zero - .days(1),
        until end: Duration? = nil
    ) -> Processor.Contract {
        Processor.Contract(
            reference: "DPA-1",
            signedAt: time.now + start,
            expiresAt: end.map { time.now + $0 }
        )
    }

    private func safeguard(reviewIn pause: Duration = .days(30)) -> Processor.Safeguard {
        Processor.Safeguard(mechanism: "adequacy:JP", assessment: "TIA-1", reviewBy: time.now + pause)
    }

    @Test func `as shipped, no processor receives anything`() async {
        await #expect(throws: OutboundError.egressDenied) {
            try await ask("https://api.example/", .processor("models", carrying: []), isLocal: true)
        }
    }

    @Test(arguments: [
        "https://other.example/", "https://api.example:8443/", "https://alt.example/",
        "https://sub.api.example/",
        "https://api.example.evil.example/",
    ])
    func `a host that its row does not list is refused`(address: String) async {
        await #expect(throws: OutboundError.egressDenied) {
            try await ask(address, .processor("models", carrying: []), [row(contract: contract())])
        }
    }

    @Test func `a field that its row does not list is refused`() async {
        await #expect(throws: OutboundError.egressDenied) {
            try await ask(
                "https://api.example/",
                .processor("models", carrying: ["prompt", "account.email"]),
                [row(contract: contract())]
            )
        }
    }

    @Test(arguments: [Processor.State.announced, .suspended, .ended])
    func `a row that is not in force is refused`(state: Processor.State) async {
        await #expect(throws: OutboundError.egressDenied) {
            try await ask(
                "https://api.example/",
                .processor("models", carrying: []),
                [row(state: state, contract: contract())]
            )
        }
    }

    @Test func `without a contract nothing goes out`() async {
        await #expect(throws: OutboundError.egressDenied) {
            try await ask("https://api.example/", .processor("models", carrying: []), [row()])
        }
    }

    @Test(arguments: [true, false])
    func `a contract that has ended, or begins tomorrow, is none`(isLocal: Bool) async {
        for (terms, refusal) in [
            (contract(until: .zero), OutboundError.contractExpired),
            (contract(from: .days(1)), .egressDenied),
        ] {
            await #expect(throws: refusal) {
                try await ask(
                    "https://api.example/",
                    .processor("models", carrying: []),
                    isLocal: isLocal,
                    [row(contract: terms)]
                )
            }
        }
    }

    @Test func `another country needs a safeguard that holds`() async {
        for guarantee in [nil, safeguard(reviewIn: .zero)] {
            await #expect(throws: OutboundError.transferDenied) {
                try await ask(
                    "https://api.example/",
                    .processor("models", carrying: []),
                    [row(country: "US", contract: contract(), safeguard: guarantee)]
                )
            }
        }
    }

    @Test func `a mechanism that fell ends all its routes at once`() async {
        await #expect(throws: OutboundError.transferDenied) {
            try await ask(
                "https://api.example/",
                .processor("models", carrying: []),
                [row(country: "JP", contract: contract(), safeguard: safeguard())],
                void: ["adequacy:JP"]
            )
        }
    }

    @Test(arguments: [
        ("DE", "DE", true), ("DE", "FR", true), ("DE", "NO", true), ("DE", "CH", false), ("US", "US", true),
        ("US", "DE", false),
    ])
    func `countries of one area need no safeguard`(first: String, second: String, isShared: Bool) {
        #expect(LegalArea.isShared(first, second) == isShared)
        #expect(!LegalArea.isShared(nil, second))
    }

    @Test func `what is in order is looked up, and only then`() async throws {
        let resolver = Resolver.knowing("10.0.0.1")
        let rows = [row(country: "JP", contract: contract(until: .days(1)), safeguard: safeguard())]
        let outbound = Outbound.forTests(
            isLocal: false,
            register: EgressRegister(rows),
            resolver: resolver,
            clock: time.clock
        )
        await #expect(throws: OutboundError.addressRefused) {
            try await outbound.send(
                .get(url("https://api.example/")),
                to: .processor("models", carrying: ["prompt"])
            )
        }
    }

    @Test func `a server for pictures that the settings do not name is refused`() async throws {
        let named: [HostLabel: Set] = ["engine": [try url("http://127.0.0.1:7860").origin]]
        for address in ["http://127.0.0.1:7861/", "https://127.0.0.1:7860/", "http://localhost:7860/"] {
            await #expect(throws: OutboundError.egressDenied) {
                try await ask(address, .localEngine("engine"), engines: named)
            }
        }
        await #expect(throws: OutboundError.egressDenied) {
            try await ask("http://127.0.0.1:7860/", .localEngine("other"), engines: named)
        }
    }

    @Test func `a public address is no local engine`() async throws {
        let engine = try url("http://8.8.8.8:7860")
        await #expect(throws: OutboundError.addressRefused) {
            try await ask(engine.text, .localEngine("engine"), engines: ["engine": [engine.origin]])
        }
    }

    @Test(arguments: [Destination.persons, .operators, .named(by: .document, as: "test")])
    func `plain HTTP is refused`(destination: Destination) async {
        await #expect(throws: OutboundError.tlsRequired) {
            try await ask("http://example.com/", destination)
        }
    }

    @Test(arguments: [
        "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1/", "https://169.254.169.254/",
        "https://[64:ff9b::a00:1]/",
    ])
    func `an address of this machine or its network is refused`(address: String) async {
        await #expect(throws: OutboundError.addressRefused) {
            try await ask(address, .persons, isLocal: true)
        }
        await #expect(throws: OutboundError.addressRefused) { try await ask(address, .operators) }
    }

    @Test(arguments: OutboundError.allCases)
    func `every refusal is a problem for people and a word of the logs`(error: OutboundError) {
        #expect((422...503).contains(error.problem.status))
        #expect(OutboundError(error) == error)
    }
}
