import Kernel
import Testing

@testable import Outbound

struct SpecialAddressTests {
    @Test func `every row of the table was read`() {
        #expect(SpecialAddresses.all.count == 36)
        #expect(SpecialAddresses.all.allSatisfy { $0.source.hasPrefix("RFC ") && !$0.name.isEmpty })
        #expect(SpecialAddresses.globalUnicast != nil)
    }

    /// Written out here again, so that a block that was cut short in the table is noticed.
    @Test(arguments: [
        ("0.0.0.0", "0.255.255.255"), ("10.0.0.0", "10.255.255.255"), ("100.64.0.0", "100.127.255.255"),
        ("127.0.0.0", "127.255.255.255"), ("169.254.0.0", "169.254.255.255"),
        ("172.16.0.0", "172.31.255.255"), ("192.0.0.0", "192.0.0.255"), ("192.0.2.0", "192.0.2.255"),
        ("192.31.196.0", "192.31.196.255"), ("192.52.193.0", "192.52.193.255"),
        ("192.88.99.0", "192.88.99.255"), ("192.168.0.0", "192.168.255.255"),
        ("192.175.48.0", "192.175.48.255"), ("198.18.0.0", "198.19.255.255"),
        ("198.51.100.0", "198.51.100.255"), ("203.0.113.0", "203.0.113.255"),
        ("224.0.0.0", "239.255.255.255"), ("240.0.0.0", "255.255.255.255"),
        ("::", "::ffff:ffff"), ("::ffff:0:0:0", "::ffff:0:ffff:ffff"),
        ("64:ff9b::", "64:ff9b::ffff:ffff"), ("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff"),
        ("100::", "100::ffff:ffff:ffff:ffff"), ("100:0:0:1::", "100:0:0:1:ffff:ffff:ffff:ffff"),
        ("2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("2620:4f:8000::", "2620:4f:8000:ffff:ffff:ffff:ffff:ffff"),
        ("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ])
    func `the first and the last address of a block are not public`(first: String, last: String) throws {
        #expect(try #require(IPAddress(first)).isPublic == false)
        #expect(try #require(IPAddress(last)).isPublic == false)
    }

    /// The neighbours of each block that are on the public internet, so that no block is wider than its RFC says.
    @Test(arguments: [
        "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255",
        "192.0.1.0", "192.0.3.0", "192.31.195.255", "192.31.197.0", "192.52.192.255", "192.52.194.0",
        "192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0", "192.175.47.255", "192.175.49.0",
        "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0",
        "223.255.255.255", "2001:200::", "2001:db7:ffff::", "2001:db9::", "2003::", "2620:4f:7fff::",
        "2620:4f:8001::", "3ffe:ffff::", "2000::1", "2a00:1450:4001::200e", "8.8.8.8",
    ])
    func `what lies beside a block is public`(text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic)
    }

    @Test(arguments: [
        "127.0.0.1", "127.1.2.3", "::1", "10.1.2.3", "169.254.169.254", "fd00:ec2::254", "fe80::1",
        "::ffff:127.0.0.1", "::ffff:0:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:7f00:1::", "0.0.0.0", "::", "255.255.255.255",
        "224.0.0.1", "ff02::1", "192.0.2.1", "2001:db8::1", "3fff::1", "4000::1", "1::1", "8000::1",
        "e000::1",
    ])
    func `no way into this machine, its network or nowhere is public`(text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic == false)
    }

    @Test(arguments: [
        "127.1", "0x7f.0.0.1", "2130706433", "1.2.3", "fe80::1%lo", "[::1]", "", "::g", "1.2.3.4 ",
    ])
    func `an address has one notation`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(arguments: ["10.0.0.0/33", "::/129", "10.0.0.0/-1", "10/8", "/8", "x/8"])
    func `a block that is none is not read`(text: String) {
        #expect(AddressRange(text) == nil)
    }

    @Test(arguments: ["192.0.2.1", "2001:db8::1", "::1", "::ffff:1.2.3.4"])
    func `an address reads what it writes`(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(IPAddress(address.text) == address)
    }
}
