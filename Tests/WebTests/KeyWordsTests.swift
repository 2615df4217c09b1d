import Kernel
import Mail
import TestSupport
import Testing

@testable import Accounts
@testable import Web

/// How a mail says what has become of a key.
struct KeyWordsTests {
    private static let end = Timestamp(milliseconds: 1_795_456_800_000)

    private func key(
        _ scopes: Set<KeyScope> = [.jobs],
        on origins: [String] = [],
        limits: KeyLimits = .none,
        until end: Timestamp? = Self.end,
        in language: Language = .english
    ) -> APIKey {
        APIKey(
            id: .sample(),
            subject: .sample(),
            kind: origins.isEmpty ? .secret : .publishable,
            scopes: scopes,
            origins: origins,
            limits: limits,
            language: language,
            expiresAt: end
        )
    }

    private func said(from before: APIKey, to now: APIKey) throws -> String {
        try KeyWords(Shipped.catalogues).changes(before, now)
    }

    private func line(_ parts: [(String, String)], _ words: Catalogue) -> String {
        parts.map { words[Message("form.at_field", ["field": words[$0], "detail": $1])] }
            .joined(separator: " · ")
    }

    @Test(arguments: Language.allCases)
    func `what has changed is named with what it is now, and what stays is not`(
        language: Language
    ) throws {
        let words = try Shipped.catalogue(language)
        let old = KeyLimits(requestsPerMinute: 60, imagesPerDay: 10)
        let said = try said(
            from: key(on: ["https://shop.example"], limits: old, in: language),
            to: key(
                on: ["https://shop.example", "https://stall.example"],
                limits: KeyLimits(requestsPerMinute: 60, imagesPerDay: 2_000),
                until: Self.end + .days(30),
                in: language
            )
        )
        let parts = [
            ("keys.sites_added", "https://stall.example"), ("keys.images_label", "2,000"),
            ("keys.ends", words.moment(Self.end + .days(30))),
        ]
        #expect(said == line(parts, words))
    }

    @Test func `a bound that was taken away is said to be none`() throws {
        let words = try Shipped.catalogue(.english)
        let said = try said(from: key(limits: KeyLimits(creditsPerMonth: 9)), to: key(until: nil))
        let parts = [
            ("keys.credits_label", words["keys.unlimited"]), ("keys.ends", words["keys.endless"]),
        ]
        #expect(said == line(parts, words))
    }

    @Test(arguments: Language.allCases)
    func `of scopes and sites those are named that were added, not those that were there`(
        language: Language
    ) throws {
        let words = try Shipped.catalogue(language)
        let scopes = try said(
            from: key([.jobs, .read], in: language),
            to: key([.jobs, .account], in: language)
        )
        #expect(scopes == line([("keys.scopes_added", words["keys.scope_account"])], words))
        let sites = try said(
            from: key(on: ["https://a.example", "https://b.example"], in: language),
            to: key(on: ["https://b.example", "https://c.example"], in: language)
        )
        #expect(sites == line([("keys.sites_added", "https://c.example")], words))
    }

    /// Sites as long as they can be.
    private static func longSites(_ count: Int) -> [String] {
        (0..<count).map { number in
            let start = "https://\(number)-"
            return start + String(repeating: "x", count: 255 - start.utf8.count)
        }
    }

    static let most = KeyLimits(
        requestsPerMinute: 1_000_000,
        imagesPerDay: 1_000_000_000,
        creditsPerMonth: 1_000_000_000
    )

    @Test(arguments: Language.allCases, [(1, most), (20, most), (1, .none), (20, .none)])
    func `however many sites are added, the first is named whole, and all else with it`(
        language: Language,
        added: (count: Int, limits: KeyLimits)
    ) throws {
        let (count, limits) = added
        let (words, sites) = (try Shipped.catalogue(language), Self.longSites(count))
        let less = KeyLimits(requestsPerMinute: 1, imagesPerDay: 1, creditsPerMonth: 1)
        let said = try said(
            from: key(on: ["https://shop.example"], limits: less, in: language),
            to: key(
                on: ["https://shop.example"] + sites,
                limits: limits,
                until: nil,
                in: language
            )
        )
        #expect(said.count <= Letter.longestValue)
        #expect(said.contains(sites[0]) && said.hasSuffix(words["keys.endless"]))
        let more = words[Message("keys.and_more", ["list": sites[0], "n": "19"])]
        #expect(said.contains(more) == (count == 20))
    }

    @Test(arguments: Language.allCases)
    func `as many sites are named as there is room for`(language: Language) throws {
        let words = try Shipped.catalogue(language)
        let sites = (0..<20).map { "https://shop-number-\($0).example" }
        let said = try said(
            from: key(on: ["https://shop.example"], in: language),
            to: key(on: ["https://shop.example"] + sites.dropLast(), in: language)
        )
        let named = sites.count { said.contains($0) }
        let more = words[
            Message("keys.and_more", ["list": words.list(Array(sites.prefix(named))), "n": "\(19 - named)"])
        ]
        #expect((10..<19).contains(named) && said.hasSuffix(more))
        #expect(said.count <= Letter.longestValue)
    }

    @Test(arguments: Language.allCases)
    func `all that can be added to a secret key has room`(language: Language) throws {
        let words = try Shipped.catalogue(language)
        let less = KeyLimits(requestsPerMinute: 1, imagesPerDay: 1, creditsPerMonth: 1)
        let said = try said(
            from: key([.jobs], limits: less, in: language),
            to: key(
                Set(KeyScope.allCases),
                limits: Self.most,
                until: Self.end + .days(365),
                in: language
            )
        )
        #expect(said.count <= Letter.longestValue)
        #expect(said.contains(words["keys.scope_account"]))
    }
}
