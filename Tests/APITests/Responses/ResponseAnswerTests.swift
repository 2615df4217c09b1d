import Accounts
import Engines
import Foundation
import Kernel
import NIOCore
import Studio
import TestSupport
import Testing

@testable import API

/// What becomes of jobs, as responses tell it.
struct ResponseAnswerTests {
    private struct Told {
        let job: Job
        let whole: [String: any Sendable]
        let events: [[String: any Sendable]]
        /// What whoever comes back after each of the events is told, by its number.
        let rests: [Int: [String]]

        var types: [String] { events.compactMap { $0["type"] as? String } }
        var numbers: [Int] { events.compactMap { $0["sequence_number"] as? Int } }
        var output: [[String: any Sendable]] { whole["output"] as? [[String: any Sendable]] ?? [] }
    }

    private func told(_ engine: FakeEngine) async throws -> Told {
        var plan = TestInstallation.Plan()
        plan.engine = engine
        let installation = try await TestInstallation(plan)
        let visitor = try await installation.accounts.welcome().visitor
        let job = try await installation.run(.sample(), for: visitor.subject)
        let reader = ShapeReader(person: .visitor(visitor), language: .english)
        let presenter = Presenter(catalogues: try .forTests)
        let answers = ResponseAnswers(
            studio: installation.studio,
            pictures: StoredPictures(studio: installation.studio, gate: installation.gate),
            presenter: presenter,
            dialect: OpenAIDialect(presenter: presenter)
        )
        let events = try await Self.events(ResponseEvents(answers, for: reader), of: job)
        var rests: [Int: [String]] = [:]
        for number in events.compactMap({ $0["sequence_number"] as? Int }) {
            let rest = ResponseEvents(answers, for: reader, after: number)
            rests[number] = try await Self.events(rest, of: job).compactMap { $0["type"] as? String }
        }
        let whole = try JSONEncoder.wire.encode(await answers.body(of: job, for: reader))
        return Told(job: job, whole: try Self.object(whole), events: events, rests: rests)
    }

    private static func events(
        _ events: ResponseEvents,
        of job: Job
    ) async throws -> [[String: any Sendable]] {
        try await events.frames(of: job).map { frame in
            let lines = String(buffer: frame).split(separator: "\n", omittingEmptySubsequences: false)
            let told = try object(Data(lines[1].dropFirst("data: ".count).utf8))
            #expect(lines[0] == "event: \(told["type"] as? String ?? "")")
            #expect(lines[2...] == ["", ""])
            return told
        }
    }

    private static func object(_ json: Data) throws -> [String: any Sendable] {
        try #require(try JSONSerialization.jsonObject(with: json) as? [String: any Sendable])
    }

    @Test func `a picture is told with all that typed clients need`() async throws {
        let told = try await told(FakeEngine([.draws]))
        #expect(
            Set(told.whole.keys).isSuperset(of: [
                "id", "object", "created_at", "status", "error", "incomplete_details", "instructions",
                "metadata", "model", "output", "parallel_tool_calls", "temperature", "tool_choice", "tools",
                "top_p", "usage", "job_id", "charged_credits",
            ])
        )
        #expect(told.whole["status"] as? String == "completed")
        #expect(told.whole["id"] as? String == told.job.id.text.replacing("job_", with: "resp_"))
        #expect(told.whole["error"] is NSNull)
        let call = try #require(told.output.first)
        #expect(call["id"] as? String == told.job.id.text.replacing("job_", with: "ig_"))
        #expect(call["type"] as? String == "image_generation_call")
        #expect(call["action"] as? String == "generate")
        let picture = (call["result"] as? String).flatMap { Data(base64Encoded: $0) }
        #expect(picture?.starts(with: [0x89, 0x50]) == true)
        let usage = try #require(told.whole["usage"] as? [String: any Sendable])
        let (input, output) = (usage["input_tokens"] as? Int, usage["output_tokens"] as? Int)
        #expect(usage["total_tokens"] as? Int == (input ?? 0) + (output ?? 0))
    }

    @Test func `events come in their sequence, and go on after the last one seen`() async throws {
        let told = try await told(FakeEngine([.draws]))
        #expect(
            told.types == [
                "response.created", "response.in_progress", "response.output_item.added",
                "response.image_generation_call.in_progress", "response.image_generation_call.generating",
                "response.image_generation_call.completed", "response.output_item.done", "response.completed",
            ]
        )
        #expect(told.numbers == [0, 1, 2, 3, 4, 8, 9, 10], "three are left for drafts")
        for (place, number) in told.numbers.enumerated() {
            #expect(told.rests[number] == Array(told.types.dropFirst(place + 1)))
        }
        let whole = told.events.last?["response"] as? [String: any Sendable]
        #expect(whole?["status"] as? String == "completed")
        let begun = told.events.first?["response"] as? [String: any Sendable]
        #expect(begun?["status"] as? String == "in_progress")
        #expect((begun?["output"] as? [any Sendable])?.isEmpty == true)
    }

    @Test func `what is said along with a picture is a message after it`() async throws {
        let told = try await told(FakeEngine([.draws(noting: [Note(.wordsNotDrawn, words: ["xyzzy"])])]))
        let content = try #require(told.output.last?["content"] as? [[String: any Sendable]])
        #expect(told.output.count == 2)
        #expect((content.first?["text"] as? String)?.contains("xyzzy") == true)
        #expect(told.numbers == told.numbers.sorted())
        #expect(
            told.types.suffix(7) == [
                "response.output_item.added", "response.content_part.added", "response.output_text.delta",
                "response.output_text.done", "response.content_part.done", "response.output_item.done",
                "response.completed",
            ]
        )
    }

    @Test(arguments: [
        (Problem.Code.engineRefusedInput, "invalid_prompt", "moderation_blocked"),
        (.engineRefusedOutput, "image_content_policy_violation", "moderation_blocked"),
        (.engineUnavailable, "server_error", "overloaded"),
    ])
    func `a failure is told in words that clients know`(
        code: Problem.Code,
        name: String,
        reason: String
    ) async throws {
        let told = try await told(FakeEngine([.refuses(code)]))
        #expect(told.whole["status"] as? String == "failed")
        let error = try #require(told.whole["error"] as? [String: any Sendable])
        #expect(error["code"] as? String == name)
        #expect((error["message"] as? String)?.isEmpty == false)
        let own = told.output.first?["error"] as? [String: any Sendable]
        #expect(own?["code"] as? String == reason)
        #expect(told.types.suffix(2) == ["response.output_item.done", "response.failed"])
        #expect(told.whole["charged_credits"] as? Int == 0)
    }

    /// As the types of OpenAI's library list them.
    private static let codes: Set<String> = [
        "server_error", "rate_limit_exceeded", "invalid_prompt", "invalid_image", "image_too_large",
        "image_content_policy_violation", "image_file_not_found",
    ]

    @Test(arguments: Problem.Code.allCases)
    func `every failure has a code that typed clients know`(code: Problem.Code) {
        #expect(Self.codes.contains(code.ofResponses))
    }

    @Test func `a request's words come back, and its mask does not`() throws {
        let body = Data(
            #"""
            {"input":"a","metadata":{"order":"7"},"temperature":0.5,"instructions":"Be brief.",
             "tools":[{"type":"image_generation","size":"auto","input_image_mask":{"image_url":"data:,"}}]}
            """#.utf8
        )
        let echo = try Self.object(
            JSONEncoder.wire.encode(ResponseEcho(OpenAIFields(json: body)))
        )
        #expect(echo["metadata"] as? [String: String] == ["order": "7"])
        #expect(echo["temperature"] as? Double == 0.5)
        #expect(echo["instructions"] as? String == "Be brief.")
        let tool = (echo["tools"] as? [[String: any Sendable]])?.first
        #expect(tool?.keys.sorted() == ["size", "type"])
    }
}
