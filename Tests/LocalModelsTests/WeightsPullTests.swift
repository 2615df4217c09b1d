import Foundation
import Outbound
import Synchronization
import TestSupport
import Testing

@testable import LocalModels

@Suite(.timeLimit(.minutes(5)))
struct WeightsPullTests {
    let bench: PullBench
    let weights = SampleWeights.safetensors()

    init() throws {
        bench = try PullBench()
    }

    @Test func `what is pulled is verified and on the shelf, under its name alone`() async throws {
        let pulled = try await bench.pull(weights, ScriptedServer.answer(weights.script))
        #expect(pulled.entry.digest == WeightsDigest(of: weights))
        #expect(pulled.entry.size == weights.count)
        #expect(try Data(contentsOf: bench.shelf.file(pulled.entry.name)) == weights)
        #expect(
            try bench.folder.files().sorted() == [
                "models/tiny.safetensors", "models/tiny.safetensors.sha256",
            ]
        )
        #expect(pulled.requests.count == 1)
        #expect(!pulled.requests[0].lowercased().contains("range:"))
    }

    @Test func `who watches hears how many bytes there are and will be`() async throws {
        let told = Mutex<[[Int?]]>([])
        _ = try await bench.pull(weights, ScriptedServer.answer(weights.script)) { size, total in
            told.withLock { $0.append([size, total]) }
        }
        #expect(told.withLock { $0 } == [[weights.count, weights.count]])
    }

    @Test func `what is here is not fetched again`() async throws {
        _ = try await bench.pull(weights, ScriptedServer.answer(weights.script))
        let again = try await bench.pull(weights, ScriptedServer.answer("", status: "500 Broken"))
        #expect(again.requests.isEmpty)
    }

    @Test func `a name that other weights have is refused`() async throws {
        _ = try await bench.pull(weights, ScriptedServer.answer(weights.script))
        let (name, other) = (try bench.name, SampleWeights.safetensors(65))
        await #expect(throws: PullRefusal.nameTaken(name)) {
            try await bench.pull(other, ScriptedServer.answer(other.script))
        }
        #expect(bench.shelf.entries().map(\.digest) == [WeightsDigest(of: weights)])
    }

    @Test func `a file with another digest is deleted`() async throws {
        let forged = SampleWeights.safetensors(65)
        let refusal = PullRefusal.otherDigest(
            expected: WeightsDigest(of: weights),
            found: WeightsDigest(of: forged)
        )
        await #expect(throws: refusal) {
            try await bench.pull(weights, ScriptedServer.answer(forged.script))
        }
        #expect(try bench.folder.files() == [])
    }

    @Test(arguments: SampleWeights.pickles)
    func `a pickle is deleted, whatever its digest`(pickle: Data) async throws {
        let name = try bench.name.text
        await #expect(throws: PullRefusal.unfit(.pickle(path: name))) {
            try await bench.pull(pickle, ScriptedServer.answer(pickle.script))
        }
        #expect(try bench.folder.files() == [])
    }

    @Test func `what is no weights is deleted, whatever its digest`() async throws {
        let text = Data("no weights".utf8)
        let name = try bench.name.text
        await #expect(throws: PullRefusal.unfit(.noWeights(path: name))) {
            try await bench.pull(text, ScriptedServer.answer(text.script))
        }
        #expect(try bench.folder.files() == [])
    }

    @Test(arguments: [
        ("404 Not Found", PullRefusal.status(404, host: "127.0.0.1")),
        ("403 Forbidden", .status(403, host: "127.0.0.1")),
        ("503 Busy", .status(503, host: "127.0.0.1")),
        ("204 Nothing", .status(204, host: "127.0.0.1")),
    ])
    func `a status that is no file is said, and nothing left`(
        status: String,
        refusal: PullRefusal
    ) async throws {
        await #expect(throws: refusal) {
            try await bench.pull(weights, ScriptedServer.answer("", status: status))
        }
        #expect(try bench.folder.files() == [])
    }

    @Test func `a web page is no file`() async {
        await #expect(throws: PullRefusal.webPage(host: "127.0.0.1")) {
            let headers = ["Content-Type: text/html; charset=utf-8"]
            return try await bench.pull(weights, ScriptedServer.answer("<p>Sign in</p>", headers: headers))
        }
    }

    @Test func `a file that is too large is refused before it comes`() async {
        await #expect(throws: PullRefusal.tooLarge(limit: 64 << 30)) {
            try await bench.pull(weights) { _, write in
                try await write("HTTP/1.1 200 OK\r\nContent-Length: \((64 << 30) + 1)\r\n\r\n")
                try await ScriptedServer.forever()
            }
        }
    }

    @Test func `a host that does not answer is named`() async throws {
        let port = try LoopbackPort.free()
        await #expect(throws: PullRefusal.noAnswer(host: "127.0.0.1")) {
            try await bench.pull(weights, from: port.url)
        }
    }

    @Test func `one pull of a name at a time`() async throws {
        try bench.shelf.prepare()
        let name = try bench.name
        let other = try PartFile(of: name, on: bench.shelf)
        await #expect(throws: PullRefusal.busy(name)) {
            try await bench.pull(weights, ScriptedServer.answer(weights.script))
        }
        #expect(await other.size == 0)
    }
}
