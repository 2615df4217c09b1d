import HTTPTypes
import Kernel
import TestSupport
import Testing

@testable import HTTPKit

struct LimitNotesTests {
    private let time = TestClock()

    private func fields(_ note: (LimitNotes) -> Void) -> HTTPFields {
        let notes = LimitNotes()
        note(notes)
        var fields = HTTPFields()
        notes.write(into: &fields)
        return fields
    }

    @Test func `an answer without limits says nothing of them`() {
        #expect(fields { _ in }.isEmpty)
    }

    @Test func `a limit is published with where the asker stands`() {
        let throttle = Throttle(clock: time.clock, randomness: .seeded(1))
        let verdict = throttle.check(.apiRead, target: nil, network: nil)
        let fields = fields { $0.note(verdict) }
        #expect(fields[.rateLimitPolicy] == #""api_read_everybody";q=600000;w=60"#)
        #expect(fields[.rateLimit] == nil)
        let own = throttle.check(.apiRead, target: .init([1]), network: nil)
        #expect(self.fields { $0.note(own) }[.rateLimit] == #""api_read_client";r=5999;t=1"#)
    }

    @Test func `a daily quota says when the day ends`() {
        let quota = Quota.images("images", aDay: 20, left: 3, at: time.now)
        let problem = Problem(.quotaExceeded, ["limit": "20"], violating: [quota])
        let fields = fields { $0.note(problem) }
        #expect(fields[.rateLimitPolicy] == #""images";q=20;w=86400"#)
        #expect(fields[.rateLimit] == #""images";r=3;t=21600"#)
        #expect(problem.retryAfter == "21600")
    }

    @Test func `what is noted twice is said once, as it is now`() {
        let quotas = [5, 4].map { Quota.images("images", aDay: 20, left: $0, at: time.now) }
        let fields = fields { notes in
            for quota in quotas { notes.note(Problem(.quotaExceeded, violating: [quota])) }
        }
        #expect(fields[.rateLimit] == #""images";r=4;t=21600"#)
    }
}
