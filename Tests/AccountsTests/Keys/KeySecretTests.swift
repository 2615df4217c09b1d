import FoundationEssentials
import Kernel
import TestSupport
import Testing

@testable import Accounts

/// The form of a secret, which scanners find leaked ones by.
struct KeySecretTests {
    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

    @Test(arguments: KeySecret.Kind.allCases, 1...20 as ClosedRange<UInt64>)
    func `a secret is read back as it was made`(kind: KeySecret.Kind, seed: UInt64) throws {
        let secret = KeySecret(kind, .seeded(seed))
        let text = secret.secret.reveal()
        #expect(text.wholeMatch(of: /nbp_[sp]k_[0-9A-Za-z]{46}/) != nil)
        let read = try #require(KeySecret(text))
        #expect(read.kind == kind)
        #expect(read.secret == secret.secret)
        #expect(text.hasSuffix(secret.hint))
    }

    /// What anybody may compute to tell a key from any other text.
    @Test func `the checksum is the one that is documented`() {
        let body = "nbp_sk_" + String(repeating: "0", count: 40)
        // The first 32 bits of SHA-256 of the text before it, in base 62.
        #expect(KeySecret(body + "29K8f5") != nil)
        #expect(KeySecret(body + "000000") == nil)
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `a secret with one wrong character is none`(seed: UInt64) {
        let text = Array(KeySecret(.secret, .seeded(seed)).secret.reveal())
        for place in text.indices {
            for other in Self.alphabet where other != text[place] {
                var wrong = text
                wrong[place] = other
                // `nbp_sk_` and `nbp_pk_` differ in one character; the checksum is of both.
                #expect(KeySecret(String(wrong)) == nil, "\(place) as \(other)")
            }
        }
    }

    @Test func `a secret that is cut, longer, or set in other text is none`() {
        let text = KeySecret(.publishable, .seeded(3)).secret.reveal()
        for end in 0..<text.count { #expect(KeySecret(text.prefix(end)) == nil) }
        for more in ["0", " ", "\n", "é", "\u{0}"] {
            #expect(KeySecret(text + more) == nil)
            #expect(KeySecret(more + text) == nil)
        }
        for wrong in ["", "nbp_sk_", "sk-0123", text.uppercased(), text.lowercased()] where wrong != text {
            #expect(KeySecret(wrong) == nil, "\(wrong)")
        }
    }

    @Test func `a secret prints as nothing`() {
        let secret = KeySecret(.secret, .seeded(4))
        #expect(!"\(secret)".contains(secret.secret.reveal()))
        #expect(!String(reflecting: secret).contains(secret.secret.reveal()))
    }
}

/// Which sites a publishable key may be bound to.
struct WebOriginTests {
    private static let longestLabel = String(repeating: "a", count: 63)

    @Test(
        arguments: [
            ("https://shop.example", "https://shop.example"),
            ("HTTPS://Shop.Example", "https://shop.example"),
            ("https://shop.example:8443", "https://shop.example:8443"),
            ("http://localhost", "http://localhost"), ("http://localhost:3000", "http://localhost:3000"),
            ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
            ("https://shop.example/", "https://shop.example"),
            ("https://shop.example:8443/", "https://shop.example:8443"),
            ("https://shop.example:443", "https://shop.example"),
            ("https://shop.example:443/", "https://shop.example"),
            ("http://localhost:80", "http://localhost"),
            ("https://shop.example:80", "https://shop.example:80"),
            ("http://localhost:443", "http://localhost:443"),
            ("https://shop.example:1", "https://shop.example:1"),
            ("https://shop.example:65535", "https://shop.example:65535"),
            ("https://my-shop.example", "https://my-shop.example"),
            ("https://\(longestLabel).example", "https://\(longestLabel).example"),
        ]
    )
    func `a site is kept as browsers name it`(typed: String, kept: String) throws {
        #expect(try WebOrigin(typed).text == kept)
    }

    @Test(
        arguments: [
            "", "shop.example", "http://shop.example", "http://", "http://:", "https://",
            "https://shop.example//", "https://shop.example/page", "https://shop.example/page/",
            "https://shop.example?x", "https://*.shop.example",
            "https://shop.example:", "https://shop.example:99999", "https://a:b@shop.example", "null",
            "ftp://shop.example", "https://shop example", "https://läden.example", "javascript:alert(1)",
            "https://shop.example:+80", "https://shop.example:080", "https://shop.example:0",
            "https://shop.example:65536", "https://shop.example:８０", "https://shop.example:-1",
            "https://a..example", "https://.example", "https://shop.example.", "https://-a.example",
            "https://a-.example", "https://a\(longestLabel).example",
            "https://" + String(repeating: "a.", count: 125) + "a",
        ]
    )
    func `what is no site is refused`(typed: String) {
        #expect(throws: Problem.self) { try WebOrigin(typed) }
    }

    @Test func `a site that lacks nothing but https is told so`() {
        let fault = ["scheme": "http", "site": "http://shop.example"]
        #expect(throws: Problem(.originMalformed, field: "origins", fault)) {
            try WebOrigin("http://shop.example")
        }
    }

    @Test(
        arguments: [
            ("shop.example", "shop.example"), ("", ""),
            ("https://a\u{200B}.example\n", "https://a�.example�"),
            (String(repeating: "a", count: 60), String(repeating: "a", count: 60)),
            (String(repeating: "a", count: 61), String(repeating: "a", count: 60) + "…"),
        ]
    )
    func `of several sites the one at fault is named, in one line and cut`(typed: String, named: String) {
        #expect(throws: Problem(.originMalformed, field: "origins", ["site": named])) {
            try WebOrigin.all(in: ["https://a.example", typed, "also wrong"])
        }
    }

    @Test(
        arguments: [
            (KeySecret.Kind.publishable, 0, "origin_missing"), (.publishable, 21, "too_many_origins"),
            (.secret, 1, "origin_of_secret"), (.secret, 21, "origin_of_secret"),
        ]
    )
    func `a number of sites that a key cannot have has a sentence of its own`(
        kind: KeySecret.Kind,
        sites: Int,
        wording: String
    ) throws {
        let problem = try #require(
            #expect(throws: Problem.self) { try kind.check([.jobs], sites: sites) }
        )
        #expect((problem.code, problem.field) == (.originMalformed, "origins"))
        #expect(problem.title.key == "problem.\(wording).title")
        #expect(problem.detail.key == "problem.\(wording).detail")
    }

    @Test(arguments: [(KeySecret.Kind.secret, 0), (.publishable, 1), (.publishable, 20)])
    func `a key has as many sites as its kind may`(kind: KeySecret.Kind, sites: Int) throws {
        try kind.check([.jobs], sites: sites)
    }

    @Test func `a site that is named twice is kept once`() throws {
        let typed = ["https://b.example", "https://a.example", "https://B.example"]
        #expect(try WebOrigin.all(in: typed).map(\.text) == ["https://b.example", "https://a.example"])
    }
}
