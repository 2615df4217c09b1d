import HTTPKit
import Kernel
import Testing

struct DayTests {
    @Test func `a day is its beginning in UTC`() {
        #expect(Timestamp(day: "2027-01-31")?.description == "2027-01-31T00:00:00.000Z")
    }

    @Test(arguments: [
        "", "tomorrow", "2027-01", "2027-01-31T00:00:00Z", "31.1.2027", "２０２７-01-31", "2027-02-31",
    ])
    func `anything else is none`(text: String) {
        #expect(Timestamp(day: text) == nil)
    }
}
