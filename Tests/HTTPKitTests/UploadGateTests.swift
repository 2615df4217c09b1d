import HTTPKit
import Kernel
import TestSupport
import Testing

struct UploadGateTests {
    @Test func `so many uploads pass at once, from one network fewer, and a place is free again after one`()
        async throws
    {
        let gate = UploadGate()
        let (one, other) = (CutAddress(IPAddress("192.0.2.1")!), CutAddress(IPAddress("198.51.100.1")!))
        try await enter(gate, UploadGate.mostPerNetwork, from: one) {
            await #expect(throws: Problem(.tooBusy, field: "file")) { try await gate.pass(from: one) {} }
            try await enter(gate, UploadGate.most - UploadGate.mostPerNetwork, from: other) {
                await #expect(throws: Problem(.tooBusy, field: "file")) { try await gate.pass(from: nil) {} }
            }
            try await gate.pass(from: other) {}
        }
        try await gate.pass(from: one) {}
    }

    @Test func `a gate may have bounds of its own`() async throws {
        let gate = UploadGate(letting: 2, perNetwork: 1)
        let network = CutAddress(IPAddress("192.0.2.1")!)
        try await gate.pass(from: network) {
            await #expect(throws: Problem(.tooBusy, field: "file")) { try await gate.pass(from: network) {} }
            try await gate.pass(from: nil) {}
        }
    }

    private func enter(
        _ gate: UploadGate,
        _ count: Int,
        from network: CutAddress,
        _ body: () async throws -> Void
    ) async throws {
        guard count > 0 else { return try await body() }
        try await gate.pass(from: network) { try await enter(gate, count - 1, from: network, body) }
    }
}
