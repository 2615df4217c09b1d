import Blobs
import Foundation
import Kernel
import Privacy
import Store
import TestSupport
import Testing

/// Archives that come from another installation.
@Suite(.timeLimit(.minutes(5)))
struct ArrivalTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
    }

    private let bytes = Data("an archive".utf8)

    private func imports() async throws -> Int { try await place.rows(in: "privacy_import") }

    @Test func `an address takes one archive in, for its person, and no other`() async throws {
        let token = try await place.archives.expectArrival(for: person).token
        let arrived = try await place.deliver(bytes, with: token)
        #expect(try await place.archives.newestImport(of: person)?.id == arrived?.id)
        await #expect(throws: Problem(.arrivalOver)) { try await place.deliver(bytes, with: token) }
        #expect(try await imports() == 1)
    }

    @Test func `the same delivery is taken once, however often it comes`() async throws {
        let token = try await place.archives.expectArrival(for: person).token
        #expect(try await place.deliver(bytes, with: token, as: "psh_1") != nil)
        #expect(try await place.deliver(bytes, with: token, as: "psh_1") == nil)
        for other in ["psh_2", nil] {
            await #expect(throws: Problem(.arrivalOver)) {
                try await place.deliver(bytes, with: token, as: other)
            }
        }
        #expect(try await imports() == 1)
    }

    @Test func `while one arrives another is refused, whichever way it comes`() async throws {
        let token = try await place.archives.expectArrival(for: person).token
        let first = try await place.begun(bytes, with: token)
        await #expect(throws: Problem(.importRunning)) { try await place.deliver(bytes, with: token) }
        await #expect(throws: Problem(.importRunning)) {
            _ = try await place.archives.arriving(for: person)
        }
        _ = try await place.archives.arrived(first)
        #expect(try await imports() == 1)
        #expect(try await place.shelf.list().count == 1)
    }

    @Test func `one that was left lets the next in, and so does one that is let go`() async throws {
        let token = try await place.archives.expectArrival(for: person).token
        await place.archives.left(try await place.begun(bytes, with: token))
        _ = try await place.begun(bytes, with: token)
        #expect(try await place.deliver(bytes, with: token) != nil)
    }

    @Test func `few arrive at once, of everybody`() async throws {
        var (arriving, refusal): ([ArrivingArchive], Problem?) = ([], nil)
        while refusal == nil, arriving.count < 20 {
            let other = try await place.newVisitor()
            do {
                arriving.append(try await place.archives.arriving(for: other))
            } catch let problem as Problem {
                refusal = problem
            }
        }
        #expect(refusal == Problem(.tooBusy, field: "archive"))
        #expect(!arriving.isEmpty)
        for archive in arriving { await place.archives.left(archive) }
        _ = try await place.archives.arriving(for: person)
    }

    @Test func `an address is good for an hour, to its end`() async throws {
        let token = try await place.archives.expectArrival(for: person).token
        place.time.advance(by: Archives.arrivalPatience - .seconds(1))
        let archive = try await place.begun(bytes, with: token)
        #expect(try await place.archives.arrivalExpected(of: person) != nil)
        place.time.advance(by: .seconds(1))
        await #expect(throws: Problem(.arrivalOver)) { _ = try await place.archives.arrived(archive) }
        await #expect(throws: Problem(.arrivalOver)) { try await place.deliver(bytes, with: token) }
        #expect(try await imports() == 0)
        #expect(try await place.shelf.list().isEmpty)
        #expect(try await place.archives.arrivalExpected(of: person) == nil)
    }

    @Test func `an address that nobody made is nobody's`() async throws {
        let token = try #require(TransferToken(String(repeating: "0", count: 64)))
        await #expect(throws: Problem(.notFound)) { try await place.deliver(bytes, with: token) }
        #expect(try await place.shelf.list().isEmpty)
    }

    @Test func `a new address ends one that waits, and no other person's`() async throws {
        let other = try await place.newVisitor()
        let theirs = try await place.archives.expectArrival(for: other).token
        let first = try await place.archives.expectArrival(for: person).token
        let second = try await place.archives.expectArrival(for: person).token
        await #expect(throws: Problem(.notFound)) { try await place.deliver(bytes, with: first) }
        #expect(try await place.deliver(bytes, with: second) != nil)
        #expect(try await place.deliver(bytes, with: theirs) != nil)
    }

    @Test func `whoever is erased is not waited for, not even by what is just arriving`() async throws {
        let token = try await place.archives.expectArrival(for: person).token
        let archive = try await place.begun(bytes, with: token)
        try await place.erase(person)
        await #expect(throws: Problem(.arrivalOver)) { _ = try await place.archives.arrived(archive) }
        await #expect(throws: Problem(.notFound)) { try await place.deliver(bytes, with: token) }
        #expect(try await place.rows(in: "privacy_arrival") == 0)
        #expect(try await place.shelf.list().isEmpty)
    }

    @Test func `whoever may not be served is brought nothing, and the address stays good`() async throws {
        let token = try await place.archives.expectArrival(for: person).token
        try await place.privacy.restrict(person, by: .person)
        await #expect(throws: Problem(.notFound)) { try await place.deliver(bytes, with: token) }
        await #expect(throws: Problem(.restricted)) {
            _ = try await place.archives.arriving(for: person)
        }
        await #expect(throws: Problem(.restricted)) {
            _ = try await place.archives.expectArrival(for: person)
        }
        #expect(try await imports() == 0)
        #expect(try await place.shelf.list().isEmpty)
        try await place.privacy.liftRestriction(of: person)
        #expect(try await place.deliver(bytes, with: token) != nil)
    }

    @Test func `a file whose row is not there yet is no rubbish, and later it is`() async throws {
        let id = ImportID(UUIDv7(at: place.time.now, counter: 0, chance: 1))
        let permit = try await place.permit(for: person)
        try await Blobs(store: place.shelf, vault: place.vault, randomness: .system)
            .write(bytes, as: BlobName(of: id, variant: "zip"), under: permit)
        place.time.advance(by: Archives.arrivalPatience)
        try await place.archives.collect()
        #expect(try await place.shelf.list().count == 1)
        place.time.advance(by: .hours(1))
        try await place.archives.collect()
        #expect(try await place.shelf.list().isEmpty)
    }

    @Test func `of an address a hash is kept, and nothing that leads to it`() async throws {
        let secret = try await place.archives.expectArrival(for: person).token.secret.reveal()
        let kept = try await place.store.read { tx in
            try tx.all("SELECT token_index FROM privacy_arrival") { try $0.get("token_index") as Data }
        }
        #expect(kept.count == 1)
        #expect(kept.first?.range(of: Data(secret.utf8)) == nil)
        #expect(kept.first?.map { String(format: "%02x", $0) }.joined() != secret)
    }
}

extension TestInstallation {
    /// Brings an archive to a transfer address, and stops just before it is accepted.
    fileprivate func begun(_ bytes: Data, with token: TransferToken) async throws -> ArrivingArchive {
        guard let archive = try await archives.arriving(with: token, delivery: nil) else {
            throw Problem(.arrivalOver)
        }
        try await archive.append(bytes)
        return archive
    }

    /// Brings an archive to a transfer address, as another installation would.
    @discardableResult
    fileprivate func deliver(
        _ bytes: Data,
        with token: TransferToken,
        as name: String? = nil
    ) async throws -> Import? {
        guard let archive = try await archives.arriving(with: token, delivery: name) else { return nil }
        do {
            try await archive.append(bytes)
            return try await archives.arrived(archive)
        } catch {
            await archives.left(archive)
            throw error
        }
    }
}
