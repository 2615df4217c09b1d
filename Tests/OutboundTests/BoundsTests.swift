import Foundation
import Kernel
import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import Outbound

/// Servers that are slow, large or broken.
struct BoundsTests {
    private func ask(
        _ script: @escaping ScriptedServer.Script,
        _ limits: OutboundLimits = .tight,
        clock: Clock = .system
    ) async throws -> OutboundAnswer {
        try await ScriptedServer.serving(script) { port, _ in
            try await Outbound.forTests(clock: clock).send(
                .get(url("http://127.0.0.1:\(port)/"), limits: limits),
                to: .operators
            )
        }
    }

    /// Answers with half a body, and never with the rest.
    private static let breakingOff: ScriptedServer.Script = { _, write in
        try await write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345")
        try await ScriptedServer.forever()
    }

    @Test func `a head that does not come is given up`() async {
        await #expect(throws: OutboundError.timedOut) {
            try await ask { _, _ in try await ScriptedServer.forever() }
        }
    }

    @Test func `a body that does not end is given up`() async {
        await #expect(throws: OutboundError.timedOut) {
            try await ask(Self.breakingOff)
        }
    }

    @Test func `a body that falls silent is given up long before the deadline`() async {
        await #expect(throws: OutboundError.timedOut) {
            // By a clock that stands still the deadline never comes.
            try await ask(Self.breakingOff, .listening, clock: TestClock().clock)
        }
    }

    @Test func `a body that trickles is given up at the deadline, however alive it looks`() async {
        await #expect(throws: OutboundError.timedOut) {
            try await ask { _, write in
                try await write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
                for _ in 0..<100_000 {
                    try await write("x")
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
        }
    }

    @Test func `a name server that does not answer is given up`() async {
        await #expect(throws: OutboundError.timedOut) {
            let resolver = Resolver { _ in
                try await ScriptedServer.forever()
                return []
            }
            _ = try await Outbound.forTests(resolver: resolver)
                .send(.get(url("https://example.com/"), limits: .tight), to: .persons)
        }
    }

    @Test(arguments: [true, false])
    func `a body larger than the limit is refused, whether it says so or not`(says: Bool) async {
        await #expect(throws: OutboundError.tooLarge) {
            try await ask(
                { _, write in
                    try await write("HTTP/1.1 200 OK\r\n" + (says ? "Content-Length: 1025\r\n\r\n" : "\r\n"))
                    try await write(String(repeating: "x", count: 1_025))
                },
                .patient
            )
        }
    }

    @Test func `a body of just the limit is taken`() async throws {
        let answer = try await ask(ScriptedServer.answer(String(repeating: "x", count: 1_024)), .patient)
        #expect(answer.body.count == 1_024)
    }

    @Test func `a bomb is refused before it unpacks`() async throws {
        var limits = OutboundLimits.patient
        limits.bodySize = 1 << 30
        await #expect(throws: OutboundError.tooLarge) {
            try await ask(ScriptedServer.answer(Self.bomb, headers: ["Content-Encoding: gzip"]), limits)
        }
    }

    @Test func `what is packed with measure is unpacked`() async throws {
        let packed = String(String.UnicodeScalarView(Self.packedHello.map { Unicode.Scalar($0) }))
        let answer = try await ask(
            ScriptedServer.answer(packed, headers: ["Content-Encoding: gzip"]),
            .patient
        )
        #expect(String(decoding: answer.body, as: UTF8.self) == "hello")
    }

    @Test func `headers larger than the limit are refused`() async {
        let long = "X-Long: " + String(repeating: "x", count: 3_000)
        await #expect(throws: OutboundError.tooLarge) {
            try await ask(ScriptedServer.answer("", headers: [long]), .patient)
        }
        let many = (0..<300).map { "X-\($0): 1" }
        await #expect(throws: OutboundError.tooLarge) {
            try await ask(ScriptedServer.answer("", headers: many), .patient)
        }
    }

    @Test(arguments: [
        "no HTTP at all\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345", "HTTP/1.1 9x\r\n\r\n",
        "",
    ])
    func `what is no answer is refused`(bytes: String) async {
        await #expect(throws: OutboundError.damaged) {
            try await ask({ _, write in try await write(bytes) }, .patient)
        }
    }

    @Test func `a port that nobody listens on is unreachable`() async throws {
        // The port was just given back, so nobody has it.
        let port = try await ScriptedServer.serving(ScriptedServer.answer("")) { port, _ in port }
        await #expect(throws: OutboundError.unreachable) {
            try await Outbound.forTests().send(.get(url("http://127.0.0.1:\(port)/")), to: .operators)
        }
    }

    @Test func `cancelling the task gives the call up`() async throws {
        let arrived = Latch()
        let script: ScriptedServer.Script = { _, _ in
            arrived.open()
            try await ScriptedServer.forever()
        }
        await #expect(throws: CancellationError.self) {
            try await ScriptedServer.serving(script) { port, _ in
                try await withThrowingTaskGroup { group in
                    group.addTask {
                        _ = try await Outbound.forTests()
                            .send(.get(url("http://127.0.0.1:\(port)/")), to: .operators)
                    }
                    try await arrived.wait()
                    group.cancelAll()
                    try await group.waitForAll()
                }
            }
        }
    }

    /// 16 MiB of zeros, by gzip: a thousand to one.
    private static let bomb: String = {
        var text = "\u{1F}\u{8B}\u{08}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}\u{03}"
        text.unicodeScalars.append(contentsOf: zeros.map { Unicode.Scalar($0) })
        return text
    }()

    /// A deflate stream of fixed codes: one zero, then matches of 258 bytes at distance 1, each in 13 bits.
    private static let zeros: [UInt8] = {
        var bits: [Bool] = [true, true, false]  // last block, fixed codes
        func put(_ code: Int, _ length: Int) {
            for place in (0..<length).reversed() { bits.append(code >> place & 1 == 1) }
        }
        put(0x30, 8)
        for _ in 0..<20_000 {
            put(0b1100_0101, 8)  // length 258
            put(0, 5)  // distance 1
        }
        put(0, 7)  // the end
        return stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<min(start + 8, bits.count)].enumerated()
                .reduce(UInt8(0)) { $1.element ? $0 | 1 << UInt8($1.offset) : $0 }
        }
    }()

    /// `hello`, stored without packing, with its sum.
    private static let packedHello: [UInt8] = [
        0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 5, 0, 0xFA, 0xFF, 0x68, 0x65, 0x6C, 0x6C, 0x6F, 0x86, 0xA6,
        0x10,
        0x36, 5, 0, 0, 0,
    ]
}

extension OutboundLimits {
    /// For what must be given up.
    static var tight: OutboundLimits {
        var limits = OutboundLimits.patient
        limits.whole = .milliseconds(300)
        return limits
    }

    /// For what must not fall silent.
    static var listening: OutboundLimits {
        var limits = OutboundLimits.patient
        limits.silence = .milliseconds(300)
        return limits
    }

    /// For what must be judged by its size.
    static var patient: OutboundLimits {
        var limits = OutboundLimits()
        limits.bodySize = 1_024
        limits.headerSize = 2_048
        return limits
    }
}
