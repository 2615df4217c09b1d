import HTTPKit
import Kernel
import Mustache
import Privacy

/// The policy: who answers, what is kept, why and how long, and what one may ask for.
struct PrivacyPage: PageModel {
    static let template = Template.privacy

    var layout: Layout
    let sections: [PolicySection]

    init(layout: Layout, facts: PolicyFacts, isSecure: Bool) {
        self.layout = layout
        let words = layout.words
        sections = [
            .who(facts, words), .kept(facts, words), .cookies(words, isSecure: isSecure),
            .sharing(facts, words),
            .rights(facts, words), .checks(words),
        ]
    }

    func child(named name: String) -> Any? {
        name == "sections" ? sections : layout.child(named: name)
    }
}

/// A part of the policy with an address of its own.
struct PolicySection: MustacheParent, Sendable {
    let id: String
    let title: String
    let sentences: [PolicySentence]
    var kept: [KeptPart] = []
    var facts: [Fact] = []
    var links: [PageLink] = []

    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "title": title
        case "sentences": sentences
        case "kept": kept
        case "facts": facts.isEmpty ? nil : FactList(facts: facts)
        case "links": links
        default: nil
        }
    }
}

/// Facts in one list.
struct FactList: MustacheParent, Sendable {
    let facts: [Fact]

    func child(named name: String) -> Any? {
        name == "lines" ? facts : nil
    }
}

/// One sentence, which can be pointed at.
struct PolicySentence: MustacheParent, Sendable {
    let id: String
    let text: String
    var link: PageLink?

    /// What follows the dot of its key in the catalogue is the sentence's name on the page.
    init(
        _ key: String,
        _ words: Catalogue,
        _ arguments: [String: String] = [:],
        link: PageLink? = nil
    ) {
        id = String(key.drop { $0 != "." }.dropFirst()).replacing("_", with: "-")
        text = words[Message(key, arguments)]
        self.link = link
    }

    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "text": text
        case "link": link
        default: nil
        }
    }
}

/// One category of data, with each purpose that it is kept for.
struct KeptPart: MustacheParent, Sendable {
    let name: String
    let lines: [Fact]

    func child(named name: String) -> Any? {
        switch name {
        case "name": self.name
        case "lines": lines
        default: nil
        }
    }
}
