import Billing
import Blobs
import Foundation
import Glibc
import Kernel
import Privacy
import Purposes
import Queue
import Store
import Studio
import TestSupport
import Testing
import Vault

@testable import Accounts

struct BringTests {
    let town: Town

    init() async throws {
        town = try await Town()
    }

    @Test func `what a visitor made comes into the account, readable there and nowhere else`() async throws {
        let place = town.place
        let (visitor, token) = try await town.accounts.welcome()
        try await place.grant(10, to: visitor.subject)
        let job = try await place.run(
            .sample("a canary in a cage", model: "paid", count: 2),
            for: visitor.subject
        )
        let before = try await place.bytes(of: job.images.map(\.id), for: visitor.subject)
        let credits = try await place.freeCredits(of: visitor.subject)
        let session = try await town.session(town.member("mei@example.org"))
        let account = session.subject
        try await town.accounts.bring(visitor, into: session, pictures: 2)
        #expect(try await town.accounts.recognise(token) == nil, "the token is dead at once")
        await #expect(throws: Problem(.nothingToBring)) {
            try await town.accounts.bring(visitor, into: session, pictures: 2)
        }
        try await place.broughtToTheEnd(visitor.subject)
        #expect(try await place.job(job.id, of: account).images.map(\.id) == job.images.map(\.id))
        #expect(try await place.bytes(of: job.images.map(\.id), for: account) == before)
        let found = try await place.studio.pictures(
            before: nil,
            holding: "canary",
            limit: 10,
            under: place.permit(for: account)
        )
        #expect(found.items.count == 2)
        #expect(try await place.freeCredits(of: account) == credits)
        #expect(try await !place.ring.holdsKey(of: visitor.subject))
        let giver = visitor.subject
        for table in ["studio_job", "studio_image", "studio_word", "studio_request", "billing_entry"] {
            #expect(try await place.rows(in: table, where: "subject_id = \(giver)") == 0, "\(table)")
        }
        let lines = try await town.accounts.activity(of: session, limit: 10).lines
        #expect(
            lines.contains {
                if case .event(let event) = $0.what { event.kind == .workBrought } else { false }
            }
        )
    }

    @Test func `of many who ask at once, one brings it`() async throws {
        let (visitor, _) = try await town.accounts.welcome()
        let session = try await town.session(town.member("mei@example.org"))
        let accounts = town.accounts
        let wins = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    do {
                        try await accounts.bring(visitor, into: session, pictures: 0)
                        return 1
                    } catch let problem as Problem where problem.code == .nothingToBring {
                        return 0
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(wins == 1)
    }

    @Test func `a sign-up that the visitor had begun does not open a second account`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let (visitor, _) = try await town.accounts.welcome()
        try await town.accounts.signUp(town.wish("jo@example.org"), as: visitor)
        let link = try #require(town.notes.tokens.last)
        try await town.accounts.bring(visitor, into: session, pictures: 0)
        await #expect(throws: Problem(.linkExpired)) {
            try await town.accounts.confirm(link, password: Password(Town.password), traits: Town.traits)
        }
    }

    @Test func `an account that is erased meanwhile takes what was on its way along`() async throws {
        let place = town.place
        let (visitor, _) = try await town.accounts.welcome()
        _ = try await place.run(.sample(), for: visitor.subject)
        let session = try await town.session(town.member("mei@example.org"))
        try await town.accounts.bring(visitor, into: session, pictures: 1)
        try await place.privacy.erase(session.subject, because: .asked)
        try await place.broughtToTheEnd(visitor.subject)
        #expect(try await !place.ring.holdsKey(of: visitor.subject))
        #expect(try await place.rows(in: "studio_image") == 0)
    }
}

@Suite(.timeLimit(.minutes(5)))
struct BringCrashTests {
    @Test(arguments: ["move.file", "move.rows", "erase.ledger", "erase.key", "erase.files", "erase.rows"])
    func `a move that a crash tore apart loses nothing and leaves nothing readable twice`(
        point: String
    )
        async throws
    {
        let folder = try TempFolder()
        let first = try await TestInstallation(in: folder)
        let (giver, taker) = (try await first.newVisitor(), try await first.newVisitor())
        try await first.grant(10, to: giver)
        let job = try await first.run(.sample(model: "paid", size: "200x64", count: 2), for: giver)
        let before = try await first.bytes(of: job.images.map(\.id), for: giver)
        let bringing = Bringing(visitor: giver, account: taker, askedAt: first.time.now - Bringing.grace)
        let queue = first.queue
        try await first.store.write { tx in
            _ = try VisitorRecords(tx).take(giver)
            try BringingRecords(tx).insert(bringing)
            try queue.add(NewWork(BringWork.type, on: giver.value, of: nil), in: tx)
        }
        await #expect(processExitsWith: .exitCode(9)) {
            [point, path = folder.url.path as String, name = giver.text as String] in
            var plan = TestInstallation.Plan()
            plan.randomness = .seeded(2)
            plan.checkpoint = Checkpoint { if "\($0)" == point { _exit(9) } }
            let place = try await TestInstallation(plan, at: URL(filePath: path))
            let giver = try #require(SubjectID(name))
            try await place.broughtToTheEnd(giver)
        }
        var plan = TestInstallation.Plan()
        plan.randomness = .seeded(3)
        let place = try await TestInstallation(plan, in: folder)
        try await place.queue.reclaim()
        try await place.accounts.resumeBringings()
        try await place.privacy.resumeErasures()
        try await place.broughtToTheEnd(giver)
        #expect(try await place.bytes(of: job.images.map(\.id), for: taker) == before)
        #expect(try await place.freeCredits(of: taker) == 4)
        #expect(try await place.rows(in: "studio_job", where: "subject_id = \(giver)") == 0)
        #expect(try await place.rows(in: "billing_entry", where: "subject_id = \(giver)") == 0)
        #expect(try await place.rows(in: "accounts_bringing") == 0)
        #expect(try await !place.ring.holdsKey(of: giver))
    }
}

extension TestInstallation {
    /// Waits, beside one worker, until a visitor's work is brought and the visitor erased; the time of grace passes at once.
    fileprivate func broughtToTheEnd(_ visitor: SubjectID) async throws {
        time.advance(by: Bringing.grace)
        try await working {
            for await _ in queue.changes(of: visitor.value) {
                let open = try await rows(in: "accounts_bringing", where: "subject_id = \(visitor)")
                let erased = try await rows(
                    in: "privacy_erasure",
                    where: "subject_id = \(visitor) AND finished_at IS NOT NULL"
                )
                if open == 0, erased == 1 { return }
            }
        }
    }

    fileprivate func bytes(of pictures: [ImageID], for person: SubjectID) async throws -> [Data] {
        var files: [Data] = []
        for id in pictures {
            for width in [nil, 160] {
                let file = try await studio.file(
                    of: id,
                    width: width,
                    format: nil,
                    under: permit(for: person)
                )
                files.append(try await file.bytes())
            }
        }
        return files
    }
}
