import Kernel
import TestSupport
import Testing

@testable import Accounts

/// The age question.
///
/// The tests' clock stands in January 2026 or later; births are told relative to it.
struct AgeTests {
    let place: TestInstallation

    init() async throws {
        place = try await TestInstallation()
    }

    private func judge(
        years: Int,
        months: Int = 0,
        in code: String,
        blockedBy block: String? = nil
    ) throws -> AgeAnswer {
        let today = BirthMonth(place.time.now)
        let count = today.year * 12 + today.month - 1 - years * 12 - months
        let birth = try BirthMonth(year: count / 12, month: count % 12 + 1, now: place.time.now)
        return try place.accounts.judge(birth, in: try #require(Country(code)), blockedBy: block)
    }

    @Test(arguments: [("DE", 16), ("TW", 16), ("US", 13), ("FR", 15), ("AT", 14)])
    func `somebody passes from the month after the birthday of their country's table on`(
        code: String,
        years: Int
    ) throws {
        guard case .refused = try judge(years: years, in: code) else {
            Issue.record("the birthday may still come this month")
            return
        }
        guard case .passed(let ticket) = try judge(years: years, months: 1, in: code) else {
            Issue.record("old enough")
            return
        }
        #expect(ticket.band == .ofAge)
        #expect(ticket.country.code == code)
    }

    @Test func `from eighteen on somebody is an adult`() throws {
        guard case .passed(let young) = try judge(years: 18, in: "DE"),
            case .passed(let adult) = try judge(years: 18, months: 1, in: "DE")
        else {
            Issue.record("both pass")
            return
        }
        #expect(young.band == .ofAge)
        #expect(adult.band == .adult)
    }

    @Test func `every figure of the table lies between 13 and 16`() {
        #expect(AgeTable.years.values.allSatisfy { (13...16).contains($0) })
        #expect(AgeTable.years.keys.allSatisfy { Country($0) != nil })
    }

    @Test func `whoever was refused is refused whatever they answer next, for a day`() throws {
        guard case .refused(let block) = try judge(years: 10, in: "DE") else {
            Issue.record("too young")
            return
        }
        #expect(throws: Problem(.ageBlocked)) { try judge(years: 40, in: "DE", blockedBy: block.text) }
        place.time.advance(by: .hours(24) - .milliseconds(1))
        #expect(throws: Problem(.ageBlocked)) { try judge(years: 40, in: "DE", blockedBy: block.text) }
        place.time.advance(by: .milliseconds(1))
        guard case .passed = try judge(years: 40, in: "DE", blockedBy: block.text) else {
            Issue.record("the day is over")
            return
        }
    }

    @Test func `a block tells nothing but until when`() throws {
        guard case .refused(let block) = try judge(years: 10, in: "DE") else {
            Issue.record("too young")
            return
        }
        let parts = block.text.split(separator: ".")
        #expect(parts.count == 2)
        #expect(parts[0] == "\((place.time.now + .hours(24)).milliseconds)")
    }

    @Test func `a block that somebody made up blocks nobody`() throws {
        let end = (place.time.now + .hours(1)).milliseconds
        for text in [
            "", ".", "\(end)", "\(end).", "\(end).00", "\(end)." + String(repeating: "0", count: 64),
        ] {
            #expect(!place.accounts.isBlock(text))
        }
    }

    @Test func `a ticket is good for a quarter of an hour`() throws {
        guard case .passed(let ticket) = try judge(years: 30, in: "TW") else {
            Issue.record("old enough")
            return
        }
        place.time.advance(by: AgeTicket.lifetime - .milliseconds(1))
        let read = try place.accounts.ticket(ticket.text)
        #expect(read.band == .adult && read.country.code == "TW")
        place.time.advance(by: .milliseconds(1))
        #expect(throws: Problem(.ageTicketInvalid)) { try place.accounts.ticket(ticket.text) }
    }

    @Test func `a ticket that was changed anywhere is none`() throws {
        guard case .passed(let ticket) = try judge(years: 30, in: "TW") else {
            Issue.record("old enough")
            return
        }
        for place in ticket.text.indices {
            var text = ticket.text
            text.replaceSubrange(place...place, with: text[place] == "1" ? "2" : "1")
            #expect(throws: Problem(.ageTicketInvalid)) { try self.place.accounts.ticket(text) }
        }
        #expect(throws: Problem(.ageTicketInvalid)) { try place.accounts.ticket(nil) }
        #expect(throws: Problem(.ageTicketInvalid)) { try place.accounts.ticket("") }
    }

    @Test(arguments: [(2_000, 0), (2_000, 13), (1_800, 1), (3_000, 1), (-1, 1), (0, 0)])
    func `a month that nobody living was born in is refused`(year: Int, month: Int) {
        #expect(throws: Problem.self) { try BirthMonth(year: year, month: month, now: place.time.now) }
    }

    @Test func `a birth month prints as redacted`() throws {
        let birth = try BirthMonth(year: 1_990, month: 5, now: place.time.now)
        var dumped = ""
        dump(birth, to: &dumped)
        #expect("\(birth)" == "<redacted>" && dumped == "- <redacted>\n")
    }
}
