import Foundation
import Kernel
import TestSupport
import Testing

@testable import HTTPKit

struct ThrottleTests {
    private let time = TestClock()
    private let throttle: Throttle
    private let owner = Data("owner@example.org".utf8)

    init() {
        throttle = Throttle(clock: time.clock, randomness: .seeded(1))
    }

    private func network(_ number: Int) -> CutAddress {
        CutAddress(IPAddress(bytes: [203, UInt8(number >> 8 & 255), UInt8(number & 255), 0]))
    }

    private func tries(_ count: Int, _ act: (Int) -> ThrottleVerdict) -> Int {
        (0..<count).count { act($0).isAllowed }
    }

    @Test func `hopping from network to network does not help against one account`() {
        let allowed = tries(1_000) { throttle.check(.signIn, target: owner, network: network($0)) }
        #expect(allowed == 10)
    }

    @Test func `hopping from account to account does not help from one network`() {
        let allowed = tries(1_000) { number in
            throttle.check(.signIn, target: Data("\(number)".utf8), network: network(1))
        }
        #expect(allowed == 100)
    }

    @Test func `an owner on a device of theirs gets in while strangers are kept out`() {
        _ = tries(1_000) { throttle.check(.signIn, target: owner, network: network($0)) }
        let verdict = throttle.check(.signIn, target: owner, network: network(1), isKnownDevice: true)
        #expect(verdict.isAllowed)
        #expect(!throttle.check(.signIn, target: owner, network: network(2_000)).isAllowed)
    }

    @Test func `a known device has a limit of its own`() {
        let allowed = tries(100) { _ in
            throttle.check(.signIn, target: owner, network: nil, isKnownDevice: true)
        }
        #expect(allowed == 20)
        #expect(throttle.check(.signIn, target: owner, network: nil).isAllowed)
    }

    @Test func `tries come back evenly, one by one`() throws {
        _ = tries(10) { _ in throttle.check(.signIn, target: owner, network: nil) }
        let refused = throttle.check(.signIn, target: owner, network: nil)
        let quota = try #require(refused.violated.first)
        #expect(quota.remaining == 0)
        #expect(quota.wait == 90)
        time.advance(by: .seconds(quota.wait))
        #expect(throttle.check(.signIn, target: owner, network: nil).isAllowed)
        #expect(!throttle.check(.signIn, target: owner, network: nil).isAllowed)
        time.advance(by: .seconds(900))
        #expect(tries(100) { _ in throttle.check(.signIn, target: owner, network: nil) } == 10)
    }

    @Test func `a refused try charges nobody`() {
        _ = tries(500) { _ in throttle.check(.signIn, target: owner, network: network(1)) }
        let allowed = tries(500) { number in
            throttle.check(.signIn, target: Data("\(number)".utf8), network: network(1))
        }
        #expect(allowed == 90)
    }

    @Test func `when everybody's limit is used up, who is under attack waits and the others go on`() {
        let spent = tries(3_000) { number in
            throttle.check(.signIn, target: Data("\(number)".utf8), network: network(number))
        }
        #expect(spent == 3_000)
        let attacked = throttle.check(.signIn, target: Data("5".utf8), network: network(9_000))
        #expect(attacked.violated.map(\.name) == ["sign_in_everybody"])
        let attacker = throttle.check(.signIn, target: Data("fresh".utf8), network: network(5))
        #expect(attacker.violated.map(\.name) == ["sign_in_everybody"])
        #expect(throttle.check(.signIn, target: owner, network: network(9_001)).isAllowed)
    }

    @Test func `behind four times everybody's limit no stranger goes on`() {
        let allowed = tries(20_000) { number in
            throttle.check(.signIn, target: Data("\(number)".utf8), network: network(number))
        }
        #expect(allowed == 12_000)
        #expect(throttle.check(.signIn, target: owner, network: nil, isKnownDevice: true).isAllowed)
    }

    @Test func `a full table grows no further, forgets no one and keeps no owner out`() {
        let small = Throttle(clock: time.clock, randomness: .seeded(2), capacity: 50)
        _ = tries(10) { _ in small.check(.signIn, target: owner, network: nil) }
        _ = tries(1_000) { number in
            small.check(.signIn, target: Data("\(number)".utf8), network: network(number))
        }
        #expect(small.bucketCount(of: .signIn) <= 52)
        #expect(!small.check(.signIn, target: owner, network: nil).isAllowed)
        #expect(!small.check(.signIn, target: Data("late".utf8), network: nil).isAllowed)
        #expect(small.check(.signIn, target: owner, network: nil, isKnownDevice: true).isAllowed)
        #expect(small.check(.apiRead, target: owner, network: nil).isAllowed)
    }

    @Test func `a full table of a policy that guards nobody lets go on`() {
        let small = Throttle(clock: time.clock, randomness: .seeded(2), capacity: 50)
        let allowed = tries(500) { number in
            small.check(.apiRead, target: Data("\(number)".utf8), network: network(number))
        }
        #expect(allowed == 500)
        #expect(small.bucketCount(of: .apiRead) <= 52)
    }

    @Test func `what is over makes room`() {
        let small = Throttle(clock: time.clock, randomness: .seeded(2), capacity: 50)
        _ = tries(200) { small.check(.signIn, target: Data("\($0)".utf8), network: nil) }
        time.advance(by: .seconds(1_000))
        #expect(small.check(.signIn, target: owner, network: nil).isAllowed)
        #expect(small.bucketCount(of: .signIn) <= 4)
    }

    @Test func `a clock that is set back does not wedge it`() {
        _ = tries(100) { _ in throttle.check(.signIn, target: owner, network: nil) }
        time.set(to: time.now - .hours(2))
        _ = throttle.check(.signIn, target: Data("x".utf8), network: nil)
        time.advance(by: .hours(3))
        #expect(throttle.check(.signIn, target: owner, network: nil).isAllowed)
    }

    @Test(arguments: [Duration.hours(2), .days(3_650)])
    func `a clock that is set back refuses nobody for longer than before`(jump: Duration) {
        _ = tries(100) { _ in throttle.check(.signIn, target: owner, network: nil) }
        time.set(to: time.now - jump)
        #expect(throttle.check(.signIn, target: owner, network: nil).violated.map(\.wait) == [90])
        time.advance(by: .seconds(90))
        #expect(tries(10) { _ in throttle.check(.signIn, target: owner, network: nil) } == 1)
    }

    @Test func `a full table makes room in its time although the clock was set back`() {
        let small = Throttle(clock: time.clock, randomness: .seeded(2), capacity: 50)
        _ = tries(200) { small.check(.signIn, target: Data("\($0)".utf8), network: nil) }
        time.set(to: time.now - .days(1))
        #expect(!small.check(.signIn, target: owner, network: nil).isAllowed)
        time.advance(by: .seconds(1_000))
        #expect(small.check(.signIn, target: owner, network: nil).isAllowed)
    }

    @Test func `a stranger is not shown how often an account was tried, nor how busy the server is`() {
        _ = tries(7) { _ in throttle.check(.signIn, target: owner, network: network(1)) }
        let verdict = throttle.check(.signIn, target: owner, network: network(2))
        #expect(verdict.shown.map(\.name) == ["sign_in_network"])
        #expect(verdict.shown.map(\.remaining) == [99])
        let names = ["sign_in_account", "sign_in_network", "sign_in_everybody"]
        #expect(verdict.published.map(\.name) == names)
    }

    @Test func `a client of the API is shown its own limit`() {
        let verdict = throttle.check(.apiWrite, target: owner, network: network(2))
        #expect(verdict.shown.map(\.name) == ["api_write_client", "api_write_network"])
        #expect(verdict.shown.map(\.remaining) == [599, 2_999])
    }

    @Test func `policies do not share their counts`() {
        _ = tries(50) { _ in throttle.check(.signIn, target: owner, network: network(1)) }
        #expect(throttle.check(.code, target: owner, network: network(1)).isAllowed)
        #expect(throttle.check(.reset, target: owner, network: network(1)).isAllowed)
    }

    @Test(arguments: ThrottlePolicy.all)
    func `every limit admits its quota and not one more`(policy: ThrottlePolicy) {
        let quota = policy.target.quota
        let allowed = tries(quota + 5) { _ in throttle.check(policy, target: owner, network: nil) }
        #expect(allowed == quota)
    }

    @Test func `thirty browsers of a network choose for the first time in an hour`() {
        #expect(tries(100) { _ in throttle.check(.choice, target: nil, network: network(1)) } == 30)
        #expect(throttle.check(.choice, target: nil, network: network(2)).isAllowed)
        time.advance(by: .hours(1))
        #expect(tries(100) { _ in throttle.check(.choice, target: nil, network: network(1)) } == 30)
    }

    @Test func `a refusal is a problem that names its limits`() throws {
        _ = tries(10) { _ in throttle.check(.signIn, target: owner, network: nil) }
        let problem = try #require(throws: Problem.self) {
            try throttle.check(.signIn, target: owner, network: nil).require()
        }
        #expect(problem.code == .quotaExceeded)
        #expect(problem.quotas.map(\.name) == ["sign_in_account"])
        #expect(problem.retryAfter == "90")
        #expect(problem.detail.key == "problem.too_many_requests.detail")
    }
}
