import Foundation
import Testing

@testable import NanoBananaPro

struct PictureTests {
    @Test func `a list is fetched page by page as it is read`() async throws {
        let (first, second) = (Bodies.picture("img_2"), Bodies.picture("img_1"))
        let test = TestStudio(
            .get(
                "/api/images?q=red%20cat%20%26%20%E8%B2%93&limit=1",
                .json(Bodies.list([first], next: "img_2"))
            ),
            .get(
                "/api/images?q=red%20cat%20%26%20%E8%B2%93&limit=1&cursor=img_2",
                .json(Bodies.list([second]))
            )
        )
        var pictures = test.studio.pictures(holding: "red cat & 貓", pageSize: 1).makeAsyncIterator()
        #expect(try await pictures.next()?.id == "img_2")
        #expect(test.transport.unasked == 1)
        #expect(try await pictures.next()?.id == "img_1")
        #expect(try await pictures.next() == nil)
        #expect(try await pictures.next() == nil)
    }

    @Test func `jobs can be narrowed`() async throws {
        let test = TestStudio(
            .get("/api/jobs?status=failed&model=sketch&limit=5", .json(Bodies.list([])))
        )
        for try await _ in test.studio.jobs(.failed, of: "sketch", pageSize: 5) {}
        #expect(test.transport.unasked == 0)
    }

    @Test func `an empty page is no end`() async throws {
        let test = TestStudio(
            .get("/api/jobs?limit=50", .json(Bodies.list([], next: "job_9"))),
            .get("/api/jobs?limit=50&cursor=job_9", .json(Bodies.list([Bodies.job()])))
        )
        let jobs = try await test.studio.jobs().reduce(into: [NanoBananaPro.Job.ID]()) { $0.append($1.id) }
        #expect(jobs == ["job_1"])
    }

    @Test func `a list that goes in a circle is given up`() async {
        let test = TestStudio(
            .get("/api/jobs?limit=50", .json(Bodies.list([Bodies.job()], next: "job_9"))),
            .get("/api/jobs?limit=50&cursor=job_9", .json(Bodies.list([Bodies.job()], next: "job_9")))
        )
        let error = await caught { for try await _ in test.studio.jobs() {} }
        #expect(error?.code == .answerUnreadable)
    }

    @Test(
        arguments: [
            (NanoBananaPro.PictureFilter.favourites, "show=favourites&limit=50"),
            (.uploads, "show=uploads&limit=50"), (.collection("col_1"), "collection=col_1&limit=50"),
        ]
    )
    func `a list can be narrowed`(filter: NanoBananaPro.PictureFilter, query: String) async throws {
        let test = TestStudio(.get("/api/images?\(query)", .json(Bodies.list([]))))
        for try await _ in test.studio.pictures(filter) {}
        #expect(test.transport.unasked == 0)
    }

    @Test func `a file comes in the format and width that was asked for`() async throws {
        let bytes = [Data([1, 2]), Data([3])]
        let test = TestStudio(
            .get("/api/images/img_1/file?format=webp&w=320&quality=80", .answer(200, headers: [:], bytes))
        )
        let file = try await test.studio.file(of: "img_1", as: .webp, width: 320, quality: 80)
        #expect(file == Data([1, 2, 3]))
    }

    @Test func `a file that is too long is not read to its end`() async throws {
        let part = Data(repeating: 0, count: 1_024)
        let transport = ScriptedTransport(
            .get("/api/images/img_1/file", .answer(200, headers: [:], [part, part]))
        )
        let studio = NanoBananaPro(
            server: try #require(URL(string: "https://studio.example")),
            key: "nbp_sk_x",
            options: NanoBananaPro.Options(largestFile: 2_047, transport: transport)
        )
        let error = await caught { _ = try await studio.file(of: "img_1") }
        #expect(error?.code == .answerUnreadable)
    }

    @Test func `files are brought as one form, which is sent again as it was`() async throws {
        let test = TestStudio(
            .post("/api/images?use=mask", .error(.lost)),
            .post("/api/images?use=mask", .json("{\"data\":[\(Bodies.picture())]}", status: 201))
        )
        let file = NanoBananaPro.PictureFile(Data([0x89, 0x0D, 0x0A]), name: "a \"b\"\r\nc.png")
        let pictures = try await test.studio.upload([file], isMask: true)
        let requests = test.transport.requests
        let expected =
            Data("--nbp-unique-1\r\nContent-Disposition: form-data; name=\"file\"; ".utf8)
            + Data("filename=\"a %22b%22%0D%0Ac.png\"\r\nContent-Type: application/octet-stream\r\n\r\n".utf8)
            + Data([0x89, 0x0D, 0x0A]) + Data("\r\n--nbp-unique-1--\r\n".utf8)
        #expect(pictures.map(\.id) == ["img_1"])
        #expect(requests.map(\.body) == [expected, expected])
        #expect(requests.map { $0.headers["idempotency-key"] } == ["unique-2", "unique-2"])
        #expect(requests[0].headers["content-type"] == "multipart/form-data; boundary=nbp-unique-1")
    }

    @Test func `an id cannot lead to another address`() async throws {
        let test = TestStudio(.get("/api/images/..%2Faccount%3Fx%23y", .json(Bodies.picture())))
        _ = try await test.studio.picture("../account?x#y")
    }

    @Test func `usage is read`() async throws {
        let answer = """
            {"day":"2026-11-23","resets_at":"2026-11-24T00:00:00.000Z","today":{"images":2,"credits":6},\
            "thirty_days":{"images":9,"credits":27},"free_credits":40,"open_jobs":1,"limits":{"open_jobs":20},"by_key":[],"by_model":[]}
            """
        let usage = try await TestStudio(.get("/api/usage", .json(answer))).studio.usage()
        #expect(usage.today.images == 2)
        #expect(usage.thirtyDays.credits == 27)
        #expect(usage.freeCredits == 40)
        #expect(usage.resetsAt == TestStudio.now.addingTimeInterval(6 * 3_600))
    }
}
