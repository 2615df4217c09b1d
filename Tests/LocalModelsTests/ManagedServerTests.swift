import Foundation
import Glibc
import ServiceLifecycleTestKit
import Synchronization
import TestSupport
import Testing

@testable import LocalModels

@Suite(.timeLimit(.minutes(5)))
struct ManagedServerTests {
    let bench: SupervisionBench
    let time: TestClock

    init() throws {
        bench = try SupervisionBench()
        time = bench.time
    }

    @Test func `a server that says what it can is ready`() async throws {
        try await bench.supervise(bench.plan()) { server, _ in
            try await time.untilAsleep(for: .seconds(15))
            #expect(server.state == .ready)
        }
    }

    @Test(arguments: ["", "hello", "[]", "{}", #"{"supported_modes":"img_gen"}"#])
    func `another answer is none of its`(body: String) async throws {
        try await bench.supervise(bench.plan(), health: ScriptedServer.answer(body)) { server, _ in
            try await time.untilAsleep(for: .milliseconds(500))
            #expect(server.state == .starting)
        }
    }

    @Test func `one that does not become ready is ended, and said to be so`() async throws {
        let missing = ScriptedServer.answer("", status: "404 Not Found")
        try await bench.supervise(bench.plan(), health: missing) { server, _ in
            try await time.untilAsleep(for: .milliseconds(500))
            time.advance(by: .seconds(600))
            try await time.untilAsleep(for: .seconds(1))
            #expect(server.state == .failing(.neverReady(log: try bench.plan().log.file.path)))
        }
    }

    @Test func `one that ends is started again after 1, 2 and 4 seconds`() async throws {
        let missing = ScriptedServer.answer("", status: "404 Not Found")
        let life: @Sendable () async throws -> Void = {}
        try await bench.supervise(bench.plan(), health: missing, life: life) { server, _ in
            try await time.untilAsleep(for: .seconds(1))
            #expect(server.state == .failing(.ended(status: 3, log: try bench.plan().log.file.path)))
            time.advance(by: .seconds(1))
            try await time.untilAsleep(for: .seconds(2))
            time.advance(by: .seconds(2))
            try await time.untilAsleep(for: .seconds(4))
            #expect(Set(try bench.said()).count == 3)
        }
    }

    @Test(arguments: [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (1_000, 60)])
    func `pauses double up to a minute`(failures: Int, seconds: Int) {
        #expect(ManagedServer.pause(after: failures) == .seconds(seconds))
    }

    @Test func `whoever served for five minutes begins with the first pause again`() async throws {
        let lives = Mutex(0)
        let end = Latch()
        let life: @Sendable () async throws -> Void = {
            let number = lives.withLock { lives in
                lives += 1
                return lives
            }
            if number == 3 { try await end.wait() }
        }
        try await bench.supervise(bench.plan(), life: life) { _, _ in
            try await time.untilAsleep(for: .seconds(1))
            time.advance(by: .seconds(1))
            try await time.untilAsleep(for: .seconds(2))
            time.advance(by: .seconds(2))
            try await time.untilAsleep(for: .seconds(15))
            time.advance(by: .seconds(300))
            try await time.untilAsleep(for: .seconds(15))
            end.open()
            try await time.untilAsleep(for: .seconds(1))
        }
    }

    @Test func `one that stops answering is ended and started again`() async throws {
        let questions = Mutex(0)
        let health: ScriptedServer.Script = { request, write in
            let isFirst = questions.withLock { questions in
                defer { questions += 1 }
                return questions == 0
            }
            let silence = ScriptedServer.answer("", status: "503 Busy")
            try await (isFirst ? SupervisionBench.capabilities : silence)(request, write)
        }
        try await bench.supervise(bench.plan(), health: health) { server, _ in
            for _ in 1...8 {
                try await time.untilAsleep(for: .seconds(15))
                #expect(server.state == .ready)
                time.advance(by: .seconds(15))
            }
            try await time.untilAsleep(for: .seconds(1))
            #expect(server.state == .failing(.silent(log: try bench.plan().log.file.path)))
        }
    }

    @Test func `it ends with us`() async throws {
        try await bench.supervise(bench.plan()) { _, trigger in
            try await bench.up.wait()
            trigger.triggerGracefulShutdown()
        }
        try expectGone()
    }

    @Test func `one that is deaf is ended by force after ten seconds`() async throws {
        try await bench.supervise(bench.plan(.deaf)) { _, trigger in
            try await bench.up.wait()
            trigger.triggerGracefulShutdown()
            try await time.untilAsleep(for: .seconds(10))
            time.advance(by: .seconds(10))
        }
        try expectGone()
    }

    @Test func `weights or a program that will not do are said, and tried again`() async throws {
        let plan = try bench.plan()
        let weights = plan.weights
        try SampleWeights.pickles[0].write(to: weights)
        try await bench.supervise(plan) { server, _ in
            try await time.untilAsleep(for: .seconds(1))
            #expect(server.state == .failing(.weights(.pickle(path: weights.path))))
            try SampleWeights.safetensors().write(to: weights)
            time.advance(by: .seconds(1))
            try await time.untilAsleep(for: .seconds(15))
            #expect(server.state == .ready)
        }
    }

    private func expectGone() throws {
        let number = try #require(try bench.said().last)
        let fault = kill(number, 0) == 0 ? 0 : errno
        #expect(fault == ESRCH)
    }
}
