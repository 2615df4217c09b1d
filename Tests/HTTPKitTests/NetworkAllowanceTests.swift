import Kernel
import NIOCore
import TestSupport
import Testing

@testable import HTTPKit

struct NetworkAllowanceTests {
    private let time = TestClock()

    @Test func `a network has ten visitors' quotas a day and neighbours share them`() throws {
        let allowance = NetworkAllowance(perVisitor: 2, clock: time.clock)
        try allowance.spend(15, from: SocketAddress(ipAddress: "203.0.113.1", port: 1))
        #expect(throws: Problem(.quotaExceeded, ["limit": "20"])) {
            try allowance.spend(6, from: SocketAddress(ipAddress: "203.0.113.2", port: 1))
        }
        try allowance.spend(5, from: SocketAddress(ipAddress: "203.0.113.2", port: 1))
        try allowance.spend(20, from: SocketAddress(ipAddress: "198.51.100.1", port: 1))
    }

    @Test func `the next day begins anew`() throws {
        let allowance = NetworkAllowance(perVisitor: 1, clock: time.clock)
        let address = try SocketAddress(ipAddress: "203.0.113.1", port: 1)
        try allowance.spend(10, from: address)
        time.advance(by: .days(1))
        try allowance.spend(10, from: address)
    }

    @Test func `without a quota nothing is bounded`() throws {
        let allowance = NetworkAllowance(perVisitor: nil, clock: time.clock)
        try allowance.spend(1_000_000, from: SocketAddress(ipAddress: "203.0.113.1", port: 1))
    }
}
