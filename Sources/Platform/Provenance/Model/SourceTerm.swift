/// A term of IPTC's digital source type vocabulary: what kind of making a picture comes from.
///
/// Whether the vocabulary has the term is for whoever writes it; what is read from files may be any word.
package struct SourceTerm: Hashable, Sendable {
    private static let longest = 64
    private static let vocabulary = "http://cv.iptc.org/newscodes/digitalsourcetype/"

    /// 1 to 64 ASCII letters: `algorithmicMedia`.
    package let name: String

    package init?(_ name: String) {
        guard (1...Self.longest).contains(name.utf8.count), name.utf8.allSatisfy(\.isLetter) else {
            return nil
        }
        self.name = name
    }

    /// Reads a term's address; both schemes are seen in files.
    package init?(uri: String) {
        let plain = uri.hasPrefix("https:") ? "http:" + uri.dropFirst(6) : uri
        guard plain.hasPrefix(Self.vocabulary) else { return nil }
        self.init(String(plain.dropFirst(Self.vocabulary.count)))
    }

    package var uri: String { Self.vocabulary + name }
}

extension UInt8 {
    var isLetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
}
