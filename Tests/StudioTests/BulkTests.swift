import Blobs
import Engines
import Foundation
import Glibc
import Kernel
import Privacy
import Queue
import Store
import Synchronization
import TestSupport
import Testing

@testable import Studio

/// Many requests of a program's that were handed over together.
@Suite(.timeLimit(.minutes(5)))
struct BulkTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        var plan = TestInstallation.Plan()
        plan.limits = StudioLimits(freeImagesPerDay: nil, openJobs: 3)
        place = try await TestInstallation(plan)
        person = try await place.newVisitor()
    }

    @Test func `every line of a file is made once, whatever room there is`() async throws {
        let bulk = try await place.order(lines: (1...7).map { "n\($0): cat \($0)" }, for: person)
        #expect(bulk.state == .reading)
        let ended = try await place.ended(bulk.id, of: person)
        #expect((ended.state, ended.counts, ended.succeeded) == (.completed, [.succeeded: 7], 7))
        #expect(place.engine.orders.map(\.prompt.text).sorted() == (1...7).map { "cat \($0)" })
        #expect(try await place.rows(in: "studio_job") == 7)
    }

    @Test func `lines that are wrong say why, cost nothing and stop no others`() async throws {
        let lines = ["a: cat", "no colon", "", "a: twice", "c: nothing", "d: dog"]
        let ended = try await place.ended(place.order(lines: lines, for: person).id, of: person)
        #expect(ended.counts == [.succeeded: 2, .refused: 3])
        #expect(
            try await place.told(ended, .all, for: person) == [
                "{a: succeeded 3}", "{-: malformed_body}", "{a: repeated_field}", "{c: prompt_empty}",
                "{d: succeeded 3}",
            ]
        )
        #expect(
            try await place.told(ended, .answers, for: person) == ["{a: succeeded 3}", "{d: succeeded 3}"]
        )
        #expect(try await place.told(ended, .failures, for: person).count == 3)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a line whose picture cannot be fetched is refused at once, and not tried again`() async throws {
        // By a clock that stands still nobody's second try would come.
        let ended = try await place.ended(
            place.order(lines: ["a: elsewhere", "b: cat"], for: person).id,
            of: person
        )
        #expect(ended.counts == [.succeeded: 1, .refused: 1])
        #expect(try await place.told(ended, .failures, for: person) == ["{a: outside_failed}"])
    }

    @Test func `a bulk whose lines are slow lets others' go first after ten seconds`() async throws {
        var plan = TestInstallation.Plan()
        (plan.limits, plan.queue.slots) = (StudioLimits(freeImagesPerDay: nil, openJobs: 3), 1)
        let time = plan.time
        plan.checkpoint = Checkpoint { if "\($0)" == "bulk.row" { time.advance(by: .seconds(11)) } }
        let place = try await TestInstallation(plan)
        let (person, other) = (try await place.newVisitor(), try await place.newVisitor())
        let long = try await place.order(lines: ["a: cat", "b: dog"], for: person).id
        time.advance(by: .seconds(1))
        let short = try await place.order(lines: ["a: cup"], for: other).id
        try await place.working {
            for (bulk, owner) in [(long, person), (short, other)] {
                while try await !place.isOver(bulk, of: owner) { await Task.yield() }
            }
        }
        let pets = try await place.timesOfOrders(of: long, for: person)
        let cups = try await place.timesOfOrders(of: short, for: other)
        try #require((pets.count, cups.count) == (2, 1))
        #expect(pets[0] < cups[0])
        #expect(cups[0] < pets[1])
    }

    @Test func `it ends with files that tell what became of it, as long as they are said to be`() async throws
    {
        let ended = try await place.ended(
            place.order(lines: ["a: cat", "b: nothing"], for: person).id,
            of: person
        )
        #expect(Set(ended.outcomes.keys) == [.answers, .failures])
        for (part, id) in ended.outcomes {
            let file = try await place.studio.storedFile(id, under: place.permit(for: person))
            #expect((file.content, file.purpose) == (.outcome(ended.id, part), .batchOutput))
            let told = try await place.told(ended, part, for: person)
            #expect(file.bytes == told.map { $0.utf8.count + 1 }.reduce(0, +))
        }
    }

    @Test func `of what a program asked for only that stays which its answer must know`() async throws {
        let folder = try TempFolder()
        let place = try await TestInstallation(in: folder)
        let person = try await place.newVisitor()
        let bulk = try await place.order(lines: ["a: canary", "b: nothing"], for: person)
        let ended = try await place.ended(bulk.id, of: person)
        #expect(
            try await place.rows(in: "studio_bulk_row", where: "status = 'refused' AND content IS NULL") == 1
        )
        #expect(try await place.told(ended, .answers, for: person) == ["{a: succeeded 6}"])
        #expect(try folder.files(holding: Data("canary".utf8)) == [])
    }

    @Test func `requests that come with it need no file`() async throws {
        let lines = ["cat", "dog"].enumerated().map { place, word in
            BulkLine(position: place, name: word, content: .request(Data(word.utf8)))
        }
        let wish = BulkWish(.gemini, .sample, .lines(lines), with: nil)
        let bulk = try await place.studio.submit(wish, for: person)
        #expect((bulk.state, bulk.head.isInline, bulk.count) == (.running, true, 2))
        let ended = try await place.ended(bulk.id, of: person)
        #expect((ended.counts, ended.outcomes) == ([.succeeded: 2], [:]))
    }

    @Test(arguments: [("", Problem.Code.batchEmpty), ("\n \n", .batchEmpty)])
    func `a file without lines fails as a whole`(text: String, code: Problem.Code) async throws {
        let file = try await place.keep(Data("{\n}".utf8), for: person, purpose: .batch)
        // What begins a file is a line too; so this one loses it behind our back.
        try await place.blobs.write(
            Data(text.utf8),
            as: .init(of: file.id, variant: "lines"),
            under: place.permit(for: person)
        )
        let wish = BulkWish(.openAI, .sample, .file(file.id), with: nil)
        let bulk = try await place.studio.submit(wish, for: person)
        let ended = try await place.ended(bulk.id, of: person)
        #expect((ended.state, ended.problem?.code, ended.count) == (.failed, code, 0))
    }

    @Test(arguments: [("bulk.lines", 1), ("bulk.row", 1), ("bulk.row", 3), ("bulk.end", 1)])
    func `what a crash tears apart goes on, and orders nothing twice`(
        point: String,
        step: Int
    ) async throws {
        let folder = try TempFolder()
        let first = try await TestInstallation(in: folder)
        let person = try await first.newVisitor()
        let bulk = try await first.order(lines: (1...4).map { "n\($0): cat" }, for: person).id
        await #expect(processExitsWith: .exitCode(9)) {
            [
                point = point as String, step = step as Int, path = folder.url.path as String,
                bulk = bulk.text as String, person = person.text as String
            ] in
            var plan = TestInstallation.Plan()
            plan.randomness = .seeded(2)
            let left = Steps(step)
            plan.checkpoint = Checkpoint { if "\($0)" == point, left.reachesZero() { _exit(9) } }
            let place = try await TestInstallation(plan, at: URL(filePath: path))
            let (id, person) = try (#require(BulkID(bulk)), #require(SubjectID(person)))
            _ = try await place.ended(id, of: person)
        }
        var plan = TestInstallation.Plan()
        plan.randomness = .seeded(3)
        let place = try await TestInstallation(plan, in: folder)
        try await place.queue.reclaim()
        let ended = try await place.ended(bulk, of: person)
        #expect((ended.state, ended.counts) == (.completed, [.succeeded: 4]))
        #expect(try await place.rows(in: "studio_job") == 4)
        #expect(try await place.rows(in: "studio_file", where: "bulk_id IS NOT NULL") == 1)
    }

    @Test func `cancelling orders nothing more, and ends it`() async throws {
        let bulk = try await place.order(lines: (1...5).map { "n\($0): cat" }, for: person)
        let canceled = try await place.studio.cancel(bulk.id, under: place.permit(for: person))
        #expect(canceled.state == .canceling)
        let ended = try await place.ended(bulk.id, of: person)
        #expect(ended.state == .canceled)
        #expect(try await place.rows(in: "studio_job") == 0)
        let again = try await place.studio.cancel(bulk.id, under: place.permit(for: person))
        #expect(again.state == .canceled)
    }

    @Test func `what runs is made when the rest is cancelled`() async throws {
        let (begun, end) = (Latch(), Latch())
        var plan = TestInstallation.Plan()
        plan.queue.slots = 1
        plan.engine = FakeEngine(always: .waits(begun, until: end))
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        let bulk = try await place.order(lines: (1...3).map { "n\($0): cat" }, for: person)
        try await place.working {
            try await begun.wait()
            _ = try await place.studio.cancel(bulk.id, under: place.permit(for: person))
            end.open()
            while try await !place.isOver(bulk.id, of: person) { await Task.yield() }
        }
        let ended = try await place.studio.bulk(bulk.id, under: place.permit(for: person))
        #expect((ended.state, ended.succeeded) == (.canceled, 1))
    }

    @Test func `a day later what waits is not ordered any more`() async throws {
        let bulk = try await place.order(lines: ["a: cat"], for: person)
        place.time.advance(by: .hours(24))
        try await place.studio.expireBulks()
        let ended = try await place.ended(bulk.id, of: person)
        #expect(ended.state == .expired)
        #expect(try await place.rows(in: "studio_job") == 0)
    }

    @Test func `a retry that says so, or has the same key, answers with the bulk that is there`() async throws
    {
        let file = try await place.keep(Data("{a: b}".utf8), for: person, purpose: .batch).id
        func order(_ body: String, key: String? = nil, isRetry: Bool = false) async throws -> BulkID {
            var wish = BulkWish(.openAI, .sample, .file(file), with: nil)
            wish.idempotencyKey = try key.map { key throws(Problem) in try IdempotencyKey(key) }
            wish.attempt = OrderAttempt(
                fingerprint: Data(body.utf8),
                joining: isRetry ? .newest : .orphan
            )
            return try await place.studio.submit(wish, for: person).id
        }
        let first = try await order("a")
        #expect(try await order("a", isRetry: true) == first)
        #expect(try await order("a") != first)
        let named = try await order("b", key: "k")
        #expect(try await order("b", key: "k") == named)
        await #expect(throws: Problem(.idempotencyKeyReused)) { try await order("c", key: "k") }
    }

    @Test func `nobody has more than five that have not ended`() async throws {
        for _ in 0..<Bulk.mostOpen { _ = try await place.order(lines: ["a: cat"], for: person) }
        await #expect(throws: Problem(.tooManyBatches, ["most": "5"])) {
            try await place.order(lines: ["a: cat"], for: person)
        }
    }

    @Test func `another person's bulk does not exist, and their file holds no lines`() async throws {
        let (studio, bulk) = (place.studio, try await place.order(lines: ["a: cat"], for: person))
        let stranger = try await place.newVisitor()
        await #expect(throws: Problem(.notFound)) {
            try await studio.bulk(bulk.id, under: place.permit(for: stranger))
        }
        await #expect(throws: Problem(.notFound)) {
            try await studio.cancel(bulk.id, under: place.permit(for: stranger))
        }
        let file = try #require(bulk.source)
        await #expect(throws: Problem.self) {
            try await studio.submit(BulkWish(.openAI, .sample, .file(file), with: nil), for: stranger)
        }
    }

    @Test func `a deleted one is gone with its lines and files`() async throws {
        let bulk = try await place.ended(place.order(lines: ["a: cat"], for: person).id, of: person)
        try await place.studio.delete(bulk.id, under: place.permit(for: person))
        for table in ["studio_bulk", "studio_bulk_row"] { #expect(try await place.rows(in: table) == 0) }
        #expect(try await place.rows(in: "studio_file") == 1, "what it was read from stays")
        #expect(try await place.rows(in: "studio_image") == 1)
    }

    @Test func `erasing somebody leaves nothing of their bulks`() async throws {
        _ = try await place.ended(place.order(lines: ["a: cat"], for: person).id, of: person)
        try await place.privacy.erase(person, because: .asked)
        try await place.working {
            for table in ["studio_bulk", "studio_bulk_row", "studio_file"] {
                while try await place.rows(in: table) > 0 { await Task.yield() }
            }
        }
    }

    @Test(arguments: 1...9)
    func `lines are the same however their file is cut`(size: Int) {
        let text = Data("{a}\r\n\n{bb}\n0123456789\n  \n{c}".utf8)
        var (lines, pieces) = (BulkLines(longest: 8), [BulkLines.Piece]())
        var rest = text[...]
        while !rest.isEmpty {
            pieces += lines.feed(Data(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        if let last = lines.finish() { pieces.append(last) }
        let expected: [BulkLines.Piece] = [
            .line(Data("{a}\r".utf8), at: 0), .line(Data("{bb}".utf8), at: 2), .tooLong(at: 3),
            .line(Data("{c}".utf8), at: 5),
        ]
        #expect(pieces == expected)
    }
}

extension BulkDetails {
    static let sample = BulkDetails(target: "/v1/images/generations", language: .english)
}

extension TestInstallation {
    /// Orders what a file of lines asks for, each in braces.
    func order(lines: [String], for person: SubjectID) async throws -> Bulk {
        let text = lines.map { $0.isEmpty ? "" : "{\($0)}" }.joined(separator: "\n")
        let file = try await keep(Data(text.utf8), for: person, purpose: .batch)
        return try await studio.submit(BulkWish(.openAI, .sample, .file(file.id), with: nil), for: person)
    }

    /// Waits, beside a worker, until a bulk has ended.
    func ended(_ id: BulkID, of person: SubjectID) async throws -> Bulk {
        try await working {
            while try await !isOver(id, of: person) { await Task.yield() }
        }
        return try await studio.bulk(id, under: permit(for: person))
    }

    fileprivate func isOver(_ id: BulkID, of person: SubjectID) async throws -> Bool {
        try await studio.bulk(id, under: permit(for: person)).state.isFinal
    }

    /// When each line was ordered of a bulk that has ended.
    fileprivate func timesOfOrders(of id: BulkID, for person: SubjectID) async throws -> [Timestamp] {
        try await studio.outcomes(of: id, .all, after: -1, under: permit(for: person)).compactMap { outcome in
            if case .job(let job, _) = outcome.result { job.createdAt } else { nil }
        }
    }

    /// The lines of a part of what became of it.
    func told(_ bulk: Bulk, _ part: BulkPart, for person: SubjectID) async throws -> [String] {
        var lines: [String] = []
        let outcomes = try await studio.outcomes(of: bulk.id, part, after: -1, under: permit(for: person))
        for outcome in outcomes {
            lines.append(
                String(decoding: try await SpokenLines().text(outcome, of: bulk.head), as: UTF8.self)
            )
        }
        return lines
    }
}

/// Says at the last of so many steps that it is the last.
private final class Steps: Sendable {
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
