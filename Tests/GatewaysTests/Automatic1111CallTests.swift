import Engines
import Foundation
import Kernel
import Outbound
import TestSupport
import Testing

@testable import Gateways

/// AUTOMATIC1111 over HTTP: one job at a time, its progress, and its end.
struct Automatic1111CallTests {
    private typealias Fixture = Automatic1111ReplyTests

    private static let listing = "GET /sdapi/v1/sd-models"
    private static let drawing = "POST /sdapi/v1/txt2img"
    private static let asking = "GET /sdapi/v1/progress?skip_current_image=true"
    private static let interrupting = "POST /sdapi/v1/interrupt"

    private static let drawn = Routes.Answer.json(Fixture.drawn)

    private static func routes(
        _ drawings: [Routes.Answer],
        more: [String: [Routes.Answer]] = [:]
    ) -> Routes {
        let usual = [
            listing: [Routes.Answer.json(Fixture.checkpoints)],
            drawing: drawings,
            asking: [.json(Fixture.share)],
            interrupting: [.json("{}")],
        ]
        return Routes(usual.merging(more) { $1 })
    }

    /// One order at a server; what came of it, and what was asked.
    private func make(
        _ routes: Routes,
        order: GatewayOrder? = nil,
        key: Secret? = nil
    ) async throws -> (Result<GatewayPicture, GatewayFailure>, asked: [String], requests: [String]) {
        try await ScriptedServer.serving(routes.script) { port, server in
            let gateway = Automatic1111(
                outbound: try DiffusionSupport.outbound(port),
                clock: TestClock().clock
            )
            let order = try order ?? DiffusionSupport.order()
            let lane = try DiffusionSupport.lane(port, key: key)
            do throws(GatewayFailure) {
                let picture = try await gateway.make(order, at: lane) { _ in }
                return (.success(picture), server.asked, server.requests)
            } catch {
                return (.failure(error), server.asked, server.requests)
            }
        }
    }

    @Test func `a picture is drawn with the model as the server's list has it`() async throws {
        let (outcome, asked, requests) = try await make(Self.routes([Self.drawn]))
        #expect(try outcome.get().bytes == DiffusionSupport.picture)
        #expect(asked == [Self.listing, Self.drawing])
        let request = try #require(requests.last)
        #expect(request.contains("\"sd_model_checkpoint\":\"model.safetensors [abcdef0123]\""))
    }

    @Test func `an order that names no model asks for no list`() async throws {
        let order = try DiffusionSupport.order(model: "")
        #expect(try await make(Self.routes([Self.drawn]), order: order).asked == [Self.drawing])
    }

    @Test func `nothing is drawn with another model`() async throws {
        let order = try DiffusionSupport.order(model: "other")
        let (outcome, asked, _) = try await make(Self.routes([]), order: order)
        #expect(throws: GatewayFailure(.modelGone)) { try outcome.get() }
        #expect(asked == [Self.listing])
    }

    @Test func `a picture is drawn over on its own route`() async throws {
        let order = try DiffusionSupport.order(references: [DiffusionSupport.reference()])
        let routes = Self.routes([], more: ["POST /sdapi/v1/img2img": [Self.drawn]])
        #expect(try await make(routes, order: order).0.get().bytes == DiffusionSupport.picture)
    }

    @Test(arguments: [
        (Routes.Answer.status("429 Too Many Requests"), GatewayFailure.Reason.rateLimited, nil),
        (.status("429 Too Many Requests", headers: ["Retry-After: 9"]), .rateLimited, 9),
        (.status("500 Internal Server Error"), .overloaded, nil),
        (
            .json(Fixture.refusal("", error: "OutOfMemoryError"), status: "500 Internal Server Error"),
            .engineFailed, nil
        ),
        (.json(Fixture.refusal("Sampler not found"), status: "404 Not Found"), .invalidRequest, nil),
        (.json("{\"error\":\"RuntimeError\"}"), .engineFailed, nil),
        (.json("{\"images\":[\"cGlj"), .engineFailed, nil),
        (.json(Fixture.reply(images: "[]", info: "\"\"")), .noImage, nil),
        (.page, .engineFailed, nil),
        (.status("307 Temporary Redirect", headers: ["Location: http://127.0.0.1:1/"]), .unauthorised, nil),
    ])
    func `an answer without a picture ends it`(
        answer: Routes.Answer,
        reason: GatewayFailure.Reason,
        pause: Int?
    ) async throws {
        let (outcome, asked, _) = try await make(Self.routes([answer]))
        #expect(throws: GatewayFailure(reason, pause: pause.map { .seconds($0) })) { try outcome.get() }
        #expect(asked == [Self.listing, Self.drawing])
    }

    @Test(arguments: [Routes.Answer.cut, .silence])
    func `a connection that was cut leaves no job behind`(answer: Routes.Answer) async throws {
        let (outcome, asked, _) = try await make(Self.routes([answer]))
        #expect(throws: GatewayFailure(.unknown)) { try outcome.get() }
        #expect(asked == [Self.listing, Self.drawing, Self.interrupting])
    }

    @Test func `a key stands in the header alone`() async throws {
        let routes = Self.routes([.json(Fixture.refusal("…"), status: "401 Unauthorized")])
        let (outcome, _, requests) = try await make(routes, key: Secret("painter:open-sesame"))
        #expect(requests.count == 2)
        for request in requests {
            #expect(request.contains("Authorization: Basic cGFpbnRlcjpvcGVuLXNlc2FtZQ=="))
            #expect(!request.contains("open-sesame"))
        }
        let failure = #expect(throws: GatewayFailure.self) { try outcome.get() }
        #expect(failure?.reason == .unauthorised)
        #expect(failure.map { String(reflecting: $0) }?.contains("sesame") == false)
    }

    @Test(arguments: [
        (Routes.Answer.json("{\"sd_model_checkpoint\":\"model\"}"), nil),
        (.page, GatewayFailure.Reason.engineFailed),
        (.status("401 Unauthorized"), .unauthorised), (.status("404 Not Found"), .modelGone),
    ])
    func `a server is asked whether it is there`(
        answer: Routes.Answer,
        reason: GatewayFailure.Reason?
    ) async throws {
        let routes = Routes(["GET /sdapi/v1/options": [answer]])
        let outcome = try await ScriptedServer.serving(routes.script) { port, _ in
            let gateway = Automatic1111(
                outbound: try DiffusionSupport.outbound(port),
                clock: TestClock().clock
            )
            let lane = try DiffusionSupport.lane(port)
            do throws(GatewayFailure) {
                try await gateway.probe(lane)
                return GatewayFailure.Reason?.none
            } catch {
                return error.reason
            }
        }
        #expect(outcome == reason)
    }

    // MARK: While it is drawn

    @Test func `progress is asked for every second`() async throws {
        let (time, reports) = (TestClock(), Reports())
        let (told, released) = (Latch(), Latch())
        let routes = Self.routes(
            [Self.drawn.after { try await released.wait() }],
            more: [Self.asking: [Routes.Answer.json(Fixture.share).after { told.open() }]]
        )
        try await ScriptedServer.serving(routes.script) { port, server in
            let gateway = Automatic1111(outbound: try DiffusionSupport.outbound(port), clock: time.clock)
            let (order, lane) = (try DiffusionSupport.order(), try DiffusionSupport.lane(port))
            let making = Task { try await gateway.make(order, at: lane, report: reports.report) }
            try await time.untilAsleep(for: .seconds(1))
            #expect(!server.asked.contains(Self.asking))
            time.advance(by: .seconds(1))
            try await told.wait()
            try await time.untilAsleep(for: .seconds(1))
            released.open()
            #expect(try await making.value.bytes == DiffusionSupport.picture)
        }
        #expect(reports.lines == ["waiting 0.0", "drawing 0.42"])
    }

    @Test func `a cancelled job is interrupted, and its half picture reaches nobody`() async throws {
        let time = TestClock()
        let (begun, interrupted) = (Latch(), Latch())
        let routes = Self.routes(
            [
                Self.drawn.after {
                    begun.open()
                    try await interrupted.wait()
                }
            ],
            more: [Self.interrupting: [Routes.Answer.json("{}").after { interrupted.open() }]]
        )
        try await ScriptedServer.serving(routes.script) { port, server in
            let gateway = Automatic1111(outbound: try DiffusionSupport.outbound(port), clock: time.clock)
            let (order, lane) = (try DiffusionSupport.order(), try DiffusionSupport.lane(port))
            let making = Task { try await gateway.make(order, at: lane) { _ in } }
            try await begun.wait()
            making.cancel()
            await #expect(throws: GatewayFailure(.cancelled)) { try await making.value }
            #expect(server.asked == [Self.listing, Self.drawing, Self.interrupting])
        }
    }

    @Test func `a server that has not begun yet is told again`() async throws {
        let time = TestClock()
        let (begun, told, interrupted) = (Latch(), Latch(), Latch())
        let routes = Self.routes(
            [
                Self.drawn.after {
                    begun.open()
                    try await interrupted.wait()
                }
            ],
            more: [
                Self.interrupting: [
                    Routes.Answer.json("{}").after { told.open() },
                    Routes.Answer.json("{}").after { interrupted.open() },
                ]
            ]
        )
        try await ScriptedServer.serving(routes.script) { port, server in
            let gateway = Automatic1111(outbound: try DiffusionSupport.outbound(port), clock: time.clock)
            let (order, lane) = (try DiffusionSupport.order(), try DiffusionSupport.lane(port))
            let making = Task { try await gateway.make(order, at: lane) { _ in } }
            try await begun.wait()
            making.cancel()
            try await told.wait()
            try await time.untilAsleep(for: .seconds(1))
            time.advance(by: .seconds(1))
            await #expect(throws: GatewayFailure(.cancelled)) { try await making.value }
            #expect(server.asked.suffix(2) == [Self.interrupting, Self.interrupting])
        }
    }

    @Test func `a server gets the next job when it has done with the one before`() async throws {
        let time = TestClock()
        let (begun, released) = (Latch(), Latch())
        let routes = Self.routes([
            Self.drawn.after {
                begun.open()
                try await released.wait()
            },
            Self.drawn,
        ])
        try await ScriptedServer.serving(routes.script) { port, server in
            let gateway = Automatic1111(outbound: try DiffusionSupport.outbound(port), clock: time.clock)
            let (order, lane) = (try DiffusionSupport.order(), try DiffusionSupport.lane(port))
            let first = Task { try await gateway.make(order, at: lane) { _ in } }
            try await begun.wait()
            let second = Task { try await gateway.make(order, at: lane) { _ in } }
            while await gateway.turns.waiting(for: lane.label) == 0 { await Task.yield() }
            #expect(server.asked == [Self.listing, Self.drawing])
            released.open()
            _ = try await first.value
            #expect(try await second.value.bytes == DiffusionSupport.picture)
            #expect(server.asked == [Self.listing, Self.drawing, Self.listing, Self.drawing])
        }
    }

    @Test func `whoever is cancelled in the line was never at the server`() async throws {
        let time = TestClock()
        let (begun, released) = (Latch(), Latch())
        let routes = Self.routes([
            Self.drawn.after {
                begun.open()
                try await released.wait()
            }
        ])
        try await ScriptedServer.serving(routes.script) { port, server in
            let gateway = Automatic1111(outbound: try DiffusionSupport.outbound(port), clock: time.clock)
            let (order, lane) = (try DiffusionSupport.order(), try DiffusionSupport.lane(port))
            let first = Task { try await gateway.make(order, at: lane) { _ in } }
            try await begun.wait()
            let second = Task { try await gateway.make(order, at: lane) { _ in } }
            while await gateway.turns.waiting(for: lane.label) == 0 { await Task.yield() }
            second.cancel()
            await #expect(throws: GatewayFailure(.cancelled)) { try await second.value }
            released.open()
            _ = try await first.value
            #expect(server.asked == [Self.listing, Self.drawing])
        }
    }

    @Test func `what is at fault does not wait in the line`() async throws {
        let order = try DiffusionSupport.order(size: PixelSize(width: 65, height: 64))
        let (outcome, asked, _) = try await make(Self.routes([]), order: order)
        #expect(throws: GatewayFailure(.invalidRequest)) { try outcome.get() }
        #expect(asked.isEmpty)
    }
}
