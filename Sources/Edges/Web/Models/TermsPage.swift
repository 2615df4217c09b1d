import Accounts
import HTTPKit
import Kernel
import Moderation
import Mustache

/// The terms of service: who runs this server, what is allowed, who decides, and how to object.
struct TermsPage: PageModel {
    static let template = Template.terms

    var layout: Layout
    /// Which edition, and since when.
    let edition: String
    let facts: [Fact]
    let sections: [TermsSection]

    func child(named name: String) -> Any? {
        switch name {
        case "edition": edition
        case "has_facts": !facts.isEmpty
        case "facts": facts
        case "sections": sections
        default: layout.child(named: name)
        }
    }
}

extension TermsPage {
    init(_ layout: Layout, _ provider: ServiceProvider) {
        let words = layout.words
        self.layout = layout
        let date = String(Terms.inForceSince.description.prefix(10))
        edition = words[Message("terms.edition", ["version": Terms.version, "date": date])]
        facts = Fact.all(of: provider, words)
        sections = [
            TermsSection(words["terms.who"], [words[facts.isEmpty ? "terms.who_own" : "terms.who_detail"]]),
            TermsSection(words["terms.service"], [words["terms.service_detail"]]),
            TermsSection(words["terms.yours"], [words["terms.yours_detail"], words["terms.yours_use"]]),
            TermsSection(
                words["terms.refused"],
                [words["terms.refused_machine"], words["terms.refused_detail"]],
                list: Ground.allCases.filter { $0 != .other }.map { words["ground.\($0.rawValue)"] }
            ),
            TermsSection(words["terms.decided"], [words["terms.decided_detail"]]),
            TermsSection(
                words["terms.appeal"],
                [words["terms.appeal_detail"]],
                link: PageLink(url: layout.links.page(.decisions), label: words["decisions.page"])
            ),
            TermsSection(words["terms.end"], [words["terms.end_detail"]]),
            TermsSection(words["terms.warranty"], [words["terms.warranty_detail"]]),
            TermsSection(words["terms.independence"], [words["terms.independence_detail"]]),
            TermsSection(words["terms.changes"], [words["terms.changes_detail"]]),
        ]
    }
}

/// One subject of the terms.
struct TermsSection: MustacheParent, Sendable {
    let title: String
    let paragraphs: [String]
    var list: [String] = []
    var link: PageLink?

    init(
        _ title: String,
        _ paragraphs: [String],
        list: [String] = [],
        link: PageLink? = nil
    ) {
        self.title = title
        self.paragraphs = paragraphs
        self.list = list
        self.link = link
    }

    func child(named name: String) -> Any? {
        switch name {
        case "section_title": title
        case "paragraphs": paragraphs
        case "has_list": !list.isEmpty
        case "list": list
        case "link": link
        default: nil
        }
    }
}

extension Fact {
    /// What the operator has said of who they are.
    fileprivate static func all(of provider: ServiceProvider, _ words: Catalogue) -> [Fact] {
        [
            provider.name.map { Fact(words["terms.name"], $0) },
            provider.address.map { Fact(words["terms.address"], $0) },
            provider.country.map { Fact(words["terms.country"], words.name(of: $0)) },
            provider.contact.map { Fact(words["signup.email"], $0.text) },
        ].compactMap(\.self)
    }
}
