import FoundationEssentials

/// One field of a mail's head.
///
/// Nothing that it is given can end the field: controls become blanks.
struct HeaderField: Sendable {
    private static let foldAt = 76

    let name: String
    /// Unfolded, in ASCII but for addresses of other letters.
    let value: String

    /// A field whose value we wrote ourselves.
    init(_ name: String, _ value: String) {
        self.name = name
        self.value = Self.withoutControls(value)
    }

    /// A field of free text (RFC 5322, section 2.2.1).
    init(_ name: String, words: String) {
        self.init(name, EncodedWord.text(Self.withoutControls(words)))
    }

    /// A field of one address with the name of whom it belongs to, if any.
    init(
        _ name: String,
        mailbox address: String,
        name person: String
    ) {
        let phrase = EncodedWord.phrase(Self.withoutControls(person))
        self.init(name, phrase.isEmpty ? address : "\(phrase) <\(address)>")
    }

    /// The field as it stands in the mail, CRLF at its end.
    ///
    /// Folded at blanks, which reading it puts back (RFC 5322, section 2.2.3).
    var line: String {
        var (folded, length) = ("\(name):", name.utf8.count + 1)
        for word in value.split(separator: " ", omittingEmptySubsequences: false) {
            let isFirst = length == name.utf8.count + 1
            // A line of blanks alone is no line of a head: an empty word never starts one.
            if !isFirst, !word.isEmpty, length + 1 + word.utf8.count > Self.foldAt {
                folded += "\r\n"
                length = 0
            }
            folded += " \(word)"
            length += 1 + word.utf8.count
        }
        return folded + "\r\n"
    }

    private static func withoutControls(_ text: String) -> String {
        let scalars = text.unicodeScalars.map {
            $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? " " : $0
        }
        var clean = String.UnicodeScalarView()
        clean.append(contentsOf: scalars)
        return String(clean)
    }
}
