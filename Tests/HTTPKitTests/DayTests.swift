import HTTPKit
import Kernel
import Testing

struct DayTests {
    @Test func `a day is its beginning in UTC`() {
        #expect(Timestamp(day: "2027-01-31")?.description == "2027-01-31T00:00:00.000Z")
    }

    @Test(arguments: [0, 86_399_999])
    func `a moment is on the day that it lies in by UTC`(milliseconds: Int64) throws {
        let day = try #require(Timestamp(day: "2027-01-31"))
        #expect((day + .milliseconds(milliseconds)).dayInUTC == "2027-01-31")
    }

    @Test(arguments: [
        "", "tomorrow", "2027-01", "2027-01-31T00:00:00Z", "31.1.2027", "２０２７-01-31", "2027-02-31",
    ])
    func `anything else is none`(text: String) {
        #expect(Timestamp(day: text) == nil)
    }
}
