import Testing

@testable import Outbound

struct OutboundURLTests {
    @Test(arguments: [
        ("https://Example.com", "https://example.com/"),
        ("https://example.com:443/a?b=c", "https://example.com/a?b=c"),
        ("http://localhost:8080/x", "http://localhost:8080/x"),
        ("https://[2001:DB8::1]:8443", "https://[2001:db8::1]:8443/"),
        ("https://example.com?x", "https://example.com/?x"), ("https://192.0.2.1/", "https://192.0.2.1/"),
    ])
    func `an address has one spelling`(given: String, text: String) throws {
        #expect(try #require(OutboundURL(given)).text == text)
    }

    @Test(arguments: [
        "", "example.com", "//example.com", "ftp://example.com", "file:///etc/passwd", "http+unix://x/",
        "https://", "https:///x", "https://me@example.com", "https://example.com@127.0.0.1/",
        "https://example.com#x", "https://example.com/#x", "https://exa mple.com", "https://example.com/a b",
        "https://example.com\\@evil.example", "https://example.com/\n", "https://ex\u{E4}mple.com",
        "https://127.1", "https://0x7f.1", "https://2130706433", "https://0x7f000001", "https://1.2.3.4.5",
        "https://example.com.", "https://-a.com", "https://a..b", "https://[::1", "https://[127.0.0.1]",
        "https://[fe80::1%25lo]", "https://example.com:0", "https://example.com:65536",
        "https://example.com:",
        "https://example.com/\u{7F}", "https://example.com/\"", "https://example.com/<",
        "https://example.com/|",
    ])
    func `nothing that two readers could read differently is an address`(text: String) {
        #expect(OutboundURL(text) == nil)
    }

    @Test func `an address cut anywhere, or with any byte put in, is none or has one spelling`() {
        let whole = "https://[2001:db8::1]:8443/a?b=c"
        let cut = whole.indices.map { String(whole[..<$0]) }
        let changed = whole.indices.flatMap { place in
            (0...127).map { byte in
                var text = whole
                text.insert(Character(Unicode.Scalar(UInt8(byte))), at: place)
                return text
            }
        }
        for text in cut + changed {
            guard let url = OutboundURL(text) else { continue }
            #expect(OutboundURL(url.text) == url, "\(text)")
            #expect(!url.host.contains("@") && !url.host.contains("/"), "\(text)")
        }
    }

    @Test func `a query is added behind the one that is there`() throws {
        let pairs = [(name: "a b", value: "\u{E9}&=+/"), ("c", "")]
        let added = "a%20b=%C3%A9%26%3D%2B%2F&c="
        for (given, joint) in [
            ("https://x.example/p", "?"), ("https://x.example/p?q=1", "&"), ("https://x.example/p?", ""),
        ] {
            #expect(try #require(OutboundURL(given)).adding(query: pairs).text == given + joint + added)
        }
        #expect(
            try #require(OutboundURL("https://x.example/p")).adding(query: []).text == "https://x.example/p"
        )
    }
}
