import Engines
import Kernel
import Studio
import TestSupport
import Testing

/// What a picture is not to show, for models that can be told.
@Suite(.timeLimit(.minutes(5)))
struct NegativeTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
        try await place.grant(10, to: person)
    }

    @Test func `what is not to be seen reaches the engine and stays with the job`() async throws {
        let job = try await place.run(order(without: "people"), for: person)
        #expect(place.engine.orders.map { $0.negative?.text } == ["people"])
        #expect(place.engine.orders.map(\.prompt.text) == ["a red cat"])
        #expect(try job.settings == .avoiding(Prompt("people"), text: nil))
    }

    @Test func `a model that cannot be told refuses it by field`() async throws {
        let problem = Problem(.negativeUnsupported, field: "negative_prompt", ["model": "free"])
        let order = try order(without: "people", model: "free")
        #expect(throws: problem) { try place.studio.check(order, isFirst: true) }
        await #expect(throws: problem) { try await place.submit(order, for: person) }
    }

    @Test func `the same words without something else are another order`() async throws {
        _ = try await place.submit(order(without: "people", key: "k"), for: person)
        await #expect(throws: Problem(.idempotencyKeyReused)) {
            try await place.submit(order(without: "clouds", key: "k"), for: person)
        }
    }

    @Test func `moving takes it along`() async throws {
        let id = try await place.run(order(without: "people"), for: person).id
        let taker = try await place.newVisitor()
        #expect(try await place.studio.move(from: person, to: taker))
        #expect(try await place.job(id, of: taker).settings == .avoiding(Prompt("people"), text: nil))
    }

    private func order(without words: String, model: String = "paid", key: String? = nil) throws -> Order {
        try Order(
            prompt: Prompt("a red cat"),
            model: model,
            spec: ImageSpec(size: "64x64", aspectRatio: nil, resolution: nil),
            count: 1,
            negative: Prompt(words),
            idempotencyKey: key.map { key throws(Problem) in try IdempotencyKey(key) }
        )
    }
}
