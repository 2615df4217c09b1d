import Kernel
import TestSupport
import Testing

@testable import Studio

/// How many previews are made at once.
struct PreviewGateTests {
    @Test func `one person has so many previews at a time, and others have theirs`() async throws {
        let (gate, person, other) = (PreviewGate(), SubjectID.sample(1), SubjectID.sample(2))
        try await gate.pass(person) {
            try await gate.pass(person) {
                await #expect(throws: Problem(.tooBusy)) { try await gate.pass(person) {} }
                try await gate.pass(other) {}
            }
        }
        try await gate.pass(person) {}
    }
}
