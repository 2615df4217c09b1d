import Engines
import Foundation
import Kernel
import Outbound
import TestSupport
import Testing

@testable import Gateways

/// `sd-server` over HTTP: handing in, asking after, and giving up.
struct StableDiffusionServerCallTests {
    private typealias Fixture = StableDiffusionServerReplyTests

    private static let asking = "GET /sdcpp/v1/capabilities"
    private static let handingIn = "POST /sdcpp/v1/img_gen"
    private static let following = "GET /sdcpp/v1/jobs/job_6b038200_00000007"
    private static let cancelling = "POST /sdcpp/v1/jobs/job_6b038200_00000007/cancel"

    private static let accepted = Routes.Answer.json(Fixture.accepted, status: "202 Accepted")
    private static let queued = Routes.Answer.json(Fixture.job("queued", position: 1))
    private static let generating = Routes.Answer.json(Fixture.job("generating"))
    private static let completed = Routes.Answer.json(Fixture.completed)
    private static let lost = Routes.Answer.json("{\"error\":\"job not found\"}", status: "404 Not Found")

    private static func routes(
        _ jobs: [Routes.Answer],
        taking: [Routes.Answer] = [accepted],
        more: [String: [Routes.Answer]] = [:]
    ) -> Routes {
        let usual = [asking: [Routes.Answer.json(Fixture.capabilities)], handingIn: taking, following: jobs]
        return Routes(usual.merging(more) { $1 })
    }

    /// One order at a server; what came of it, and what was asked.
    private func make(
        _ routes: Routes,
        clock: HastyClock = HastyClock(),
        reports: Reports = Reports(),
        key: Secret? = nil,
        limit: Duration = .seconds(1_800)
    ) async throws -> (Result<GatewayPicture, GatewayFailure>, asked: [String], requests: [String]) {
        try await ScriptedServer.serving(routes.script) { port, server in
            let gateway = StableDiffusionServer(
                outbound: try DiffusionSupport.outbound(port),
                clock: clock.clock
            )
            let order = try DiffusionSupport.order(limit: limit)
            let lane = try DiffusionSupport.lane(port, key: key)
            do throws(GatewayFailure) {
                let picture = try await gateway.make(order, at: lane, report: reports.report)
                return (.success(picture), server.asked, server.requests)
            } catch {
                return (.failure(error), server.asked, server.requests)
            }
        }
    }

    private func failure(_ routes: Routes, limit: Duration = .seconds(1_800)) async throws -> GatewayFailure?
    {
        guard case .failure(let failure) = try await make(routes, limit: limit).0 else { return nil }
        return failure
    }

    @Test func `a job is handed in once, followed, and taken back`() async throws {
        let (clock, reports) = (HastyClock(), Reports())
        let routes = Self.routes([Self.queued, Self.generating, Self.generating, Self.completed])
        let (outcome, asked, _) = try await make(routes, clock: clock, reports: reports)
        #expect(try outcome.get().bytes == DiffusionSupport.picture)
        #expect(try outcome.get().receipt.id == "job_6b038200_00000007")
        #expect(asked == [Self.asking, Self.handingIn] + Array(repeating: Self.following, count: 4))
        #expect(clock.pauses == [.seconds(1), .seconds(2), .seconds(2), .seconds(2)])
        #expect(reports.lines == ["waiting 0.0", "waiting 0.0", "drawing 0.0", "drawing 0.0"])
    }

    @Test func `a lost job is handed in once more with the same seed`() async throws {
        let routes = Self.routes([Self.generating, Self.lost, Self.completed])
        let (outcome, asked, requests) = try await make(routes)
        #expect(try outcome.get().bytes == DiffusionSupport.picture)
        #expect(asked.filter { $0 == Self.handingIn }.count == 2)
        let bodies = requests.filter { $0.hasPrefix(Self.handingIn) }.compactMap {
            $0.firstMatch(of: /"seed":([0-9]+)/).map { String($0.1) }
        }
        #expect(bodies == ["421337", "421337"])
    }

    @Test func `a job that is lost twice is given up`() async throws {
        let routes = Self.routes([.json("{\"error\":\"job expired\"}", status: "410 Gone")])
        let (outcome, asked, _) = try await make(routes)
        #expect(throws: GatewayFailure(.engineFailed)) { try outcome.get() }
        #expect(asked.filter { $0 == Self.handingIn }.count == 2)
        #expect(!asked.contains(Self.cancelling))
    }

    @Test func `a job that failed is neither repeated nor cancelled`() async throws {
        let failed = Fixture.job("failed", error: "{\"code\":\"generation_failed\",\"message\":\"…\"}")
        let (outcome, asked, _) = try await make(Self.routes([.json(failed)]))
        #expect(throws: GatewayFailure.self) { try outcome.get() }
        #expect(asked == [Self.asking, Self.handingIn, Self.following])
    }

    @Test(
        arguments: [
            (.status("429 Too Many Requests"), .rateLimited, 2),
            (.status("429 Too Many Requests", headers: ["Retry-After: 9"]), .rateLimited, 9),
            (.status("500 Internal Server Error"), .overloaded, nil),
            (.status("503 Service Unavailable", headers: ["Retry-After: 4"]), .overloaded, 4),
            (.json("{\"error\":\"invalid json\"}", status: "400 Bad Request"), .invalidRequest, nil),
            (.json("{\"error\":\"job queue is full\"}"), .engineFailed, nil),
            (.page, .unknown, nil),
            (.cut, .unknown, nil),
            (.silence, .unknown, nil),
        ] as [(Routes.Answer, GatewayFailure.Reason, Int?)]
    )
    func `a job that is not taken is not followed`(
        answer: Routes.Answer,
        reason: GatewayFailure.Reason,
        pause: Int?
    ) async throws {
        let (outcome, asked, _) = try await make(Self.routes([], taking: [answer]))
        #expect(throws: GatewayFailure(reason, pause: pause.map { .seconds($0) })) { try outcome.get() }
        #expect(asked == [Self.asking, Self.handingIn])
    }

    @Test(arguments: [Routes.Answer.cut, .silence, .page, .status("502 Bad Gateway"), .json("{\"status\":")])
    func `a question without a useful answer is asked again`(answer: Routes.Answer) async throws {
        let four = Array(repeating: answer, count: 4)
        let routes = Self.routes([Self.generating] + four + [Self.generating] + four + [Self.completed])
        #expect(try await make(routes).0.get().bytes == DiffusionSupport.picture)
    }

    @Test func `five in a row are too many, and the server is told`() async throws {
        let bad = Routes.Answer.status("502 Bad Gateway")
        let routes = Self.routes(
            [Self.generating, bad],
            more: [Self.cancelling: [.status("409 Conflict")]]
        )
        let (outcome, asked, _) = try await make(routes)
        #expect(throws: GatewayFailure(.overloaded)) { try outcome.get() }
        #expect(asked.suffix(2) == [Self.following, Self.cancelling])
        #expect(asked.filter { $0 == Self.following }.count == 6)
    }

    @Test func `a job that outlasts the order's limit is taken back`() async throws {
        let routes = Self.routes([Self.queued], more: [Self.cancelling: [.json(Fixture.job("cancelled"))]])
        let (outcome, asked, _) = try await make(routes, limit: .seconds(6))
        #expect(throws: GatewayFailure(.unknown)) { try outcome.get() }
        #expect(asked.last == Self.cancelling)
    }

    @Test func `no picture is told as that`() async throws {
        #expect(try await failure(Self.routes([.json(Fixture.job("completed"))]))?.reason == .noImage)
    }

    @Test func `a redirect is not followed`() async throws {
        let elsewhere = Routes.Answer.status(
            "307 Temporary Redirect",
            headers: ["Location: http://127.0.0.1:1/sdcpp/v1/img_gen"]
        )
        let (outcome, asked, _) = try await make(Self.routes([], taking: [elsewhere]))
        #expect(throws: GatewayFailure(.unauthorised)) { try outcome.get() }
        #expect(asked.count == 2)
    }

    @Test func `nothing is sent to a server with another model`() async throws {
        let other = Routes.Answer.json("{\"model\":{\"name\":\"other.gguf\",\"stem\":\"other\"}}")
        let (outcome, asked, _) = try await make(Self.routes([], more: [Self.asking: [other]]))
        #expect(throws: GatewayFailure(.modelGone)) { try outcome.get() }
        #expect(asked == [Self.asking])
    }

    @Test func `a key stands in the header alone`() async throws {
        let key = Secret("open-sesame")
        let routes = Self.routes(
            [.status("401 Unauthorized")],
            more: [Self.cancelling: [.status("401 Unauthorized")]]
        )
        let (outcome, _, requests) = try await make(routes, key: key)
        for request in requests {
            let end = try #require(request.firstRange(of: "\r\n\r\n"))
            let (head, body) = (request[..<end.lowerBound], request[end.upperBound...])
            #expect(head.contains("Authorization: Bearer open-sesame"))
            #expect(head.ranges(of: "open-sesame").count == 1)
            #expect(!body.contains("open-sesame"))
        }
        let failure = #expect(throws: GatewayFailure.self) { try outcome.get() }
        #expect(failure?.reason == .unauthorised)
        #expect(failure.map { String(reflecting: $0) }?.contains("open-sesame") == false)
    }

    @Test func `a server that takes no connection was sent nothing`() async throws {
        let port = try await ScriptedServer.serving(Routes([:]).script) { port, _ in port }
        let gateway = StableDiffusionServer(
            outbound: try DiffusionSupport.outbound(port),
            clock: HastyClock().clock
        )
        let lane = try DiffusionSupport.lane(port)
        await #expect(throws: GatewayFailure(.transport)) { try await gateway.probe(lane) }
    }

    @Test func `a server is asked whether it is there, under its own path`() async throws {
        let routes = Routes(["GET /studio/sdcpp/v1/capabilities": [.json(Fixture.capabilities)]])
        try await ScriptedServer.serving(routes.script) { port, server in
            let gateway = StableDiffusionServer(
                outbound: try DiffusionSupport.outbound(port),
                clock: HastyClock().clock
            )
            try await gateway.probe(DiffusionSupport.lane(port, path: "/studio"))
            #expect(server.asked == ["GET /studio/sdcpp/v1/capabilities"])
        }
    }

    @Test func `a job that nobody waits for is cancelled at the server`() async throws {
        let time = TestClock()
        let routes = Self.routes([], more: [Self.cancelling: [.json(Fixture.job("cancelled"))]])
        try await ScriptedServer.serving(routes.script) { port, server in
            let gateway = StableDiffusionServer(
                outbound: try DiffusionSupport.outbound(port),
                clock: time.clock
            )
            let (order, lane) = (try DiffusionSupport.order(), try DiffusionSupport.lane(port))
            let making = Task { try await gateway.make(order, at: lane) { _ in } }
            try await time.untilAsleep(for: .seconds(1))
            making.cancel()
            await #expect(throws: GatewayFailure(.cancelled)) { try await making.value }
            #expect(server.asked == [Self.asking, Self.handingIn, Self.cancelling])
        }
    }

    @Test func `one that is cancelled while it is handed in is cancelled by its id`() async throws {
        let (taken, released) = (Latch(), Latch())
        let slowly = Self.accepted.after {
            taken.open()
            try await released.wait()
        }
        let routes = Self.routes([], taking: [slowly], more: [Self.cancelling: [.status("409 Conflict")]])
        try await ScriptedServer.serving(routes.script) { port, server in
            let gateway = StableDiffusionServer(
                outbound: try DiffusionSupport.outbound(port),
                clock: HastyClock().clock
            )
            let (order, lane) = (try DiffusionSupport.order(), try DiffusionSupport.lane(port))
            let making = Task { try await gateway.make(order, at: lane) { _ in } }
            try await taken.wait()
            making.cancel()
            released.open()
            await #expect(throws: GatewayFailure(.cancelled)) { try await making.value }
            #expect(server.asked.last == Self.cancelling)
        }
    }
}
