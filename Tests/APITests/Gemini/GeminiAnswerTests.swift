import Accounts
import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Studio
import TestSupport
import Testing

@testable import API

/// What becomes of jobs, as both of Gemini's interfaces tell it.
struct GeminiAnswerTests {
    private struct Told {
        let whole: [String: Any]
        let status: Int
        let events: [String]
        let interaction: [String: Any]
        let steps: [String]
    }

    private func told(_ engine: FakeEngine) async throws -> Told {
        var plan = TestInstallation.Plan()
        plan.engine = engine
        let installation = try await TestInstallation(plan)
        let visitor = try await installation.accounts.welcome().visitor
        let job = try await installation.run(.sample(), for: visitor.subject)
        let reader = ShapeReader(person: .visitor(visitor), language: .english)
        let presenter = Presenter(
            catalogues: try .forTests
        )
        let pictures = StoredPictures(studio: installation.studio, gate: installation.gate)
        let answers = GeminiAnswers(
            studio: installation.studio,
            pictures: pictures,
            presenter: presenter,
            dialect: GeminiDialect(presenter: presenter)
        )
        let interactions = InteractionAnswers(
            studio: installation.studio,
            pictures: pictures,
            presenter: presenter,
            base: "http://localhost"
        )
        let outcome = try await answers.outcome(of: job, for: reader)
        let interaction = try await interactions.outcome(of: job, .init(), for: reader)
        let events = InteractionEvents(interactions, for: reader)
        return Told(
            whole: try object(outcome.body),
            status: outcome.status.code,
            events: try await answers.events(of: job, for: reader).map { String(buffer: $0) },
            interaction: try object(interaction.body),
            steps: try await events.frames(of: job).map { String(buffer: $0) }
        )
    }

    private func object(_ json: Data) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    }

    @Test func `a picture is told with one picture, its signature and its cost`() async throws {
        let told = try await told(FakeEngine([.draws]))
        let candidates = try #require(told.whole["candidates"] as? [[String: Any]])
        let content = try #require(candidates.first?["content"] as? [String: Any])
        let parts = try #require(content["parts"] as? [[String: Any]])
        #expect(told.status == 200)
        #expect(candidates.first?["finishReason"] as? String == "STOP")
        #expect(parts.filter { $0["inlineData"] != nil }.count == 1)
        #expect((parts.last?["thoughtSignature"] as? String)?.isEmpty == false)
        #expect(told.whole["job_id"] as? String == told.whole["responseId"] as? String)
        #expect(told.whole["modelVersion"] as? String == "free")
        #expect(told.interaction["status"] as? String == "completed")
    }

    @Test func `events are written exactly as their clients read them`() async throws {
        let told = try await told(FakeEngine([.draws]))
        #expect(told.events.allSatisfy { $0.hasPrefix("data: {") && $0.hasSuffix("}\r\n\r\n") })
        #expect(told.events.count == 1)
        let kinds = told.steps.map { $0.split(separator: "\n")[0] }
        #expect(
            kinds == [
                "event: interaction.created", "event: step.start", "event: step.delta", "event: step.stop",
                "event: step.start", "event: step.delta", "event: step.stop", "event: interaction.completed",
                "data: [DONE]",
            ]
        )
        #expect(told.steps[3].contains(#""event_id":"4""#))
    }

    @Test func `what is said along with a picture comes before it`() async throws {
        let told = try await told(FakeEngine([.draws(noting: [Note(.wordsNotDrawn, words: ["xyzzy"])])]))
        #expect(told.events.count == 2)
        #expect(told.events[0].contains("xyzzy"))
        #expect(!told.events[0].contains("finishReason"))
        #expect(told.events[1].contains("STOP"))
    }

    @Test func `words that are refused block the prompt`() async throws {
        let told = try await told(FakeEngine([.refuses(.engineRefusedInput)]))
        let feedback = told.whole["promptFeedback"] as? [String: Any]
        #expect(told.status == 200)
        #expect(feedback?["blockReason"] as? String == "PROHIBITED_CONTENT")
        #expect(told.whole["candidates"] == nil)
        let errors = told.interaction["errors"] as? [[String: Any]]
        #expect(errors?.first?["code"] as? String == "safety")
    }

    @Test func `a picture that is kept back is a candidate without content`() async throws {
        let told = try await told(FakeEngine([.refuses(.engineRefusedOutput)]))
        let candidate = (told.whole["candidates"] as? [[String: Any]])?.first
        #expect(told.status == 200)
        #expect(candidate?["finishReason"] as? String == "IMAGE_SAFETY")
        #expect(candidate?["content"] == nil)
        #expect((candidate?["finishMessage"] as? String)?.isEmpty == false)
    }

    @Test func `a failure is an error to one interface and a failed interaction to the other`() async throws {
        let told = try await told(FakeEngine([.refuses(.engineUnavailable)]))
        #expect(told.status == 503)
        #expect(told.events == told.events.filter { $0.hasPrefix(#"data: {"error":"#) })
        #expect(told.events.count == 1)
        #expect(told.interaction["status"] as? String == "failed")
        let kinds = told.steps.dropLast().map { $0.split(separator: "\n")[0] }
        #expect(
            kinds == ["event: interaction.created", "event: interaction.status_update", "event: error"]
        )
    }
}
