import FoundationEssentials
import Kernel
import Outbound
import TestSupport
import Testing

@testable import Gateways

/// Pictures that come as events.
struct OpenAIStreamTests {
    private static let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nx-request-id: req_9\r\n"

    /// Writes events, and closes where no length says otherwise.
    private static func events(_ texts: [String], more fields: String = "") -> ScriptedServer.Script {
        { _, write in
            try await write(head + fields + "\r\n")
            for text in texts { try await write(text) }
        }
    }

    private func read(_ events: [ServerSentEvents.Event]) throws(GatewayFailure) -> OpenAIImages.Answer? {
        var reader = OpenAIImages.EventReader(OpenAIImages.Asked())
        for event in events {
            if let answer = try reader.take(event) { return answer }
        }
        return nil
    }

    private func event(_ name: String?, _ data: String) -> ServerSentEvents.Event {
        ServerSentEvents.Event(name: name, data: Data(data.utf8))
    }

    @Test func `drafts are progress, and the last event is the picture`() async throws {
        let texts = OpenAITest.drafts + [": still here\n\n", OpenAITest.completed, "data: [DONE]\n\n"]
        let outcome = try await OpenAITest.make(OpenAITest.order(), at: Self.events(texts))
        let picture = try outcome.picture()
        #expect(picture.bytes == OpenAITest.png)
        let usage = GatewayUsage(input: 11, output: 1_120)
        #expect(picture.receipt == GatewayReceipt(id: "req_9", usage: usage))
        #expect(outcome.fractions == [1.0 / 3, 2.0 / 3])
        #expect(outcome.drafts == [Data([0, 0, 0]), Data([0, 0, 0])])
    }

    @Test func `a draft that cannot be read is progress all the same`() async throws {
        let name = "image_generation.partial_image"
        let texts = [
            OpenAITest.event(name, "{"), OpenAITest.event(name, #"{"b64_json":"?"}"#), OpenAITest.completed,
        ]
        let outcome = try await OpenAITest.make(OpenAITest.order(), at: Self.events(texts))
        #expect(outcome.fractions == [1.0 / 3, 2.0 / 3])
        #expect(outcome.drafts == [nil, nil])
    }

    @Test func `a picture without drafts will do`() async throws {
        let outcome = try await OpenAITest.make(OpenAITest.order(), at: Self.events([OpenAITest.completed]))
        #expect(try outcome.picture().bytes == OpenAITest.png)
        #expect(outcome.fractions.isEmpty)
    }

    @Test func `a picture is taken as soon as it is there`() async throws {
        let outcome = try await OpenAITest.make(OpenAITest.order()) { _, write in
            try await write(Self.head + "\r\n" + OpenAITest.completed)
            try await ScriptedServer.forever()
        }
        #expect(try outcome.picture().bytes == OpenAITest.png)
    }

    @Test func `many more drafts than were asked for never look like the end`() async throws {
        let texts = Array(repeating: OpenAITest.drafts[0], count: 9) + [OpenAITest.completed]
        let outcome = try await OpenAITest.make(OpenAITest.order(), at: Self.events(texts))
        #expect(try outcome.picture().bytes == OpenAITest.png)
        #expect(outcome.fractions == [1.0 / 3, 2.0 / 3])
    }

    @Test func `a host that leaves the events out is understood`() async throws {
        let outcome = try await OpenAITest.make(
            OpenAITest.order(),
            at: ScriptedServer.answer(OpenAITest.reply, headers: ["Content-Type: application/json"])
        )
        #expect(try outcome.picture().bytes == OpenAITest.png)
    }

    @Test(arguments: [
        [], [": nothing\n\n"], OpenAITest.drafts, ["data: [DONE]\n\n"],
        ["event: image_generation.completed\n"],
        [String(OpenAITest.completed.dropLast(9))], ["<html>Bad gateway</html>"],
    ])
    func `a stream that ends without a picture leaves nobody knowing`(texts: [String]) async throws {
        let outcome = try await OpenAITest.make(OpenAITest.order(), at: Self.events(texts))
        let failure = try outcome.failure()
        #expect(failure.reason == .unknown)
        #expect(failure.receipt.id == "req_9")
        #expect(outcome.requests.count == 1)
    }

    @Test func `so does one that is cut`() async throws {
        let draft = OpenAITest.drafts[0]
        let size = String(draft.utf8.count, radix: 16)
        let begin = Self.events(["\(size)\r\n\(draft)\r\n"], more: "Transfer-Encoding: chunked\r\n")
        // What has not been read when a connection breaks may be lost.
        let cut = Latch()
        let script: ScriptedServer.Script = { request, write in
            try await begin(request, write)
            try await cut.wait()
        }
        let outcome = try await OpenAITest.make(OpenAITest.order(), at: script, report: cut.open)
        #expect(try outcome.failure() == GatewayFailure(.unknown, receipt: GatewayReceipt(id: "req_9")))
        #expect(outcome.fractions == [1.0 / 3])
        #expect(outcome.requests.count == 1)
    }

    @Test(arguments: [
        (0, "moderation_blocked", GatewayFailure.Reason.refusedInput),
        (1, "moderation_blocked", .refusedOutput), (1, "rate_limit_exceeded", .rateLimited),
        (0, "insufficient_quota", .quotaExhausted), (2, "server_error", .overloaded),
        (0, "something_else", .engineFailed),
    ])
    func `an error may come at any time`(
        drafts: Int,
        code: String,
        reason: GatewayFailure.Reason
    ) async throws {
        let error = "data: " + OpenAITest.error(type: "e", code: code) + "\n\n"
        let texts = OpenAITest.drafts.prefix(drafts) + [error, OpenAITest.completed]
        let outcome = try await OpenAITest.make(OpenAITest.order(), at: Self.events(Array(texts)))
        let failure = try outcome.failure()
        #expect(failure.reason == reason)
        #expect(failure.receipt == GatewayReceipt(id: "req_9", end: code))
    }

    @Test func `an error without an object around it is one when its event says so`() throws {
        for data in [#"{"message":"x","code":"server_error"}"#, #"{"code":"server_error"}"#] {
            #expect(throws: GatewayFailure(.overloaded, receipt: GatewayReceipt(end: "server_error"))) {
                try read([event("error", data)])
            }
            #expect(try read([event("notice", data)]) == nil)
        }
    }

    @Test func `an event is known by its name or by its type, an edit's too`() throws {
        let picture = OpenAITest.png.base64EncodedString()
        for kind in ["image_generation.completed", "image_edit.completed"] {
            let named = event(kind, #"{"b64_json":"\#(picture)"}"#)
            let typed = event(nil, #"{"type":"\#(kind)","error":null,"b64_json":"\#(picture)"}"#)
            #expect(try read([named])?.delivery == .bytes(OpenAITest.png))
            #expect(try read([typed])?.delivery == .bytes(OpenAITest.png))
        }
        let whole = event(nil, #"{"data":[{"url":"https://host.example/a.png"}]}"#)
        #expect(try read([whole])?.delivery == .link("https://host.example/a.png"))
        #expect(throws: GatewayFailure(.noImage)) { try read([event("image_edit.completed", "{}")]) }
    }

    @Test(arguments: ["", "[DONE]", "ping", "{", "[]", "7", #"{"type":"later.kind","b64_json":"AAAA"}"#])
    func `what nobody knows is passed over`(data: String) throws {
        #expect(try read([event(nil, data), event("later.kind", data)]) == nil)
    }

    @Test func `a stream that falls silent is given up`() async throws {
        try await ScriptedServer.serving { _, write in
            try await write(Self.head + "\r\n")
            try await ScriptedServer.forever()
        } during: { port, _ in
            let clock = TestClock()
            let lane = try OpenAITest.lane(port: port)
            let gateway = OpenAITest.gateway(.openAI, at: lane, clock: clock.clock)
            let order = try OpenAITest.order()
            let call = Task { try await gateway.make(order, at: lane) { _ in } }
            try await clock.untilAsleep(for: .seconds(120))
            clock.advance(by: .seconds(120))
            let silence = GatewayFailure(.unknown, receipt: GatewayReceipt(id: "req_9"))
            await #expect(throws: silence) { try await call.value }
        }
    }

    @Test func `every sign of life begins the wait anew`() async throws {
        let clock = TestClock()
        let (sign, isHeard) = (Latch(), Latch())
        let watch = OpenAIImages.IdleWatch(limit: .seconds(120), clock: clock.clock)
        let call = Task {
            try await watch.watch { heard in
                try await sign.wait()
                heard()
                isHeard.open()
                try await ScriptedServer.forever()
            }
        }
        try await clock.untilAsleep(for: .seconds(120))
        clock.advance(by: .seconds(60))
        sign.open()
        try await isHeard.wait()
        clock.advance(by: .seconds(60))
        try await clock.untilAsleep(for: .seconds(60))
        clock.advance(by: .seconds(60))
        await #expect(throws: OutboundError.timedOut) { try await call.value }
    }
}
