import Accounts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Studio
import TestSupport
import Testing

@testable import API

/// Answers that are held until a job has ended.
struct JobExchangeTests {
    /// What breaks an answer off.
    enum Cut: CaseIterable, Sendable {
        case clientLeft
        case wordingFailed
        case serverStopped
    }

    private struct WordingFailed: Error {}

    private static let request = Request(
        head: HTTPRequest(method: .post, scheme: "http", authority: "localhost", path: "/mcp"),
        body: RequestBody(buffer: ByteBuffer())
    )

    @Test(arguments: Cut.allCases)
    func `clients take a request back by leaving, and trouble of ours takes none back`(cut: Cut) async throws
    {
        let place = try await TestInstallation()
        let person = try await place.newVisitor()
        let job =
            if cut == .wordingFailed {
                try await place.run(.sample(), for: person).id
            } else {
                // Nobody works on it, so that it is waited for.
                try await place.submit(.sample(), for: person)
            }
        let exchange = JobExchange(studio: place.studio, gate: place.gate)
        let connection = await Connection()
        if cut == .clientLeft { try await connection.hangUp() }
        await confirmation(expectedCount: cut == .clientLeft ? 1 : 0) { takenBack in
            let answer = Task {
                try await exchange.answer(
                    job,
                    of: .owner(person),
                    Self.request,
                    connection.context,
                    whenCut: { takenBack() }
                ) { _ in throw WordingFailed() }
            }
            if cut == .serverStopped { answer.cancel() }
            await #expect(throws: (any Error).self) { _ = try await answer.value }
        }
    }
    @Test func `whoever leaves takes nothing from another who waits for the same job`() async throws {
        let place = try await TestInstallation()
        let person = try await place.newVisitor()
        let job = try await place.submit(.sample(), for: person)
        let exchange = JobExchange(studio: place.studio, gate: place.gate)
        let (leaving, staying) = (await Connection(), await Connection())
        let answer = { @Sendable (connection: Connection, takenBack: @escaping @Sendable () -> Void) in
            _ = try await exchange.answer(
                job,
                of: .owner(person),
                Self.request,
                connection.context,
                whenCut: { takenBack() },
                render: { _ in JobExchange.Outcome(body: Data()) }
            )
        }
        await confirmation(expectedCount: 1) { takenBack in
            let other = Task { try await answer(staying) { takenBack() } }
            while exchange.audience.size(of: job) < 1 { await Task.yield() }
            try? await leaving.hangUp()
            await #expect(throws: (any Error).self) {
                try await answer(leaving) { Issue.record("the job of another was taken back") }
            }
            try? await staying.hangUp()
            await #expect(throws: (any Error).self) { try await other.value }
        }
    }
}
