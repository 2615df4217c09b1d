import Engines
import Foundation
import Glibc
import Kernel
import Queue
import Store
import Studio
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct BatchTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        var plan = TestInstallation.Plan()
        plan.limits = StudioLimits(freeImagesPerDay: nil, openJobs: 3)
        place = try await TestInstallation(plan)
        person = try await place.newVisitor()
    }

    @Test func `more rows than may be open at once are all made, each once`() async throws {
        let batch = try await place.studio.submit(.sample(rows: 7), for: person)
        #expect(batch.counts == [.waiting: 7] && batch.progress == 0)
        let ended = try await place.ended(batch.id, of: person)
        #expect(ended.counts == [.succeeded: 7] && ended.progress == 1 && ended.isOver)
        let prompts = place.engine.orders.map(\.prompt.text)
        #expect(prompts.sorted() == (1...7).map { "cat number \($0)" })
        let rows = try await rows(of: batch.id)
        #expect(rows.map(\.prompt.text) == (1...7).map { "cat number \($0)" })
        #expect(rows.allSatisfy { $0.status == .succeeded && $0.images.count == 1 && $0.job != nil })
        #expect(try await place.rows(in: "studio_job") == 7)
    }

    @Test(arguments: [true, false])
    func `what a key handed over is not ordered once the key is revoked`(isOver: Bool) async throws {
        var plan = TestInstallation.Plan()
        plan.isKeyOver = isOver
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        var wish = try BatchWish.sample(rows: 2)
        wish.budget = KeyBudget(.sample())
        let batch = try await place.studio.submit(wish, for: person)
        let ended = try await place.ended(batch.id, of: person)
        #expect(ended.counts == (isOver ? [.refused: 2] : [.succeeded: 2]))
        #expect(try await place.rows(in: "billing_entry") == (isOver ? 0 : 4))
    }

    @Test func `a batch leaves room for what is ordered beside it`() async throws {
        let (begun, end) = (Latch(), Latch())
        var plan = TestInstallation.Plan()
        plan.limits = StudioLimits(freeImagesPerDay: nil, openJobs: 4)
        plan.engine = FakeEngine(always: .waits(begun, until: end))
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        let batch = try await place.studio.submit(.sample(rows: 4), for: person)
        try await place.working {
            try await begun.wait()
            while try await place.rows(in: "studio_job") < 2 { await Task.yield() }
            for _ in 0..<2 { _ = try await place.submit(.sample(), for: person) }
            await #expect(throws: Problem(.tooManyJobs, ["limit": "4"])) {
                try await place.submit(.sample(), for: person)
            }
            end.open()
            // Whoever stops working hands back what is under way, until later.
            while try await place.rows(in: "studio_job", where: "finished_at IS NOT NULL") < 6 {
                await Task.yield()
            }
        }
        #expect(try await place.ended(batch.id, of: person).counts == [.succeeded: 4])
    }

    @Test func `rows that are refused say why, cost nothing and stop no others`() async throws {
        var plan = TestInstallation.Plan()
        plan.limits = StudioLimits(freeImagesPerDay: 2)
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        try await place.grant(3, to: person)
        let rows = [["n": "2"], ["n": "1"], ["model": "paid"], ["model": "paid"]]
        let wish = try BatchWish.sample(rows.map { $0.merging(["name": "cat"]) { own, _ in own } })
        let batch = try await place.studio.submit(wish, for: person)
        let ended = try await place.ended(batch.id, of: person)
        #expect(ended.counts == [.succeeded: 2, .refused: 2] && ended.price == 3)
        let found = try await place.studio.rows(
            of: batch.id,
            after: nil,
            limit: 9,
            under: place.permit(for: person)
        )
        #expect(found.items.map(\.status) == [.succeeded, .refused, .succeeded, .refused])
        #expect(found.items.map { $0.problem?.code } == [nil, .quotaExceeded, nil, .insufficientCredits])
        #expect(found.items[3].problem?.arguments == ["needed": "3", "free": "0"])
        #expect(try await place.freeCredits(of: person) == 0)
        #expect(try await place.rows(in: "studio_job") == 2)
    }

    @Test func `what failed or was refused can be tried again, and nothing else is`() async throws {
        var plan = TestInstallation.Plan()
        plan.engine = FakeEngine([.refuses(.engineRefusedInput), .draws, .draws, .draws])
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        let batch = try await place.studio.submit(.sample(rows: 3), for: person)
        let ended = try await place.ended(batch.id, of: person)
        #expect(ended.counts == [.succeeded: 2, .failed: 1] && ended.failures == 1)
        let again = try await place.studio.retry(batch.id, under: place.permit(for: person))
        #expect(again.counts == [.succeeded: 2, .waiting: 1])
        #expect(try await place.ended(batch.id, of: person).counts == [.succeeded: 3])
    }

    @Test(arguments: [1, 2, 5])
    func `a batch that a crash tore apart goes on, and orders nothing twice`(row: Int) async throws {
        let folder = try TempFolder()
        let first = try await TestInstallation(in: folder)
        let person = try await first.newVisitor()
        let batch = try await first.studio.submit(.sample(rows: 5), for: person).id
        await #expect(processExitsWith: .exitCode(9)) {
            [
                row = row as Int, path = folder.url.path as String, batch = batch.text as String,
                person = person.text as String
            ] in
            var plan = TestInstallation.Plan()
            plan.randomness = .seeded(2)
            let left = Countdown(row)
            plan.checkpoint = Checkpoint { if "\($0)" == "batch.row", left.reachesZero() { _exit(9) } }
            let place = try await TestInstallation(plan, at: URL(filePath: path))
            let (id, person) = try (#require(BatchID(batch)), #require(SubjectID(person)))
            _ = try await place.ended(id, of: person)
        }
        var plan = TestInstallation.Plan()
        plan.randomness = .seeded(3)
        let place = try await TestInstallation(plan, in: folder)
        try await place.queue.reclaim()
        #expect(try await place.ended(batch, of: person).counts == [.succeeded: 5])
        #expect(try await place.rows(in: "studio_job") == 5)
    }

    @Test func `cancelling orders nothing more`() async throws {
        let batch = try await place.studio.submit(.sample(rows: 7), for: person)
        let canceled = try await place.studio.cancel(batch.id, under: place.permit(for: person))
        #expect(canceled.counts == [.canceled: 7] && canceled.isOver)
        #expect(try await place.rows(in: "queue_work") == 0)
        #expect(try await place.rows(in: "studio_job") == 0)
        let again = try await place.studio.retry(batch.id, under: place.permit(for: person))
        #expect(again.counts == [.canceled: 7], "what was given up is not tried again")
    }

    @Test func `cancelling ends jobs that have not begun, and lets what runs be made`() async throws {
        let (begun, end) = (Latch(), Latch())
        var plan = TestInstallation.Plan()
        plan.queue.slots = 1
        plan.engine = FakeEngine(always: .waits(begun, until: end))
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        let batch = try await place.studio.submit(.sample(rows: 3), for: person)
        try await place.working {
            try await begun.wait()
            let canceled = try await place.studio.cancel(batch.id, under: place.permit(for: person))
            #expect(canceled.counts == [.running: 1, .canceled: 2])
            end.open()
            while try await !place.isOver(batch.id, of: person) { await Task.yield() }
        }
        let ended = try await place.studio.batch(batch.id, under: place.permit(for: person))
        #expect(ended.counts == [.succeeded: 1, .canceled: 2])
    }

    @Test func `asking twice under one key makes one batch`() async throws {
        let first = try await place.studio.submit(.sample(rows: 2, key: "k"), for: person)
        let second = try await place.studio.submit(.sample(rows: 2, key: "k"), for: person)
        #expect(first.id == second.id)
        #expect(try await place.rows(in: "studio_batch_row") == 2)
        await #expect(throws: Problem(.idempotencyKeyReused)) {
            try await place.studio.submit(.sample(rows: 3, key: "k"), for: person)
        }
        place.time.advance(by: .days(1))
        #expect(try await place.studio.submit(.sample(rows: 3, key: "k"), for: person).id != first.id)
    }

    @Test func `nobody has more than five batches that wait`() async throws {
        for _ in 0..<Batch.mostOpen { _ = try await place.studio.submit(.sample(rows: 1), for: person) }
        await #expect(throws: Problem(.tooManyBatches, ["most": "5"])) {
            try await place.studio.submit(.sample(rows: 1), for: person)
        }
        _ = try await place.studio.submit(.sample(rows: 1), for: place.newVisitor())
    }

    @Test func `batches are listed newest first, and rows in their order, page by page`() async throws {
        let ids = try await [
            place.studio.submit(.sample(rows: 3), for: person).id,
            place.studio.submit(.sample(rows: 1), for: person).id,
        ]
        let studio = place.studio
        let first = try await studio.batches(before: nil, limit: 1, under: place.permit(for: person))
        #expect(first.items.map(\.id) == [ids[1]] && first.next == ids[1])
        let last = try await studio.batches(before: first.next, limit: 1, under: place.permit(for: person))
        #expect(last.items.map(\.id) == [ids[0]] && last.next == nil)
        let page = try await studio.rows(of: ids[0], after: nil, limit: 2, under: place.permit(for: person))
        #expect(page.items.map(\.position) == [0, 1] && page.next == 1)
        let rest = try await studio.rows(of: ids[0], after: 1, limit: 2, under: place.permit(for: person))
        #expect(rest.items.map(\.position) == [2] && rest.next == nil)
    }

    @Test func `another person's batch does not exist`() async throws {
        let (id, studio) = (try await place.studio.submit(.sample(rows: 1), for: person).id, place.studio)
        let stranger = try await place.newVisitor()
        await #expect(throws: Problem(.notFound)) {
            try await studio.batch(id, under: place.permit(for: stranger))
        }
        await #expect(throws: Problem(.notFound)) {
            try await studio.rows(of: id, after: nil, limit: 1, under: place.permit(for: stranger))
        }
        await #expect(throws: Problem(.notFound)) {
            try await studio.cancel(id, under: place.permit(for: stranger))
        }
        await #expect(throws: Problem(.notFound)) {
            try await studio.retry(id, under: place.permit(for: stranger))
        }
    }

    @Test func `what visitors wait for goes on in their account`() async throws {
        let batch = try await place.studio.submit(.sample(rows: 3), for: person).id
        let taker = try await place.newVisitor()
        #expect(try await !place.studio.belongings(under: place.permit(for: person)).isEmpty)
        #expect(try await place.studio.move(from: person, to: taker))
        #expect(try await place.rows(in: "studio_batch_row", where: "subject_id = \(person)") == 0)
        #expect(try await place.ended(batch, of: taker).counts == [.succeeded: 3])
        #expect(try await place.rows(in: "studio_job", where: "subject_id = \(taker)") == 3)
    }

    @Test func `an estimate is what all rows cost together`() async throws {
        let wish = try BatchWish.sample([["name": "a", "n": "2"], ["name": "b", "model": "paid", "n": "3"]])
        let estimate = try await place.studio.estimate(wish)
        #expect(estimate.images == 5 && estimate.price == 9)
    }

    @Test func `words alone for a model that needs pictures are refused before anything is kept`()
        async throws
    {
        let row = ["name": "b", "model": "pair", "size": "1024x1024"]
        let wish = try BatchWish.sample([["name": "a"], row])
        let problem = await #expect(throws: Problem.self) {
            try await place.studio.submit(wish, for: person)
        }
        #expect(problem?.code == .tooFewImages && problem?.arguments["line"] == "2")
        #expect(try await place.rows(in: "studio_batch") == 0)
    }

    @Test(arguments: [
        ("model", "x", Problem.Code.modelUnknown), ("style", "baroque", .styleUnknown),
        ("n", "5", .countOutOfBounds),
    ])
    func `what the model does not take is told by line and column before anything is stored`(
        column: String,
        value: String,
        code: Problem.Code
    ) async throws {
        let wish = try BatchWish.sample([["name": "a"], ["name": "b", column: value]])
        let problem = await #expect(throws: Problem.self) {
            try await place.studio.submit(wish, for: person)
        }
        #expect(problem?.code == code && problem?.field == "rows[1].\(column)")
        #expect(problem?.arguments["line"] == "2")
        #expect(try await place.rows(in: "studio_batch") == 0)
    }

    @Test func `templates and values lie in the database sealed or hashed only`() async throws {
        let folder = try TempFolder()
        let place = try await TestInstallation(in: folder)
        let recipe = try BatchRecipe(template: PromptTemplate("canary {name}"), defaults: BatchDefaults())
        let sheet = try BatchSheet(rows: [["name": "in a canary cage"]], filling: recipe.template)
        let wish = try BatchWish(recipe, sheet, idempotencyKey: IdempotencyKey("canary-key"))
        _ = try await place.studio.submit(wish, for: place.newVisitor())
        #expect(try folder.files(holding: Data("canary".utf8)) == [])
    }

    private func rows(of id: BatchID) async throws -> [BatchRow] {
        try await place.studio.rows(of: id, after: nil, limit: 100, under: place.permit(for: person)).items
    }
}

extension BatchWish {
    /// Small pictures of cats that have numbers.
    static func sample(rows count: Int, key: String? = nil) throws -> BatchWish {
        var wish = try sample((1...count).map { ["name": "number \($0)"] })
        wish.idempotencyKey = try key.map { key throws(Problem) in try IdempotencyKey(key) }
        return wish
    }

    fileprivate static func sample(_ rows: [[String: String]]) throws -> BatchWish {
        var defaults = BatchDefaults()
        (defaults.model, defaults.size, defaults.seed) = ("free", "64x64", "7")
        let recipe = try BatchRecipe(template: PromptTemplate("cat {name}"), defaults: defaults)
        return BatchWish(recipe, try BatchSheet(rows: rows, filling: recipe.template))
    }
}

extension TestInstallation {
    /// Waits, beside a worker, until all rows of a batch have ended.
    func ended(_ id: BatchID, of person: SubjectID) async throws -> Batch {
        try await working {
            while try await !isOver(id, of: person) { await Task.yield() }
        }
        return try await studio.batch(id, under: permit(for: person))
    }

    fileprivate func isOver(_ id: BatchID, of person: SubjectID) async throws -> Bool {
        try await studio.batch(id, under: permit(for: person)).isOver
    }
}

/// Says at the last of so many steps that it is the last.
private final class Countdown: Sendable {
    private let left: Mutex<Int>

    init(_ steps: Int) {
        left = Mutex(steps)
    }

    func reachesZero() -> Bool {
        left.withLock { left in
            left -= 1
            return left == 0
        }
    }
}

extension Studio {
    /// As the front desk takes it.
    func submit(_ wish: BatchWish, for subject: SubjectID) async throws -> Batch {
        try await submit(wish, estimate(wish), for: subject)
    }
}
