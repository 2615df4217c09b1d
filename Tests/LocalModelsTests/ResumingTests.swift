import Foundation
import Kernel
import Outbound
import TestSupport
import Testing

@testable import LocalModels

/// Pulls that go on where an earlier one ended, and pulls that are led on.
@Suite(.timeLimit(.minutes(5)))
struct ResumingTests {
    let bench: PullBench
    let weights = SampleWeights.safetensors()

    init() throws {
        bench = try PullBench()
    }

    /// Answers a range as it was asked, and what was asked without one in whole.
    private func ranges(_ weights: Data) -> ScriptedServer.Script {
        { request, write in
            guard let match = request.firstMatch(of: /(?i)range: bytes=([0-9]+)-/), let begin = Int(match.1)
            else {
                return try await ScriptedServer.answer(weights.script)(request, write)
            }
            let range = "Content-Range: bytes \(begin)-\(weights.count - 1)/\(weights.count)"
            let rest = weights.dropFirst(begin).script
            try await ScriptedServer.answer(rest, status: "206 Partial Content", headers: [range])(
                request,
                write
            )
        }
    }

    @Test(arguments: [1, 40, 100])
    func `a pull goes on where the last one ended`(length: Int) async throws {
        try bench.leave(weights.prefix(length))
        let pulled = try await bench.pull(weights, ranges(weights))
        #expect(pulled.entry.size == weights.count)
        #expect(pulled.requests.map { $0.lowercased().contains("range: bytes=\(length)-\r\n") } == [true])
    }

    @Test func `a connection that breaks off leaves what has come, and the next pull goes on`() async throws {
        let large = SampleWeights.safetensors(3 << 20)
        let half = 2 << 20
        let heard = Latch()
        let refusal = await #expect(throws: PullRefusal.self) {
            try await bench.pull(large) { _, write in
                try await write("HTTP/1.1 200 OK\r\nContent-Length: \(large.count)\r\n\r\n")
                try await write(large.prefix(half).script)
                try await heard.wait()
            } report: { _, _ in
                heard.open()
            }
        }
        guard case .brokenOff(let size) = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(size >= 1 << 20)
        let pulled = try await bench.pull(large, ranges(large))
        #expect(pulled.requests.count == 1)
        #expect(pulled.requests[0].lowercased().contains("range: bytes=\(size)-\r\n"))
    }

    @Test func `a server that knows no ranges is read from the beginning`() async throws {
        try bench.leave(weights.prefix(40))
        let pulled = try await bench.pull(weights, ScriptedServer.answer(weights.script))
        #expect(pulled.entry.size == weights.count)
    }

    @Test(arguments: [
        ("206 Partial Content", "Content-Range: bytes 41-99/100"),
        ("206 Partial Content", "Content-Range: lines 40-99/100"), ("206 Partial Content", "X-Range: none"),
        ("416 Range Not Satisfiable", "Content-Range: bytes */10"),
    ])
    func `a part that does not fit what is there is fetched anew`(status: String, range: String) async throws
    {
        try bench.leave(weights.prefix(40))
        let weights = weights
        let pulled = try await bench.pull(weights) { request, write in
            let isPart = request.lowercased().contains("range: ")
            let answer =
                isPart
                ? ScriptedServer.answer("xyz", status: status, headers: [range])
                : ScriptedServer.answer(weights.script)
            try await answer(request, write)
        }
        #expect(pulled.entry.size == weights.count)
        #expect(pulled.requests.count == 2)
    }

    @Test func `a part that is whole is not fetched again`() async throws {
        try bench.leave(weights)
        let pulled = try await bench.pull(weights, ScriptedServer.answer("", status: "500 Broken"))
        #expect(pulled.entry.size == weights.count)
        #expect(pulled.requests.isEmpty)
    }

    @Test(arguments: ["301 Moved", "302 Found", "303 See", "307 Temporarily", "308 Permanently"])
    func `a pull follows where it is led`(status: String) async throws {
        let weights = weights
        let pulled = try await bench.pull(weights) { request, write in
            let isThere = request.hasPrefix("GET /elsewhere?key=2 ")
            let led = ScriptedServer.answer("", status: status, headers: ["Location: ../elsewhere?key=2#top"])
            try await (isThere ? ScriptedServer.answer(weights.script) : led)(request, write)
        }
        #expect(pulled.entry.size == weights.count)
        #expect(pulled.requests.count == 2)
    }

    @Test(arguments: [(3, true), (4, false)])
    func `a pull is led on three times and no further`(steps: Int, arrives: Bool) async throws {
        let weights = weights
        let outcome = try await ScriptedServer.serving { request, write in
            let number = request.firstMatch(of: /GET \/([0-9])/).flatMap { Int($0.1) } ?? 0
            let led = ScriptedServer.answer("", status: "302 Found", headers: ["Location: /\(number + 1)"])
            try await (number == steps ? ScriptedServer.answer(weights.script) : led)(request, write)
        } during: { port, _ in
            let url = try #require(OutboundURL("http://127.0.0.1:\(port)/0"))
            do {
                try await bench.pull(weights, from: url)
                return nil as PullRefusal?
            } catch let refusal as PullRefusal {
                return refusal
            }
        }
        #expect(outcome == (arrives ? nil : .astray(host: "127.0.0.1")))
    }

    @Test(arguments: ["ftp://127.0.0.1/a", "http://user@127.0.0.1/a", "https://[::zz]/a"])
    func `a redirect to no address leads astray`(location: String) async {
        await #expect(throws: PullRefusal.astray(host: "127.0.0.1")) {
            let headers = ["Location: \(location)"]
            return try await bench.pull(
                weights,
                ScriptedServer.answer("", status: "302 Found", headers: headers)
            )
        }
    }

    @Test func `a redirect to plain HTTP elsewhere is refused`() async throws {
        let weights = weights
        let elsewhere = try #require(IPAddress("93.184.215.14"))
        let led = ScriptedServer.answer("", status: "302 Found", headers: ["Location: http://example.com/a"])
        await #expect(throws: PullRefusal.unsafe(host: "example.com")) {
            try await ScriptedServer.serving(led) { port, _ in
                let url = try #require(OutboundURL("http://127.0.0.1:\(port)/a"))
                return try await bench.pull(weights, from: url, by: .forTests(addresses: [elsewhere]))
            }
        }
    }
}
