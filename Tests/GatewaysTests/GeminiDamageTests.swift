import Foundation
import Testing

@testable import Gateways

/// Answers that break off or are spoilt, at every byte.
struct GeminiDamageTests {
    private static let error = GeminiSample.error(
        429,
        "RESOURCE_EXHAUSTED",
        details: #"{"retryDelay":"7s"},{"violations":[{"quotaId":"XPerDay"}]}"#
    )

    @Test func `an answer that breaks off is never a picture`() {
        let body = Array(GeminiSample.good.utf8)
        for length in body.indices {
            #expect(GeminiSample.outcome(body[..<length]).failure == GatewayFailure(.unknown), "\(length)")
        }
    }

    @Test func `an error that breaks off keeps the meaning of its status`() {
        let body = Array(Self.error.utf8)
        for length in body.indices {
            #expect(GeminiSample.outcome(body[..<length], status: 429).failure?.reason == .rateLimited)
        }
    }

    @Test(arguments: [GeminiSample.good, error], [200, 429])
    func `a byte that is spoilt brings a picture or a failure, and nothing worse`(
        body: String,
        status: Int
    ) {
        let bytes = Array(body.utf8)
        for place in bytes.indices {
            for byte: UInt8 in [0x00, 0x22, 0x39, 0x5B, 0x7D, 0xFF] {
                var spoilt = bytes
                spoilt[place] = byte
                let outcome = GeminiSample.outcome(spoilt, status: status)
                #expect(outcome.picture == nil || status == 200)
            }
        }
    }

    @Test func `a stream that breaks off is never a picture, unless its end was told`() throws {
        let chunks = ["data: {}\r\n\r\n", "data: \(GeminiSample.good)\r\n\r\n"]
        let stream = Data(chunks.joined().utf8)
        for length in 0...stream.count {
            var (reading, events) = (GeminiReading(status: 200), ServerSentEvents())
            for event in events.take(stream[..<length]) { reading.take(chunk: event.data) }
            if let rest = events.end() { reading.take(chunk: rest.data) }
            reading.endStream()
            // Without its last line ends the answer is there all the same.
            let isWhole = length >= stream.count - 4
            #expect(((try? reading.picture()) != nil) == isWhole, "\(length)")
        }
    }

    @Test func `brackets without end are refused, not followed`() {
        for open in ["[", "{\"candidates\":[", "{\"error\":{\"a\":"] {
            #expect(GeminiSample.reason(String(repeating: open, count: 20_000)) == .unknown)
        }
    }
}
