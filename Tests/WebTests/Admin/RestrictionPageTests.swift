import Audit
import HTTPKit
import HTTPTypes
import Kernel
import Privacy
import Purposes
import Store
import TestSupport
import Testing

@testable import Accounts
@testable import Web

/// Restrictions by staff, on the page of whom they are about.
struct RestrictionPageTests {
    private static let reason = "The person contests that it is theirs"

    let office: Office
    let person: Desk
    let desk: Desk

    init() async throws {
        office = try await Office()
        person = try await office.member("mei@example.org")
        desk = try await office.staff(.privacy)
    }

    private var path: String { "/admin/accounts/\(person.subject.text)" }

    private func send(
        _ act: String,
        _ reason: String,
        about subject: SubjectID? = nil,
        from browser: Browser
    ) async throws -> Answer {
        let path = "/admin/accounts/\((subject ?? person.subject).text)"
        let csrf = try #require(try await browser.get(path).value(of: "csrf"))
        return try await browser.post("\(path)/\(act)", ["csrf": csrf, "reason": reason])
    }

    @Test func `staff restrict with a reason that its person reads, and lifting it takes a day`() async throws
    {
        let words = try Shipped.catalogue(.english)
        let privacy = office.place.privacy
        try await office.web.browse { browser in
            let own = desk.sit(at: browser)
            #expect(try await own.get(path).html.contains(words["admin.restriction_none"]))
            #expect(try await send("restrict", Self.reason, from: own).location == path)
            #expect(try await privacy.restrictions(of: person.subject).map(\.origin) == [.staff])
            #expect(try await person.sit(at: browser).get("/gallery").status == .init(code: 423))
            let restricted = try await own.get(path).html
            #expect(restricted.contains(words["admin.restriction_by_staff"]))
            #expect(restricted.contains("\(path)/lift") && !restricted.contains("\(path)/restrict"))

            #expect(try await send("lift", Self.reason, from: own).location == path)
            let end = office.place.time.now + Restriction.notice
            #expect(try await privacy.restrictions(of: person.subject).map(\.liftAt) == [end])
            let told = try await office.place.rows(in: "mail_outbox", where: "kind = 'restriction_lifting'")
            #expect(told == 1)
            let lifting = try await own.get(path).html
            #expect(lifting.contains(words.moment(end)) && lifting.contains("\(path)/restrict"))
            #expect(!lifting.contains("\(path)/lift"))
            #expect(try await person.sit(at: browser).get("/gallery").status == .init(code: 423))
        }
        let permit = try await office.place.gate.permit(AccountForActs.self, for: person.subject)
        let acts = try await office.place.audit.acts(limit: 10, under: permit).acts
        let logged = acts.filter { $0.act == .restriction }.map {
            [$0.details?[.what], $0.details?[.reason]]
        }
        #expect(logged == [["lift", Self.reason], ["restrict", Self.reason]])
    }

    @Test(arguments: ["restrict", "lift"])
    func `without a good reason nothing changes, and its own form says so`(act: String) async throws {
        let privacy = office.place.privacy
        if act == "lift" { try await privacy.restrict(person.subject, by: .person) }
        let before = try await privacy.restrictions(of: person.subject)
        try await office.web.browse { browser in
            let answer = try await send(act, "Too short", from: desk.sit(at: browser))
            #expect(answer.status == .forbidden)
            let faulty = answer.html.matches(of: /<textarea[^>]* id="([a-z-]+)"[^>]* aria-invalid/)
            #expect(faulty.map { String($0.1) } == ["\(act)-reason"])
            #expect(answer.html.matches(of: /Too short/).count == 1)
        }
        #expect(try await privacy.restrictions(of: person.subject) == before)
    }

    @Test func `staff are restricted by nobody, and free nobody who is themselves`() async throws {
        let (owner, privacy) = (try await office.staff(.owner), office.place.privacy)
        try await office.web.browse { browser in
            let own = desk.sit(at: browser)
            for subject in [owner.subject, desk.subject] {
                let answer = try await send("restrict", Self.reason, about: subject, from: own)
                #expect(answer.status == .forbidden)
                #expect(try await privacy.restrictions(of: subject).isEmpty)
                let offered = try await own.get("/admin/accounts/\(subject.text)").html
                #expect(!offered.contains("\(subject.text)/restrict"))
            }
        }
        let restrictions = RestrictionDesk(privacy: privacy, staff: office.place.staff)
        let member = StaffMember(session: desk.session, role: .privacy)
        await #expect(throws: Problem(.rightMissing)) {
            try await restrictions.lift(desk.subject, because: Self.reason, by: member)
        }
    }

    @Test func `whoever may not restrict sees nothing of it`() async throws {
        let support = try await office.staff(.support)
        try await office.place.privacy.restrict(person.subject, by: .staff, because: Self.reason)
        try await office.web.browse { browser in
            let own = support.sit(at: browser)
            let page = try await own.get(path).html
            #expect(!page.contains("\(path)/restrict") && !page.contains("\(path)/lift"))
            #expect(try await send("lift", Self.reason, from: own).status == .forbidden)
        }
        #expect(try await office.place.privacy.restrictions(of: person.subject).map(\.liftAt) == [nil])
    }
}
