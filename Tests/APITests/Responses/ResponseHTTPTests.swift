import Foundation
import HTTPTypes
import HummingbirdTesting
import Kernel
import NIOCore
import TestSupport
import Testing

/// Responses over HTTP.
struct ResponseHTTPTests {
    private static let way = "/v1/responses"
    private static let cup =
        #"{"input":"a cup","tools":[{"type":"image_generation","size":"96x64"}],"metadata":{"order":"7"}}"#

    @Test(arguments: [way, "/openai/v1/responses"])
    func `a response is made, found, read for its input, and deleted`(path: String) async throws {
        try await OpenAIUnderTest().run { browser in
            let made = try await browser.send(.post, path, json: Self.cup)
            try #require(made.status == .ok, "\(String(buffer: made.body))")
            #expect(made.result != nil)
            #expect(made.object["model"] as? String == "free")
            #expect(made.object["metadata"] as? [String: String] == ["order": "7"])
            let id = try #require(made.object["id"] as? String)
            let owner = browser.keeping(made)
            let found = try await owner.send(.get, "\(path)/\(id)")
            #expect(found.result == made.result)
            let input = try await owner.send(.get, "\(path)/\(id)/input_items").object
            let message = (input["data"] as? [[String: any Sendable]])?.first
            let content = message?["content"] as? [[String: any Sendable]]
            #expect(content?.first?["text"] as? String == "a cup")
            let gone = try await owner.send(.delete, "\(path)/\(id)").object
            #expect(gone["deleted"] as? Bool == true)
            #expect(try await owner.send(.get, "\(path)/\(id)").status == .notFound)
        }
    }

    @Test(arguments: [way, "/v1/images/edits"])
    func `what says itself that it is too large is refused before any of it is read`(
        path: String
    ) async throws {
        try await OpenAIUnderTest().run { browser in
            let (_, owner) = try await browser.make(#"{"prompt":"a","model":"free","size":"64x64"}"#)
            let length = "\((64 << 20) + 1)"
            let headers: HTTPFields = [.contentLength: length, .contentType: "application/json"]
            let answer = try await owner.send(.post, path, headers: headers)
            #expect(answer.status == .contentTooLarge)
        }
    }

    /// How a request names what it goes on from.
    enum Naming: CaseIterable, Sendable {
        case response
        case picture
        case bytes
    }

    @Test(arguments: Naming.allCases)
    func `the next one goes on from the one before`(naming: Naming) async throws {
        try await OpenAIUnderTest().run { browser in
            let first = try await browser.send(.post, Self.way, json: Self.cup)
            let owner = browser.keeping(first)
            let members = try naming.members(after: first)
            let order = #"{"model":"painter",\#(members)}"#
            let next = try await owner.send(.post, Self.way, json: order)
            try #require(next.status == .ok, "\(String(buffer: next.body))")
            #expect(next.output.first?["action"] as? String == "edit")
            let before = try await owner.job(of: first)["images"] as? [[String: any Sendable]]
            let parent = try await owner.job(of: next)["parent"] as? String
            #expect(parent != nil)
            #expect(parent == before?.first?["id"] as? String)
        }
    }

    @Test(
        arguments: [
            (#""input":"""#, 400, "input"), (#""input":"a","model":"nothing""#, 404, "model"),
            (tool(#""type":"function""#), 400, "tools[0].type"),
            (tool(#""type":"image_generation","size":"1x1""#), 400, "tools[0].size"),
            (
                tool(#""type":"image_generation","background":"transparent""#), 400,
                "tools[0].background"
            ),
            (tool(#""type":"image_generation","action":"edit""#), 400, "input"),
            (
                tool(#""type":"image_generation","input_image_mask":{"image_url":"data:;base64,AQI="}"#),
                400, "tools[0].input_image_mask"
            ),
            (
                #""model":"painter","input":[{"role":"user","content":["#
                    + #"{"type":"input_text","text":"a"},{"type":"input_image","image_url":"data:;base64,AQI="}]}]"#,
                400, "input[0].content[1]"
            ),
        ] as [(String, Int, String)]
    )
    func `what is wrong is told by its place, in OpenAI's four words`(
        members: String,
        status: Int,
        param: String
    ) async throws {
        try await OpenAIUnderTest().run { browser in
            let answer = try await browser.send(.post, Self.way, json: "{\(members)}")
            #expect(answer.status.code == status)
            #expect(answer.error.keys.sorted() == ["code", "message", "param", "type"])
            #expect(answer.error["param"] as? String == param)
            #expect(answer.headers[.setCookie] == nil)
        }
    }

    private static func tool(_ members: String) -> String { #""input":"a","tools":[{\#(members)}]"# }

    @Test func `one that is not kept is nowhere to be found`() async throws {
        try await OpenAIUnderTest().run { browser in
            let made = try await browser.send(.post, Self.way, json: #"{"input":"a cup","store":false}"#)
            let id = try #require(made.object["id"] as? String)
            let owner = browser.keeping(made)
            #expect(made.result != nil)
            #expect(try await owner.send(.get, "\(Self.way)/\(id)").status == .notFound)
            let next = #"{"input":"bluer","previous_response_id":"\#(id)"}"#
            let answer = try await owner.send(.post, Self.way, json: next)
            #expect(answer.error["param"] as? String == "previous_response_id")
            #expect(answer.status == .notFound)
        }
    }

    @Test func `a stream has every event`() async throws {
        try await OpenAIUnderTest().run { browser in
            let order = #"{"input":"a cup","stream":true}"#
            let answer = try await browser.send(.post, Self.way, json: order)
            #expect(answer.headers[.contentType] == "text/event-stream")
            let types = answer.events.compactMap { $0["type"] as? String }
            #expect(types.first == "response.created")
            #expect(types.last == "response.completed")
        }
    }

    @Test func `a retry that counts itself joins the job that is there`() async throws {
        try await OpenAIUnderTest().run { browser in
            let first = try await browser.send(.post, Self.way, json: Self.cup)
            let count = HTTPField.Name("x-stainless-retry-count").unsafelyUnwrapped
            let owner = browser.keeping(first)
            let again = try await owner.send(.post, Self.way, json: Self.cup, headers: [count: "1"])
            #expect(again.object["id"] as? String == first.object["id"] as? String)
        }
    }

    @Test func `a failed job is an error of its request, and a failed response later`() async throws {
        var plan = TestInstallation.Plan()
        plan.engine = FakeEngine(always: .refuses(.engineRefusedOutput))
        try await OpenAIUnderTest(plan).run { browser in
            let answer = try await browser.send(.post, Self.way, json: #"{"input":"a"}"#)
            #expect(answer.status == .badRequest)
            #expect(answer.error["code"] as? String == "moderation_blocked")
            #expect(answer.headers[HTTPField.Name("x-should-retry").unsafelyUnwrapped] == "false")
            let job = try #require(answer.headers[HTTPField.Name("x-job-id").unsafelyUnwrapped])
            let id = job.replacing("job_", with: "resp_")
            let found = try await browser.keeping(answer).send(.get, "\(Self.way)/\(id)")
            #expect(found.status == .ok)
            #expect(found.object["status"] as? String == "failed")
        }
    }
}

extension TestResponse {
    fileprivate var output: [[String: any Sendable]] { object["output"] as? [[String: any Sendable]] ?? [] }

    /// The picture of a response.
    fileprivate var result: Data? {
        (output.first?["result"] as? String).flatMap { Data(base64Encoded: $0) }
    }
}

extension Browser {
    fileprivate func job(of response: TestResponse) async throws -> [String: any Sendable] {
        let id = try #require(response.object["job_id"] as? String)
        return try await send(.get, "/api/jobs/\(id)").object
    }
}

extension ResponseHTTPTests.Naming {
    /// The members of a request that goes on from a response.
    fileprivate func members(after response: TestResponse) throws -> String {
        let words = #"{"role":"user","content":"bluer"}"#
        switch self {
        case .response:
            let id = try #require(response.object["id"] as? String)
            return #""input":"bluer","previous_response_id":"\#(id)""#
        case .picture:
            let id = try #require(response.output.first?["id"] as? String)
            return #""input":[{"type":"image_generation_call","id":"\#(id)"},\#(words)]"#
        case .bytes:
            let item = try #require(response.output.first)
            let whole = try JSONSerialization.data(withJSONObject: item)
            return #""input":[\#(String(decoding: whole, as: UTF8.self)),\#(words)]"#
        }
    }
}
