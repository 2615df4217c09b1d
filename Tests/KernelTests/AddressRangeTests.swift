import Testing

@testable import Kernel

struct AddressRangeTests {
    @Test(
        arguments: [
            ("10.0.0.0/8", "10.255.0.1"), ("203.0.113.7", "203.0.113.7"), ("192.168.4.0/22", "192.168.7.255"),
            ("2001:db8::/32", "2001:db8:ffff::1"), ("::1", "::1"), ("10.0.0.0/8", "::ffff:10.1.1.1"),
            ("128.0.0.0/1", "255.0.0.1"),
        ]
    )
    func `a range holds what begins like it`(range: String, address: String) throws {
        let range = try #require(AddressRange(range))
        #expect(range.contains(try #require(IPAddress(address))))
    }

    @Test(
        arguments: [
            ("10.0.0.0/8", "11.0.0.0"), ("203.0.113.7", "203.0.113.8"), ("192.168.4.0/22", "192.168.8.0"),
            ("2001:db8::/32", "2001:db9::"), ("10.0.0.0/8", "a00::"), ("a00::/8", "10.0.0.1"),
        ]
    )
    func `and nothing else, of the other family least of all`(range: String, address: String) throws {
        let range = try #require(AddressRange(range))
        #expect(!range.contains(try #require(IPAddress(address))))
    }

    @Test(
        arguments: [
            "", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/08", "10.0.0.0/+8", "10.0.0.0/-1",
            "0.0.0.0/0", "::/0", "2001:db8::1/32", "2001:db8::/129", "::ffff:10.0.0.0/104", "proxy",
            "10.0.0.0/8/8", "10.0.0.0 /8", "10.0.0.0/8 ",
        ]
    )
    func `a range that is none, or everybody, is refused`(text: String) {
        #expect(AddressRange(text) == nil)
    }
}
