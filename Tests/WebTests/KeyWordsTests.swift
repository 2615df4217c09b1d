import Kernel
import TestSupport
import Testing

@testable import Accounts
@testable import Web

/// How a mail says what has become of a key.
struct KeyWordsTests {
    private func text(
        of key: APIKey,
        in language: Language,
        _ alter: (inout APIKeyChange) throws -> Void
    ) throws -> String {
        var change = APIKeyChange()
        try alter(&change)
        return try KeyWords(Shipped.catalogues).changes(change, key, language)
    }

    @Test(arguments: Language.allCases)
    func `what has changed is named with what it is now, and what stays is not`(
        language: Language
    ) throws {
        let (words, key) = (try Shipped.catalogue(language), try APIKeyLine.sample(.publishable).key)
        let said = try text(of: key, in: language) { change in
            (change.imagesPerDay, change.days) = (.becomes(20), .becomes(30))
            change.origins = try WebOrigin.all(in: ["https://shop.example"])
        }
        let parts = [
            (words["keys.images_label"], "20"),
            (words["keys.ends"], words.moment(try #require(key.expiresAt))),
            (words["keys.sites"], "https://shop.example"),
        ].map { words[Message("form.at_field", ["field": $0, "detail": $1])] }
        #expect(said == parts.joined(separator: " · "))
    }

    @Test func `a bound that was taken away is said to be none`() throws {
        let words = try Shipped.catalogue(.english)
        let key = APIKey(
            id: .sample(),
            subject: .sample(),
            kind: .secret,
            scopes: [.jobs],
            language: .english
        )
        let said = try text(of: key, in: .english) { change in
            (change.creditsPerMonth, change.days) = (.becomes(nil), .becomes(nil))
        }
        #expect(said.contains(words["keys.unlimited"]) && said.contains(words["keys.endless"]))
    }
}
