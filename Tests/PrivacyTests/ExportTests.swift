import Accounts
import Archive
import Audit
import Blobs
import Crypto
import Foundation
import Kernel
import Privacy
import Purposes
import Queue
import Store
import Studio
import TestSupport
import Testing
import Vault

@Suite(.timeLimit(.minutes(5)))
struct ExportTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.seededPerson()
    }

    /// A table that the seeds do not reach fails this test: give it a seed in `seededPerson`.
    @Test func `every sealed value of the person is in the archive, opened, and no secret is`() async throws {
        let canaries = try await place.sealCanaries(of: person)
        let archive = try await place.archive(of: person)
        #expect(canaries.shown.count > 10)
        for (column, canary) in canaries.shown { #expect(archive.holds(canary), "\(column) is missing") }
        for (column, canary) in canaries.hidden { #expect(!archive.holds(canary), "\(column) is told") }
    }

    @Test func `every column that the inventory shows is in its section, row by row`() async throws {
        try await place.privacy.freeze(person, logging: [])
        let archive = try await place.archive(of: person)
        let counts = try await place.rowsByTable(about: person)
        for table in TestInstallation.inventory where table.name != "privacy_erasure" {
            let shown = table.columns.compactMap { column -> String? in
                guard case .personal(let data) = column.content, data.export != .omitted else { return nil }
                return column.name
            }
            guard case .column = table.subject, !shown.isEmpty else { continue }
            let rows = try archive.rows(table.name)
            // The export's own work has ended since its rows were read.
            let isFleeting = ["queue_work", "privacy_export", "audit_detail"].contains(table.name)
            #expect(rows.count == counts[table.name] || isFleeting, "\(table.name)")
            for row in rows { #expect(Set(shown).isSubset(of: row.keys), "\(table.name)") }
        }
    }

    @Test func `what the product itself sealed opens`() async throws {
        let visitor = try await place.newVisitor()
        let order = try Order.sample("a lighthouse 燈塔", size: "200x64")
        _ = try await place.run(order, for: visitor)
        try await place.accounts.note(SecurityEvent(.signedIn, by: .password), of: visitor)
        try await place.audit.record(.staffRead, about: visitor, [.reason: "a look"])
        let archive = try await place.archive(of: visitor)
        #expect(try archive.rows("studio_job").first?["prompt"] as? String == "a lighthouse 燈塔")
        let acts = try archive.rows("journal").map { $0["act"] as? String }
        #expect(acts.contains("staff_read"))
        let left = try #require(try archive.manifest["not_included"] as? [[String: String]])
        #expect(!left.contains { $0["why"]?.contains("damaged") ?? true })
    }

    @Test(arguments: [true, false])
    func `a legal hold is told once it is in force, and never whose it is`(isApproved: Bool) async throws {
        let visitor = try await place.newVisitor()
        let job = try await place.run(.sample(size: "200x64"), for: visitor)
        let hold = try await place.propose(job.images[0].id)
        if isApproved { _ = try await place.privacy.approve(hold.id, by: .sample(2)) }
        let archive = try await place.archive(of: visitor)
        let rows = try archive.rows("privacy_hold")
        #expect(rows.map { $0["ground"] as? String } == (isApproved ? ["order"] : []))
        for name in ["keeper_id", "proposer", "approver"] {
            #expect(rows.allSatisfy { $0[name] == nil }, "\(name)")
            let left = try #require(try archive.manifest["not_included"] as? [[String: String]])
            let why = left.first { $0["what"] == "privacy_hold.\(name)" }?["why"]
            #expect(why?.contains("others") == true, "\(name)")
        }
    }

    @Test func `pictures go byte for byte`() async throws {
        let archive = try await place.archive(of: person)
        let picture = try #require(try archive.rows("studio_image").first?["id"] as? String)
        let id = try #require(UUIDv7(text: picture))
        let permit = try await place.permit(for: person)
        let original = try await place.studio.file(of: ImageID(id), width: nil, format: nil, under: permit)
        #expect(try await archive.files["images/\(picture).png"] == original.bytes())
    }

    @Test func `the manifest tells every file, and its hashes and sizes are right`() async throws {
        let archive = try await place.archive(of: person)
        let lines = try archive.lines
        #expect(Set(lines.keys) == Set(archive.files.keys).subtracting(["manifest.json"]))
        for (path, line) in lines {
            let bytes = try #require(archive.files[path])
            let hash = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
            #expect(line["sha256"] as? String == hash, "\(path)")
            #expect(line["bytes"] as? Int == bytes.count, "\(path)")
            if path.hasPrefix("data/") {
                let rows = try #require(try archive.json(path) as? [Any])
                #expect(line["records"] as? Int == rows.count, "\(path)")
                #expect(line["category"] != nil && line["purpose"] != nil, "\(path)")
            }
        }
    }

    @Test func `each section has a schema that names its members`() async throws {
        let archive = try await place.archive(of: person)
        for path in archive.files.keys where path.hasPrefix("schemas/") {
            let schema = try #require(try archive.json(path) as? [String: Any])
            let items = try #require(schema["items"] as? [String: Any])
            let properties = try #require(items["properties"] as? [String: Any])
            let section = path.dropFirst("schemas/".count).dropLast(".schema.json".count)
            for row in try archive.rows(String(section)) { #expect(Set(row.keys) == Set(properties.keys)) }
        }
    }

    @Test(arguments: [(Language.english, "Your data at"), (.traditionalChinese, "你在")])
    func `what is there to read is in the person's language`(language: Language, words: String) async throws {
        let archive = try await place.archive(of: person, in: language)
        for path in ["README.txt", "summary.html"] {
            let text = String(decoding: try #require(archive.files[path]), as: UTF8.self)
            #expect(text.contains(words), "\(path)")
            #expect(!text.contains("archive."), "\(path) shows a key of the catalogue")
            #expect(!text.contains("<script"), "\(path)")
        }
    }

    @Test func `nobody else's data is in it`() async throws {
        let other = try await place.seededPerson()
        let canaries = try await place.sealCanaries(of: other)
        let archive = try await place.archive(of: person)
        for (column, canary) in canaries.shown { #expect(!archive.holds(canary), "\(column)") }
    }

    @Test func `an archive is handed over once, and then it is gone`() async throws {
        let export = try await place.exported(person)
        _ = try await place.archives.take(export.id, of: person)
        try await place.archives.discard(export.id)
        await #expect(throws: Problem(.exportTaken)) {
            _ = try await place.archives.take(export.id, of: person)
        }
        #expect(try await place.shelf.list().isEmpty)
    }

    @Test func `of two that fetch at once one succeeds`() async throws {
        let export = try await place.exported(person)
        let taken = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask { (try? await place.archives.take(export.id, of: person)) != nil }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(taken == 1)
    }

    @Test(arguments: [(Duration.hours(24) - .seconds(1), true), (.hours(24) + .seconds(1), false)])
    func `an archive waits for a day`(age: Duration, isThere: Bool) async throws {
        let export = try await place.exported(person)
        place.time.advance(by: age)
        try await place.archives.collect()
        #expect(try await place.shelf.list().isEmpty == !isThere)
        let status = try await place.archives.export(export.id, of: person).status
        #expect(status == (isThere ? .ready : .expired))
    }

    @Test func `somebody else's export does not exist`() async throws {
        let export = try await place.exported(person)
        let other = try await place.newVisitor()
        await #expect(throws: Problem(.notFound)) {
            _ = try await place.archives.take(export.id, of: other)
        }
    }

    @Test func `asking twice makes one archive`() async throws {
        let first = try await place.archives.ask(for: person, in: .english)
        #expect(try await place.archives.ask(for: person, in: .english).id == first.id)
        #expect(try await place.rows(in: "privacy_export") == 2, "the seeds have one too")
    }

    @Test func `a new archive takes the place of one that waits`() async throws {
        let first = try await place.exported(person)
        let second = try await place.exported(person)
        #expect(first.id != second.id)
        await #expect(throws: Problem(.exportExpired)) {
            _ = try await place.archives.take(first.id, of: person)
        }
    }

    @Test func `each archive is one act of the audit log`() async throws {
        _ = try await place.exported(person)
        #expect(try await place.rows(in: "audit_leaf", where: "type = 'export'") == 1)
    }

    @Test func `nothing of an archive can be read without its person's key, and erasing them deletes it`()
        async throws
    {
        let export = try await place.exported(person)
        try await place.erase(person)
        #expect(try await place.shelf.list().isEmpty)
        await #expect(throws: Problem(.notFound)) {
            _ = try await place.archives.take(export.id, of: person)
        }
    }

    @Test func `a value that is damaged is told and keeps nothing else from coming`() async throws {
        let archive = try await place.archive(of: person)
        let left = try #require(try archive.manifest["not_included"] as? [[String: String]])
        // The seeds hold values that were never sealed.
        #expect(left.contains { $0["what"]?.contains("accounts_account.email") ?? false })
        #expect(try archive.rows("studio_job").first?["prompt"] as? String == "a canary in a cage")
    }
}
