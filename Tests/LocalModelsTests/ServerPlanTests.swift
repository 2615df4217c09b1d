import Foundation
import Outbound
import TestSupport
import Testing

@testable import LocalModels

struct ServerPlanTests {
    let folder: TempFolder
    let weights: URL

    init() throws {
        folder = try TempFolder()
        weights = folder["a.gguf"]
        try SampleWeights.gguf.write(to: weights)
    }

    private func plan(_ executable: String = "/bin/sh", in place: String = "work") -> ServerPlan {
        ServerPlan(executable: URL(filePath: executable), weights: weights, in: folder[place])
    }

    @Test func `it listens on loopback alone, and says as little as it can`() throws {
        let port = try #require(LoopbackPort(1_234))
        let words = ["--model", weights.path, "--listen-ip", "127.0.0.1", "--listen-port", "1234"]
        #expect(plan().arguments(port) == words)
    }

    @Test func `what could be started is said to be so`() throws {
        #expect(try plan().check() == .gguf)
    }

    @Test(arguments: ["/nowhere/sd-server", "/etc/passwd", "/"])
    func `what is no program is refused`(path: String) {
        #expect(throws: ServerTrouble.noProgram(path: path)) { try plan(path).check() }
    }

    @Test func `a model that is no file is refused`() throws {
        try FileManager.default.removeItem(at: weights)
        #expect(throws: ServerTrouble.weights(.unreadable(path: weights.path))) { try plan().check() }
    }

    @Test func `a folder that cannot be made is said`() async throws {
        try Data().write(to: folder["taken"])
        let port = try LoopbackPort.free()
        let plan = plan(in: "taken")
        await #expect(throws: ServerTrouble.folder(path: plan.folder.path)) { try await plan.start(on: port) }
    }

    @Test func `our settings, which hold keys, are none of its business`() {
        let ours = ["PATH": "/bin", "NBP_GEMINI_API_KEY": "hunter2", "CUDA_VISIBLE_DEVICES": "1"]
        #expect(ChildProgram.surroundings(ours) == ["CUDA_VISIBLE_DEVICES=1", "PATH=/bin"])
    }

    @Test func `a port is one of loopback`() throws {
        let port = try LoopbackPort.free()
        #expect(port.url.text == "http://127.0.0.1:\(port.number)/")
        #expect(LoopbackPort(0) == nil && LoopbackPort(65_536) == nil)
    }
}
