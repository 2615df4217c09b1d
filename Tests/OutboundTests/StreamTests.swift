import Foundation
import Kernel
import TestSupport
import Testing

@testable import Outbound

/// Bodies that are read while they go out.
struct StreamTests {
    /// So many pieces of a kibibyte each, made when they are asked for; a fault comes in place of the one of that number.
    private struct Pieces: AsyncSequence, Sendable {
        struct Broken: Error {}

        let count: Int
        var fault: Int?

        func makeAsyncIterator() -> Iterator { Iterator(count: count, fault: fault) }

        struct Iterator: AsyncIteratorProtocol {
            let count: Int
            let fault: Int?
            var number = 0

            mutating func next() async throws -> Data? {
                guard number < count else { return nil }
                if number == fault { throw Broken() }
                number += 1
                return Data(repeating: UInt8(ascii: "x"), count: 1_024)
            }
        }
    }

    private func post(_ pieces: Pieces, size: Int) async throws -> (status: Int, request: String) {
        try await ScriptedServer.serving(ScriptedServer.answer("", status: "202 Accepted")) { port, server in
            let call = OutboundCall.post(
                try url("http://127.0.0.1:\(port)/in"),
                OutboundStream(pieces, size: size),
                headers: [(name: "Content-Type", value: "application/zip")],
                limits: .patient
            )
            let answer = try await Outbound.forTests().send(call, to: .operators)
            return (answer.status, server.requests.first ?? "")
        }
    }

    @Test(arguments: [1, 300])
    func `a stream arrives whole, and its length is told before`(count: Int) async throws {
        let (status, request) = try await post(Pieces(count: count), size: count * 1_024)
        #expect(status == 202)
        let parts = request.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        #expect(parts[0].hasPrefix("POST /in HTTP/1.1"))
        #expect(parts[0].lowercased().contains("content-length: \(count * 1_024)"))
        #expect(parts[0].lowercased().contains("content-type: application/zip"))
        #expect(parts[1] == String(repeating: "x", count: count * 1_024))
    }

    @Test func `a stream that breaks, or is not as long as it said, is no answer`() async {
        for (pieces, size) in [(Pieces(count: 4, fault: 2), 4_096), (Pieces(count: 3), 4_096)] {
            await #expect(throws: OutboundError.damaged) { try await post(pieces, size: size) }
        }
    }
}
