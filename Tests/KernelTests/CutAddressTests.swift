import Testing

@testable import Kernel

struct CutAddressTests {
    private func cut(_ text: String) throws -> CutAddress { CutAddress(try #require(IPAddress(text))) }

    @Test(
        arguments: [
            ("203.0.113.77", "203.0.113.1"), ("2001:db8:1:2:3::4", "2001:db8:1:ffff::1"),
            ("::ffff:203.0.113.77", "203.0.113.9"),
        ]
    )
    func `neighbours are one network`(address: String, neighbour: String) throws {
        #expect(try cut(address) == cut(neighbour))
        #expect(try cut(address).isPublic)
    }

    @Test(arguments: [("203.0.113.77", "203.0.114.77"), ("2001:db8:1::1", "2001:db8:2::1")])
    func `strangers are two networks`(address: String, stranger: String) throws {
        #expect(try cut(address) != cut(stranger))
    }

    @Test(
        arguments: [
            ("203.0.113.77", "203.0.113.0"), ("2001:db8:1:2:3::4", "2001:db8:1::"),
            ("::ffff:203.0.113.77", "203.0.113.0"), ("127.0.0.1", "127.0.0.0"),
        ]
    )
    func `a log shows the network, of an address in IPv6's clothes too`(address: String, shown: String) throws
    {
        #expect(try cut(address).description == shown)
        #expect("\(try #require(IPAddress(address)))" == shown)
    }

    @Test(
        arguments: [
            "127.0.0.1", "::1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "172.31.255.255", "169.254.1.1",
            "100.64.0.1", "fe80::1", "fc00::1", "::ffff:10.0.0.1",
        ]
    )
    func `where a proxy stands, people cannot be told by their network`(address: String) throws {
        #expect(try cut(address).isPublic == false)
    }

    @Test(
        arguments: [
            "localhost", "", "203.0.113", "203.0.113.077", "203.0.113.7 ", " ::1", "[::1]", "::1%eth0",
            "203.0.113.7:80", "1.2.3.4\0", "2001:db8::1::2", "0x7f.1", "1.2.3.4.5", "12345",
            String(repeating: "1:", count: 40),
        ]
    )
    func `what is no address is none`(text: String) {
        #expect(IPAddress(text) == nil)
    }
}
