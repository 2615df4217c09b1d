import Testing

@testable import HTTPKit

struct CutAddressTests {
    @Test(
        arguments: [
            ("203.0.113.77", "203.0.113.1"), ("2001:db8:1:2:3::4", "2001:db8:1:ffff::1"),
            ("::ffff:203.0.113.77", "203.0.113.9"),
        ]
    )
    func `neighbours are one network`(address: String, neighbour: String) {
        let cut = CutAddress(address)
        #expect(cut != nil)
        #expect(cut == CutAddress(neighbour))
    }

    @Test(arguments: [("203.0.113.77", "203.0.114.77"), ("2001:db8:1::1", "2001:db8:2::1")])
    func `strangers are two networks`(address: String, stranger: String) {
        #expect(CutAddress(address) != CutAddress(stranger))
    }

    @Test(
        arguments: [
            "127.0.0.1", "::1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "172.31.255.255", "169.254.1.1",
            "100.64.0.1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "localhost", "",
        ]
    )
    func `a proxy's own address is no network`(address: String) {
        #expect(CutAddress(address) == nil)
    }
}
