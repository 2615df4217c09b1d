import Engines
import Kernel
import Privacy
import Queue
import Store
import Studio
import TestSupport
import Testing

/// What was asked of servers, as it is remembered.
@Suite(.timeLimit(.minutes(5)))
struct CallTests {
    let place: TestInstallation
    let person: SubjectID
    let journal: StudioJournal

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
        journal = place.journal
    }

    private func call(_ job: JobID, at position: Int = 0, id: UInt64 = 1) -> EngineCall {
        EngineCall(
            id: .sample(id),
            picture: PictureKey(job: job, position: position, subject: person),
            engine: "gemini",
            lane: "gemini-1",
            model: "m",
            recipient: "google",
            fields: [.prompt, .references],
            begunAt: place.time.now,
            isPaid: true
        )
    }

    private func past(_ job: JobID, at position: Int = 0) async throws -> [String?] {
        try await journal.past(of: PictureKey(job: job, position: position, subject: person)).map(\.outcome)
    }

    @Test func `the past of a picture is every call for it, with what came of it`() async throws {
        let job: JobID = .sample(1)
        #expect(try await past(job) == [])
        try await journal.begin(call(job), after: 0)
        #expect(try await past(job) == [nil])
        #expect(try await past(job, at: 1) == [])
        #expect(try await past(.sample(2)) == [])
        try await journal.end(.sample(1), EngineCallEnd(outcome: "unknown"))
        try await journal.begin(call(job, id: 2), after: 1)
        try await journal.end(.sample(2), EngineCallEnd(outcome: EngineCallEnd.made))
        #expect(try await past(job) == ["unknown", "made"])
    }

    @Test func `of two that ask for one picture at once, one does`() async throws {
        try await journal.begin(call(.sample(1)), after: 0)
        await #expect(throws: PastChanged.self) { try await journal.begin(call(.sample(1), id: 2), after: 0) }
        #expect(try await past(.sample(1)).count == 1)
    }

    @Test func `what went to whom is exported and erased with its person`() async throws {
        let usage = EngineCallEnd.Usage(input: 571, output: 1_120, text: 50)
        try await journal.begin(call(.sample(1)), after: 0)
        try await journal.end(.sample(1), EngineCallEnd(outcome: "made", serverID: "r1", usage: usage))
        #expect(
            try await place.rows(
                in: "studio_call",
                where:
                    "recipient = 'google' AND fields = 'image.prompt image.references' AND output_tokens = 1120"
            ) == 1
        )
        try await place.privacy.erase(person, because: .asked)
        try await place.working {
            for await _ in place.queue.changes(of: person.value)
            where try await place.rows(in: "privacy_erasure", where: "finished_at IS NOT NULL") == 1 {
                return
            }
        }
        #expect(try await place.rows(in: "studio_call") == 0)
    }
}
