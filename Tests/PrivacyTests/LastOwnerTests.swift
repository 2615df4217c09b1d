import Accounts
import Kernel
import Privacy
import TestSupport
import Testing
import Vault

/// Whoever alone can look after the installation is erased by no way that somebody asks for.
@Suite(.timeLimit(.minutes(5)))
struct LastOwnerTests {
    private static let address = "one@staff.example"

    let place: TestInstallation
    let owner: SubjectID

    init() async throws {
        place = try await TestInstallation()
        owner = try await place.newOwner(Self.address)
    }

    @Test(arguments: [Grace.none, .week])
    func `the last owner's own wish is refused at once`(grace: Grace) async throws {
        await #expect(throws: Problem(.lastOwner)) {
            _ = try await place.privacy.remove(.everything, of: owner, after: grace)
        }
        #expect(try await place.rows(in: "privacy_removal") == 0)
        #expect(try await place.ring.holdsKey(of: owner))
    }

    @Test(arguments: [ErasureCause.asked, .ordered])
    func `nobody else erases the last owner`(cause: ErasureCause) async throws {
        await #expect(throws: Problem(.lastOwner)) {
            _ = try await place.privacy.erase(owner, because: cause)
        }
        #expect(try await place.rows(in: "privacy_erasure") == 0)
        #expect(try await place.ring.holdsKey(of: owner))
    }

    @Test func `a request for it waits for a person`() async throws {
        let taken = try await place.ask(.deletion, of: Self.address)
        let code = try await place.code(for: taken.request.id)
        try await place.requests.verify(taken.link, with: code)
        #expect(try await place.state(of: taken.request.id) == .open)
        #expect(try await place.ring.holdsKey(of: owner))
    }

    @Test func `of two the first goes, and the second counts on nobody`() async throws {
        let other = try await place.newOwner("two@staff.example")
        try await place.privacy.erase(owner, because: .asked)
        await #expect(throws: Problem(.lastOwner)) {
            _ = try await place.privacy.erase(other, because: .asked)
        }
    }

    @Test func `whoever became the last one while it waited stays, and nobody else's waits for it`()
        async throws
    {
        let other = try await place.newOwner("two@staff.example")
        let visitor = try await place.newVisitor()
        _ = try await place.privacy.remove(.everything, of: owner, after: .week)
        place.time.advance(by: .seconds(1))
        _ = try await place.privacy.remove(.everything, of: visitor, after: .week)
        try await place.staff.remove(other, by: .commandLine)
        place.time.advance(by: .days(7))
        try await place.privacy.beginDueRemovals()
        #expect(try await place.ring.holdsKey(of: owner))
        #expect(try await !place.ring.holdsKey(of: visitor))
    }
}

extension TestInstallation {
    fileprivate func newOwner(_ address: String) async throws -> SubjectID {
        let (email, country) = (try #require(EmailAddress(address)), try #require(Country("TW")))
        return try await staff.appoint(email, as: .owner, in: .english, country: country, by: .commandLine)
            .subject
    }
}
