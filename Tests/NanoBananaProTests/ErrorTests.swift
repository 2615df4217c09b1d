import Foundation
import Testing

@testable import NanoBananaPro

struct ErrorTests {
    private func error(_ outcome: ScriptedTransport.Outcome) async -> NanoBananaProError? {
        let test = TestStudio(.post("/api/jobs", outcome), retry: .never)
        return await caught { _ = try await test.studio.submit(.generate("a boat")) }
    }

    @Test func `a refusal tells what the server told`() async throws {
        let problem = ScriptedTransport.Outcome.problem(
            422,
            "value_out_of_range",
            fields: #"{"steps[2].amount":"Between 0 and 100."}"#,
            headers: ["X-Request-ID": "req-1"]
        )
        let error = try #require(await error(problem))
        #expect(error.code == "value_out_of_range")
        #expect(error.status == 422)
        #expect(error.title == "No")
        #expect(error.detail == "Not so.")
        #expect(error.field == "steps[2].amount")
        #expect(error.fields == ["steps[2].amount": "Between 0 and 100."])
        #expect(error.requestID == "req-1")
        #expect("\(error)" == "Not so.")
    }

    @Test(arguments: ["", "<html>Bad gateway</html>", "{}", "[1]", "{\"code\":7}"])
    func `a refusal of somebody in between is an error too`(body: String) async {
        let error = await error(.answer(403, headers: [:], [Data(body.utf8)]))
        #expect(error?.code == "http_403")
        #expect(error?.status == 403)
    }

    @Test(arguments: [301, 302, 307, 308])
    func `a redirect is not followed, so that the key goes nowhere else`(status: Int) async {
        let error = await error(.answer(status, headers: ["Location": "https://elsewhere.example/"], []))
        #expect(error?.code.rawValue == "http_\(status)")
    }

    @Test(arguments: ["", "{", "null", "[]", "{\"id\":\"job_1\"}", Bodies.job("asleep")])
    func `an answer that is no job is an error`(body: String) async {
        #expect(await error(.json(body, status: 202))?.code == .answerUnreadable)
    }

    @Test func `every beginning of an answer is an error`() async {
        let bytes = Data(Bodies.job().utf8)
        for length in stride(from: 0, to: bytes.count, by: 7) {
            let error = await error(.answer(202, headers: [:], [bytes.prefix(length)]))
            #expect(error?.code == .answerUnreadable, "\(length) bytes")
        }
    }

    @Test(arguments: [
        "ftp://studio.example", "studio.example", "/here", "https:", "mailto:me@studio.example",
    ])
    func `a server's address that is none is told before anything is sent`(address: String) async {
        let test = TestStudio(server: address)
        let error = await caught { _ = try await test.studio.models() }
        #expect(error?.code == .serverMalformed)
    }

    @Test(
        arguments: [
            ("https://studio.example", "/api/models"), ("https://studio.example//", "/api/models"),
            ("http://[::1]:8080/studio/", "/studio/api/models"),
        ]
    )
    func `a server may lie below a path`(server: String, target: String) async throws {
        let test = TestStudio(.get(target, .json(Bodies.list([]))), server: server)
        #expect(try await test.studio.models().isEmpty)
    }

    @Test func `codes can be told apart in a switch`() {
        let error = NanoBananaProError("too_many_jobs", detail: "Wait.")
        switch error.code {
        case .tooManyJobs: break
        default: #expect(Bool(false), "it fell through")
        }
    }
}
