import Kernel
import TestSupport
import Testing

@testable import HTTPKit

struct NetworkAllowanceTests {
    private let time = TestClock()

    private func network(_ text: String) throws -> CutAddress {
        CutAddress(try #require(IPAddress(text)))
    }

    @Test func `a network has ten visitors' quotas a day and neighbours share them`() throws {
        let allowance = NetworkAllowance(perVisitor: 2, clock: time.clock)
        try allowance.spend(15, from: network("203.0.113.1"))
        let quota = Quota.images("network_images", aDay: 20, left: 5, at: time.now)
        #expect(throws: Problem(.quotaExceeded, ["limit": "20"], violating: [quota])) {
            try allowance.spend(6, from: network("203.0.113.2"))
        }
        try allowance.spend(5, from: network("203.0.113.2"))
        try allowance.spend(20, from: network("198.51.100.1"))
    }

    @Test func `the next day begins anew`() throws {
        let allowance = NetworkAllowance(perVisitor: 1, clock: time.clock)
        try allowance.spend(10, from: network("203.0.113.1"))
        time.advance(by: .days(1))
        try allowance.spend(10, from: network("203.0.113.1"))
    }

    @Test func `without a quota nothing is bounded, nor where networks cannot be told apart`() throws {
        try NetworkAllowance(perVisitor: nil, clock: time.clock).spend(
            1_000_000,
            from: network("203.0.113.1")
        )
        try NetworkAllowance(perVisitor: 1, clock: time.clock).spend(1_000, from: nil)
    }
}
