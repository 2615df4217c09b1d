import Foundation
import Testing

@testable import NanoBananaPro

struct UpdateTests {
    private let events = "/api/jobs/job_1/events"

    private func updates(_ test: TestStudio) async throws -> [NanoBananaPro.JobUpdate] {
        try await test.studio.updates(of: "job_1").reduce(into: []) { $0.append($1) }
    }

    @Test func `a job is followed to its end`() async throws {
        let test = TestStudio(
            .get(
                events,
                .events([
                    Bodies.progress(1, 0.25, "queued"), ": keep\n\n", Bodies.progress(2, 0.5),
                    Bodies.event(2, "preview", #"{"index":0,"picture":"data:image/webp;base64,AAEC"}"#),
                    Bodies.event(3, "surprise", "{}"), Bodies.image(3, Bodies.picture()),
                    Bodies.done(4, Bodies.job(pictures: [Bodies.picture()])), Bodies.progress(5, 0.9),
                ])
            )
        )
        let updates = try await updates(test)
        #expect(updates.count == 5)
        #expect(updates.first == .progress(0.25, stage: "queued"))
        #expect(updates.dropFirst(2).first == .preview(index: 0, bytes: Data([0, 1, 2])))
        guard case .picture(let picture) = updates[3], case .ended(let job) = updates[4] else {
            return #expect(Bool(false), "\(updates)")
        }
        #expect(picture.id == "img_1")
        #expect(job.pictures == [picture])
        #expect(test.transport.requests.first?.headers["accept"] == "text/event-stream")
        #expect(test.transport.requests.first?.headers["last-event-id"] == nil)
    }

    @Test func `a stream that breaks goes on behind its last whole event`() async throws {
        let test = TestStudio(
            .get(
                events,
                .brokenEvents(Bodies.progress(1, 0.5), Bodies.image(3, Bodies.picture()), "id: 4\nda")
            ),
            .get(events, .error(.unreachable)),
            .get(events, .events([Bodies.progress(3, 0.5), ": keep\n\n"])),
            .get(events, .events([Bodies.done(5, Bodies.job())]))
        )
        let updates = try await updates(test)
        let ids = test.transport.requests.map { $0.headers["last-event-id"] }
        #expect(ids == [nil, "3", "3", "3"])
        #expect(updates.count == 3)
        #expect(test.transport.unasked == 0)
    }

    @Test func `what is told again after a break is not repeated`() async throws {
        let test = TestStudio(
            .get(events, .brokenEvents(Bodies.progress(1, 0.5))),
            .get(events, .events([Bodies.progress(1, 0.5), Bodies.done(2, Bodies.job())]))
        )
        #expect(try await updates(test).count == 2)
    }

    @Test func `every picture comes once, also where its event was lost or came twice`() async throws {
        let (first, second) = (Bodies.picture("img_1"), Bodies.picture("img_2", index: 1))
        let test = TestStudio(
            .get(events, .brokenEvents(Bodies.image(3, first))),
            .get(
                events,
                .events([Bodies.image(3, first), Bodies.done(5, Bodies.job(pictures: [first, second]))])
            )
        )
        let pictures = try await updates(test).compactMap { update in
            if case .picture(let picture) = update { picture.id.text } else { nil }
        }
        #expect(pictures == ["img_1", "img_2"])
    }

    @Test func `streams that bring nothing are given up in the end`() async throws {
        let silent = ScriptedTransport.Turn.get(events, .events([": keep\n\n"]))
        let test = TestStudio(silent, silent, silent, silent)
        let error = await caught { _ = try await updates(test) }
        #expect(error?.code == .connectionLost)
        #expect(test.pauses == [.milliseconds(500), .seconds(1), .seconds(2)])
    }

    @Test(
        arguments: [
            ("progress", "{}"), ("progress", "nonsense"), ("image", "[]"), ("done", "{}"),
            ("preview", #"{"index":0,"picture":"https://elsewhere.example/x"}"#),
            ("done", Bodies.job("asleep")),
        ]
    )
    func `an event that cannot be read is an error, not a lost connection`(name: String, data: String) async {
        let test = TestStudio(.get(events, .events([Bodies.event(1, name, data)])))
        let error = await caught { _ = try await updates(test) }
        #expect(error?.code == .answerUnreadable)
    }

    @Test func `an answer that is no stream is an error`() async {
        let test = TestStudio(.get(events, .json("{}")))
        #expect(await caught { _ = try await updates(test) }?.code == .answerUnreadable)
    }

    @Test func `a job that is not there ends it`() async {
        let test = TestStudio(.get(events, .problem(404, "not_found")))
        #expect(await caught { _ = try await updates(test) }?.code == .notFound)
    }

    @Test func `cancelling ends it`() async throws {
        let test = TestStudio(.get(events, .silence))
        let following = Task { try await updates(test) }
        while test.transport.requests.isEmpty { await Task.yield() }
        following.cancel()
        await #expect(throws: CancellationError.self) { try await following.value }
    }
}
