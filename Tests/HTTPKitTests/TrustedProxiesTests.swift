import HTTPTypes
import Kernel
import Testing

@testable import HTTPKit

struct TrustedProxiesTests {
    private let proxies = TrustedProxies(["10.0.0.0/8", "2001:db8:f::/48"].compactMap { AddressRange($0) })

    private func client(
        _ name: HTTPField.Name,
        _ values: [String],
        from peer: String = "10.0.0.1"
    ) throws -> ClientAddress {
        var headers = HTTPFields()
        headers[values: name] = values
        return proxies.client(of: headers, from: try #require(IPAddress(peer)), over: .unknown)
    }

    private func whole(_ address: String) throws -> ClientAddress {
        ClientAddress(try #require(IPAddress(address)), over: .unknown)
    }

    @Test(
        arguments: [
            (["203.0.113.7"], "203.0.113.7"), (["2001:db8::7"], "2001:db8::7"),
            (["[2001:db8::7]"], "2001:db8::7"), (["[2001:db8::7]:4711"], "2001:db8::7"),
            (["203.0.113.7:4711"], "203.0.113.7"), (["::ffff:203.0.113.7"], "203.0.113.7"),
            (["198.51.100.9, 203.0.113.7"], "203.0.113.7"), (["198.51.100.9", "203.0.113.7"], "203.0.113.7"),
            (["198.51.100.9, 203.0.113.7, 10.3.3.3"], "203.0.113.7"),
            (["203.0.113.7,\t2001:db8:f::1 , 10.3.3.3"], "203.0.113.7"),
            (["10.9.9.9, 10.3.3.3"], "10.9.9.9"),
        ]
    )
    func `the client is the rightmost address that is no trusted proxy`(
        values: [String],
        address: String
    ) throws {
        #expect(try client(.forwardedFor, values) == whole(address))
    }

    @Test(
        arguments: [
            "", "unknown", "_hidden", "203.0.113.7, ", "203.0.113.7, nonsense", "203.0.113.7:99999999",
            "203.0.113.7:", "[203.0.113.7]", "[2001:db8::7", "2001:db8::7]", "203.0.113.7;x", "203.0.113.7 9",
            "203.0.113.7, [::1]x",
        ]
    )
    func `an entry that is no address ends at who reported it`(value: String) throws {
        #expect(try client(.forwardedFor, [value]) == whole("10.0.0.1"))
    }

    @Test(arguments: [["203.0.113.7"], ["10.0.0.1"], ["127.0.0.1"], ["x"]])
    func `what somebody else says of themselves means nothing`(values: [String]) throws {
        #expect(try client(.forwardedFor, values, from: "198.51.100.1").cut.description == "198.51.100.0")
    }

    @Test(
        arguments: [
            ("for=203.0.113.7", "203.0.113.7"), ("For=\"[2001:db8::7]:4711\";by=10.0.0.1", "2001:db8::7"),
            ("for=198.51.100.9, for=203.0.113.7;proto=http;host=x", "203.0.113.7"),
            ("for=203.0.113.7, for=10.3.3.3", "203.0.113.7"), ("for=unknown", "10.0.0.1"),
            ("by=203.0.113.7", "10.0.0.1"), ("for=203.0.113.7;for=198.51.100.9", "10.0.0.1"),
            ("for=\"203.0.113.7", "10.0.0.1"), ("203.0.113.7", "10.0.0.1"), ("for=\"a\\\"b\"", "10.0.0.1"),
        ]
    )
    func `Forwarded is read alike`(value: String, address: String) throws {
        #expect(try client(.forwarded, [value]).cut == whole(address).cut)
    }

    @Test func `Forwarded means nothing beside X-Forwarded-For`() throws {
        let headers: HTTPFields = [.forwardedFor: "203.0.113.7", .forwarded: "for=198.51.100.9"]
        let client = proxies.client(of: headers, from: try #require(IPAddress("10.0.0.1")), over: .unknown)
        #expect(try client == whole("203.0.113.7"))
    }

    @Test(
        arguments: [
            ("https", ClientAddress.Transport.encrypted), ("HTTP", .plain), ("http", .plain),
            ("https, http", .plain), ("http, https", .encrypted), ("", .unknown), ("ftp", .unknown),
        ]
    )
    func `how it came is what the nearest proxy says`(value: String, expected: ClientAddress.Transport) throws
    {
        #expect(try client(.forwardedProto, [value]).transport == expected)
    }

    @Test func `how it came is in Forwarded, with the client's own entry`() throws {
        let value = "for=198.51.100.9;proto=https, for=203.0.113.7;proto=http, for=10.3.3.3;proto=https"
        #expect(try client(.forwarded, [value]).transport == .plain)
    }

    @Test func `whoever comes past the proxies comes unprotected, but for this machine`() throws {
        #expect(try client(.forwardedProto, ["https"], from: "198.51.100.1").transport == .plain)
        #expect(try client(.forwardedProto, ["https"], from: "127.0.0.1").transport == .unknown)
    }

    @Test func `a way too long to be real is not read`() throws {
        let long = Array(repeating: "10.1.1.1", count: 40).joined(separator: ",")
        #expect(try client(.forwardedFor, ["203.0.113.7, " + long]).cut.description == "10.1.1.0")
        let huge = Array(repeating: "10.1.1.1", count: 4_000).joined(separator: ",")
        #expect(try client(.forwardedFor, [huge]) == whole("10.0.0.1"))
    }

    private static let list = "198.51.100.9, [2001:db8::7]:80, 10.3.3.3"

    @Test(arguments: 0...list.count)
    func `any cut of a list gives an address that is in it, or the proxy's`(length: Int) throws {
        let possible = ["198.51.100.0", "2001:db8::", "10.3.3.0", "10.3.3.0", "10.0.0.0"]
        let text = String(Self.list.prefix(length))
        for value in [text, text + "\"", "," + text, text + ";"] {
            let client = try client(.forwardedFor, [value])
            #expect(
                possible.contains(client.cut.description) || client.cut.description.hasPrefix("198.51.100.")
            )
        }
    }
}
