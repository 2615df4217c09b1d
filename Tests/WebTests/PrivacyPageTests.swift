import HTTPKit
import Kernel
import Privacy
import TestSupport
import Testing

@testable import Web

struct PrivacyPageTests {
    @Test(arguments: Language.allCases)
    func `an address that a copy cannot be sent to comes back with the reason at its field`(
        language: Language
    ) async throws {
        let words = try Shipped.catalogue(language)
        let html = try await ExportPage.rendered(words, by: Shipped.templates)
        let title = words["problem.transfer_address_malformed.title"]
        #expect(html.contains("<p class=\"fault\" id=\"to-problem\"><b>\(title)</b>"))
        #expect(html.contains("<a href=\"#to\">\(words["push.address"])</a>"))
        #expect(html.contains("name=\"step\" value=\"send\""))
    }

    @Test(arguments: Language.allCases)
    func `each category is told with its purposes, their grounds and periods`(language: Language) throws {
        let words = try Shipped.catalogue(language)
        let rules = try PolicyFacts.sample.rules
        let page = PrivacyPage(layout: .sample(words, at: .privacy), facts: try .sample, isSecure: true)
        let kept = try #require(page.sections.first { $0.id == "kept" }?.kept)
        #expect(kept.count == Set(rules.map(\.category)).count)
        for line in kept.flatMap(\.lines) {
            #expect(!line.label.contains("privacy.") && !line.text.contains("privacy."))
            #expect(!line.text.contains("{"))
        }
        let ids = page.sections.flatMap { [$0.id] + $0.sentences.map(\.id) }
        #expect(Set(ids).count == ids.count)
    }

    @Test(arguments: Language.allCases)
    func `the backups' period is told where periods are`(language: Language) throws {
        let words = try Shipped.catalogue(language)
        let page = PrivacyPage(layout: .sample(words, at: .privacy), facts: try .sample, isSecure: true)
        let kept = try #require(page.sections.first { $0.id == "kept" })
        let sentence = try #require(kept.sentences.first { $0.id == "backups" })
        #expect(sentence.text.contains(words.counted("privacy.days", 30)))
    }

    @Test(arguments: Language.allCases)
    func `rights lead to where they are used`(language: Language) throws {
        let words = try Shipped.catalogue(language)
        let page = PrivacyPage(layout: .sample(words, at: .privacy), facts: try .sample, isSecure: true)
        let rights = try #require(page.sections.first { $0.id == "rights" })
        let ways = Set(rights.sentences.compactMap(\.link?.url))
        let pages: [Route] = [.privacyCenter, .privacyRequest, .cookies]
        #expect(ways.isSuperset(of: pages.map { $0.path(in: language) }))
    }

    @Test func `what is not so is not said`() throws {
        let words = try Shipped.catalogue(.english)
        func sentences(_ facts: PolicyFacts) -> Set<String> {
            let page = PrivacyPage(layout: .sample(words, at: .privacy), facts: facts, isSecure: false)
            return Set(page.sections.flatMap(\.sentences).map(\.id))
        }
        let local = sentences(PolicyFacts(rules: []))
        let untrue: Set = ["operator", "write-to", "mail-server", "providers", "recipients", "backups"]
        #expect(local.isDisjoint(with: untrue))
        #expect(local.isSuperset(of: ["operator-local", "drawn-here", "recipients-none"]))
        let remote = sentences(PolicyFacts(rules: [], recipients: ["a-relay"], isDrawnHere: false))
        #expect(remote.isDisjoint(with: ["drawn-here", "recipients-none"]))
        #expect(remote.contains("recipients"))
    }
}
