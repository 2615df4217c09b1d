import Foundation
import Testing
import Wire

@testable import NanoBananaPro

struct OrderTests {
    private let accepted = ScriptedTransport.Outcome.json(Bodies.job("queued"), status: 202)

    private func sent(_ order: NanoBananaPro.Order) async throws -> NewJobBody {
        let test = TestStudio(.post("/api/jobs", accepted))
        _ = try await test.studio.submit(order)
        let request = try #require(test.transport.requests.first)
        #expect(request.headers["content-type"] == "application/json")
        return try JSONDecoder().decode(NewJobBody.self, from: #require(request.body))
    }

    @Test(
        arguments: [
            (NanoBananaPro.Order.generate("a boat"), NewJobBody(task: "generate", prompt: "a boat")),
            (
                .edit("img_1", "img_2", as: "blur it"),
                NewJobBody(task: "edit", prompt: "blur it", images: ["img_1", "img_2"])
            ),
            (
                .goOn(with: "img_1", as: "warmer", model: "gemini"),
                NewJobBody(task: "edit", prompt: "warmer", model: "gemini", conversationOf: "img_1")
            ),
            (
                .compose(["img_1", "img_2"], as: NanoBananaPro.Order.Layout(.beforeAfter, gutter: 0.5)),
                NewJobBody(
                    task: "compose",
                    images: ["img_1", "img_2"],
                    layout: ["kind": .text("before_after"), "gutter": .number(0.5)]
                )
            ),
            (
                .typeset(design: "poster-bold", texts: ["title": "夏日市集"]),
                NewJobBody(task: "typeset", template: "poster-bold", texts: ["title": "夏日市集"])
            ),
            (
                .compose(document: ["version": 1, "layers": [["id": "a", "hidden": false]]]),
                NewJobBody(
                    task: "compose",
                    document: [
                        "version": .number(1),
                        "layers": .list([.object(["id": .text("a"), "hidden": .flag(false)])]),
                    ]
                )
            ),
            (.upscale("img_1", by: 4), NewJobBody(task: "upscale", images: ["img_1"], scale: 4)),
        ]
    )
    func `each task is ordered as the native API takes it`(
        order: NanoBananaPro.Order,
        body: NewJobBody
    ) async throws {
        #expect(try await sent(order) == body)
    }

    @Test func `an order carries what it was told`() async throws {
        var order = NanoBananaPro.Order.generate("a boat")
        order.model = "sketch"
        order.size = .shape("16:9", .r2K)
        (order.count, order.seed, order.style) = (3, 7, "ink-wash")
        order.negativePrompt = "people"
        order.pictures = ["img_1"]
        let body = try await sent(order)
        let expected = NewJobBody(
            task: "generate",
            prompt: "a boat",
            model: "sketch",
            aspectRatio: "16:9",
            resolution: "2K",
            n: 3,
            seed: 7,
            style: "ink-wash",
            images: ["img_1"],
            negativePrompt: "people"
        )
        #expect(body == expected)
    }

    @Test(
        arguments: [
            NanoBananaPro.Order.Size.pixels(width: 1_200, height: 630), .shape("3:2", nil),
            .shape("3:2", .r4K),
            .resolution(.r2K), nil,
        ]
    )
    func `a size is read as it was set`(size: NanoBananaPro.Order.Size?) {
        var order = NanoBananaPro.Order.generate("a boat")
        order.size = .shape("1:1", .r1K)
        order.size = size
        #expect(order.size == size)
    }

    @Test func `steps are read as they were set`() {
        var order = NanoBananaPro.Order.edit("img_1")
        order.steps = [["tool": "curve", "points": [[0, 0.5], [1, 1]], "on": true, "text": "夏"]]
        order.text = ["fit": [:]]
        #expect(order.steps == [["tool": "curve", "points": [[0, 0.5], [1, 1]], "on": true, "text": "夏"]])
        #expect(order.text == ["fit": [:]])
        order.steps = []
        #expect(order.body.steps == nil)
    }

    @Test func `an order's own key goes along`() async throws {
        let test = TestStudio(.post("/api/jobs", accepted))
        var order = NanoBananaPro.Order.generate("a boat")
        order.idempotencyKey = "order-4711"
        _ = try await test.studio.submit(order)
        #expect(test.transport.requests.first?.headers["idempotency-key"] == "order-4711")
    }

    @Test func `a job is read whole`() async throws {
        let test = TestStudio(.get("/api/jobs/job_1", .json(Bodies.job(pictures: [Bodies.picture()]))))
        let job = try await test.studio.job("job_1")
        #expect(job.status == .succeeded)
        #expect(job.progress == 1)
        #expect(job.credits == 3)
        #expect(job.createdAt == TestStudio.now)
        #expect(job.finishedAt == TestStudio.now.addingTimeInterval(2.5))
        #expect(job.notes.first?.words == ["zeitgeist"])
        #expect(job.pictures.first?.createdAt == TestStudio.now.addingTimeInterval(0.25))
        #expect(job.failure == nil)
    }

    @Test func `generating waits for the pictures`() async throws {
        let test = TestStudio(
            .post("/api/jobs", accepted),
            .get(
                "/api/jobs/job_1/events",
                .events([Bodies.done(2, Bodies.job(pictures: [Bodies.picture()]))])
            )
        )
        let job = try await test.studio.generate("a boat") { $0.count = 1 }
        #expect(job.pictures.map(\.id) == ["img_1"])
        #expect(test.transport.unasked == 0)
    }

    @Test func `a job that has ended already is not followed`() async throws {
        let test = TestStudio(.post("/api/jobs", .json(Bodies.job(), status: 202)))
        #expect(try await test.studio.run(.generate("a boat")).status == .succeeded)
    }

    @Test(
        arguments: [
            (
                Bodies.job(
                    "failed",
                    error: #"{"code":"engine_failed","detail":"Try again.","charged":false}"#
                ),
                "engine_failed"
            ),
            (Bodies.job("failed"), "job_failed"), (Bodies.job("canceled"), "job_canceled"),
        ]
    )
    func `a job without pictures is an error with its own code`(job: String, code: String) async throws {
        let test = TestStudio(
            .post("/api/jobs", accepted),
            .get("/api/jobs/job_1/events", .events([Bodies.done(2, job)]))
        )
        let error = await caught { _ = try await test.studio.generate("a boat") }
        #expect(error?.code.rawValue == code)
        #expect(error?.job == "job_1")
    }

    @Test func `stopping a job that has ended is no error`() async throws {
        let test = TestStudio(.delete("/api/jobs/job_1", .json(Bodies.job())))
        #expect(try await test.studio.cancel("job_1").status == .succeeded)
    }
}
