import Kernel
import Mustache

/// What both forms of a mail say.
struct MailPage: MustacheParent, Sendable {
    let language: String
    let title: String
    let paragraphs: [String]
    let button: MailButton?
    let footer: [String]
    /// How the reader ends such mails.
    let wayOut: MailButton?

    init(
        _ letter: Letter,
        saying campaign: CampaignWords?,
        words: Catalogue,
        imprint: MailPress.Imprint,
        wayOut: String?
    ) {
        var values = letter.values
        values[.product] = imprint.product
        values[.operator] = imprint.operator
        let phrase = Phrase(words: words, values: values)
        let key = "mail.\(letter.kind.rawValue)"
        language = letter.language.rawValue
        title = campaign?.subject ?? phrase.filled("\(key).subject")
        paragraphs = campaign?.paragraphs ?? phrase.paragraphs("\(key).body")
        button = values[.link].map { MailButton(words: phrase.filled("\(key).button"), link: $0) }
        self.wayOut = wayOut.map { MailButton(words: words["mail.unsubscribe"], link: $0) }
        let contact = imprint.contact.map { words[Message("mail.footer.contact", ["contact": $0.text])] }
        footer =
            [phrase.filled("mail.footer.\(letter.kind.mailClass.rawValue)")] + [contact].compactMap(\.self)
            + [words["page.independence"]]
    }

    func child(named name: String) -> Any? {
        switch name {
        case "language": language
        case "title": title
        case "paragraphs": paragraphs
        case "button": button
        case "footer": footer
        case "way_out": wayOut
        default: nil
        }
    }
}

/// The one thing that a mail asks for.
struct MailButton: MustacheParent, Sendable {
    let words: String
    let link: String

    func child(named name: String) -> Any? {
        switch name {
        case "words": words
        case "link": link
        default: nil
        }
    }
}

/// Fills sentences of a catalogue with a letter's values.
private struct Phrase {
    let words: Catalogue
    let values: [MailPlaceholder: String]

    private var arguments: [String: String] {
        Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value) })
    }

    func filled(_ key: String) -> String { words[Message(key, arguments)] }

    /// The paragraphs of a text, blank lines between; without those that name a value which the letter lacks.
    func paragraphs(_ key: String) -> [String] {
        let absent = MailPlaceholder.allCases.filter { values[$0] == nil }.map { "{\($0.rawValue)}" }
        return (words.strings[key] ?? key).split(separator: "\n\n").map(String.init)
            .filter { paragraph in !absent.contains { paragraph.contains($0) } }
            .map { paragraph in
                let only = Catalogue(language: words.language, strings: ["": paragraph])
                return only[Message("", arguments)]
            }
    }
}
