import Engines
import Foundation
import Kernel
import Synchronization
import TestSupport
import Testing

@testable import Gateways

/// Answers that come chunk by chunk.
struct GeminiStreamTests {
    private static let thought = #"{"candidates":[{"content":{"parts":[{"text":"Hm.","thought":true}]}}]}"#
    private static let draft = """
        {"candidates":[{"content":{"parts":[{"inlineData":{"data":"ZA=="}}]}}]}
        """

    private static func event(_ data: String) -> String { "data: \(data)\r\n\r\n" }

    /// The connection breaks once so many events were read; nil for never.
    private func asking(
        _ pieces: [String],
        cutAfter heard: Int? = nil
    ) async throws -> GeminiSample.Outcome {
        let cut = Latch()
        let read = Mutex(0)
        if heard == 0 { cut.open() }
        let script = GeminiSample.streaming(pieces, cutAt: heard.map { _ in cut })
        return try await GeminiSample.ask(script, streams: true) { _ in
            let number = read.withLock { count in
                count += 1
                return count
            }
            if number == heard { cut.open() }
        }.outcome
    }

    @Test func `the chunks together are the answer`() async throws {
        let picture = try await asking([Self.thought, Self.draft, GeminiSample.good].map(Self.event)).get()
        #expect(picture.bytes == GeminiSample.bytes)
        #expect(picture.signature == "c2ln+/8=")
        #expect(picture.receipt.id == "answer-1")
        #expect(picture.receipt.usage == GatewayUsage(input: 571, output: 1_120, text: 50))
    }

    @Test(arguments: [1, 7, 64])
    func `the network cuts as it likes`(size: Int) async throws {
        let stream = Array([Self.draft, GeminiSample.good].map(Self.event).joined().unicodeScalars)
        let pieces = stride(from: 0, to: stream.count, by: size).map { start in
            var piece = ""
            piece.unicodeScalars.append(contentsOf: stream[start..<min(start + size, stream.count)])
            return piece
        }
        #expect(try await asking(pieces).get().bytes == GeminiSample.bytes)
    }

    @Test func `the end and the usage may come behind the picture`() async throws {
        let pieces = [
            #"{"candidates":[{"content":{"parts":[\#(GeminiSample.part)]}}]}"#,
            #"{"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":9}}"#,
        ]
        let picture = try await asking(pieces.map(Self.event)).get()
        #expect(picture.bytes == GeminiSample.bytes)
        #expect(picture.receipt.end == "STOP")
        #expect(picture.receipt.usage == GatewayUsage(input: 9))
    }

    @Test func `comments, blank lines, an end by another custom and a missing last line end do no harm`()
        async throws
    {
        let pieces = [
            "\r\n", ": keep\n\n", Self.event(Self.thought), Self.event(GeminiSample.good), "data: [DONE]",
        ]
        #expect(try await asking(pieces).get().bytes == GeminiSample.bytes)
        #expect(try await asking(["data: \(GeminiSample.good)"]).get().bytes == GeminiSample.bytes)
    }

    @Test func `a stream without an end brought drafts at most`() async throws {
        for isCut in [false, true] {
            for pieces in [[], [Self.thought], [Self.thought, Self.draft]] {
                let outcome = try await asking(pieces.map(Self.event), cutAfter: isCut ? pieces.count : nil)
                #expect(outcome.failure == GatewayFailure(.unknown))
            }
        }
    }

    @Test func `a cut within the picture leaves open what became of the call`() async throws {
        let pieces = [Self.event(Self.draft), String(Self.event(GeminiSample.good).prefix(160))]
        for isCut in [false, true] {
            #expect(try await asking(pieces, cutAfter: isCut ? 1 : nil).failure == GatewayFailure(.unknown))
        }
    }

    @Test func `a cut behind the end does no harm`() async throws {
        let pieces = [Self.event(GeminiSample.good), "data: {\"usageMeta"]
        #expect(try await asking(pieces, cutAfter: 1).get().bytes == GeminiSample.bytes)
    }

    @Test(arguments: [false, true])
    func `an error in the middle counts, drafts or not, and what follows it does not`(
        isCut: Bool
    ) async throws {
        let error = GeminiSample.error(503, "UNAVAILABLE", details: #"{"retryDelay":"4s"}"#)
        for before in [[], [Self.draft]] {
            let events = (before + [error]).map(Self.event)
            let outcome = try await asking(events, cutAfter: isCut ? events.count : nil)
            let failure = try #require(outcome.failure)
            #expect(failure.reason == .overloaded)
            #expect(failure.pause == .seconds(4))
        }
    }

    @Test func `drafts of what is refused in the end are not delivered`() async throws {
        let refused = #"{"candidates":[{"finishReason":"IMAGE_SAFETY","index":0}]}"#
        let blocked = #"{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}}"#
        #expect(try await asking([Self.draft, refused].map(Self.event)).failure?.reason == .refusedOutput)
        #expect(try await asking([Self.draft, blocked].map(Self.event)).failure?.reason == .refusedInput)
    }

    @Test func `words alone are no picture`() async throws {
        let words = GeminiSample.reply(parts: #"{"text":"I can describe it."}"#)
        #expect(try await asking([Self.event(words)]).failure?.reason == .noImage)
    }

    @Test func `a server that answers in one piece, or with a list, is understood`() async throws {
        for body in [GeminiSample.good, "[\(Self.draft),\r\n\(GeminiSample.good)]"] {
            let answer = ScriptedServer.answer(
                body,
                headers: ["Content-Type: application/json; charset=UTF-8"]
            )
            let outcome = try await GeminiSample.ask(answer, streams: true).outcome
            #expect(try outcome.get().bytes == GeminiSample.bytes)
        }
    }

    @Test func `a picture of megabytes comes through`() async throws {
        let data = String(repeating: "QUJD", count: 1 << 18)
        let reply = GeminiSample.reply(parts: #"{"inlineData":{"data":"\#(data)"}}"#)
        #expect(try await asking([Self.event(reply)]).get().bytes.count == 3 << 18)
    }

    @Test func `how far it is never goes back`() async throws {
        let fractions = Mutex<[Double]>([])
        let pieces = [Self.thought, Self.draft, GeminiSample.good].map(Self.event)
        try await ScriptedServer.serving(GeminiSample.streaming(pieces)) { port, _ in
            let lane = try GeminiSample.lane(port: port)
            _ = try await GeminiSample.gateway(streams: true).make(GeminiSample.order(), at: lane) {
                progress in
                fractions.withLock { $0.append(progress.fraction) }
            }
        }
        let told = fractions.withLock { $0 }
        #expect(told.count == 4)
        #expect(told == told.sorted())
    }
}
