import Kernel
import Testing

@testable import Gateways

struct CircuitBreakerTests {
    private let start = Timestamp(milliseconds: 1_795_456_800_000)

    private func broken(after failures: Int = CircuitBreaker.mostFailures) -> CircuitBreaker {
        var breaker = CircuitBreaker()
        for _ in 0..<failures {
            breaker.begin()
            breaker.fail(at: start)
        }
        return breaker
    }

    @Test func `it opens at the fifth failure within a minute`() {
        #expect(broken(after: 4).allows(at: start))
        #expect(!broken(after: 5).allows(at: start))
    }

    @Test func `failures that are over a minute old do not count`() {
        var breaker = broken(after: 4)
        breaker.begin()
        breaker.fail(at: start + .seconds(61))
        #expect(breaker.allows(at: start + .seconds(61)))
    }

    @Test func `after its rest one call tries, and no other beside it`() {
        var breaker = broken()
        let later = start + CircuitBreaker.rest
        #expect(breaker.allows(at: later))
        breaker.begin()
        #expect(!breaker.allows(at: later))
    }

    @Test func `a trial that fails opens it again, one that succeeds closes it`() {
        var (failed, passed) = (broken(), broken())
        let later = start + CircuitBreaker.rest
        failed.begin()
        failed.fail(at: later)
        #expect(!failed.allows(at: later + .seconds(29)) && failed.allows(at: later + .seconds(30)))
        passed.begin()
        passed.succeed()
        #expect(passed.allows(at: later) && !passed.isOpen)
    }

    @Test func `a call that says nothing of the server lets another try`() {
        var breaker = broken()
        let later = start + CircuitBreaker.rest
        breaker.begin()
        breaker.abstain()
        #expect(breaker.allows(at: later))
    }
}
