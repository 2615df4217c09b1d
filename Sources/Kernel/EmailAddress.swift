import FoundationEssentials

/// An address of electronic mail, in the shape that mail servers accept in practice (RFC 5321, section 4.1.2, without quoted local parts).
///
/// The domain is lower case; the local part keeps its case, for only its server may fold it.
package struct EmailAddress: Hashable, Sendable {
    /// RFC 5321, section 4.5.3.1, and its erratum 1690.
    private static let longest = 254
    private static let longestLocalPart = 64

    package let text: String

    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.longest, parts.count == 2, Self.isLocalPart(parts[0]) else {
            return nil
        }
        // Folded before it is judged: folding turns some letters into others, and may make the address longer.
        let folded = "\(parts[0])@\(parts[1].lowercased())"
        guard folded.utf8.count <= Self.longest, Self.isDomain(folded.dropFirst(parts[0].count + 1)) else {
            return nil
        }
        self.text = folded
    }

    private static func isLocalPart(_ part: some StringProtocol) -> Bool {
        guard part.utf8.count <= longestLocalPart else { return false }
        return part.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.unicodeScalars.allSatisfy(isAtomText)
        }
    }

    private static func isAtomText(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else {
            return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
        return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
    }

    private static func isDomain(_ domain: some StringProtocol) -> Bool {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.unicodeScalars.allSatisfy {
                        $0 == "-" || $0.properties.isAlphabetic || $0.properties.numericType == .decimal
                    }
            }
    }
}

extension EmailAddress: CustomStringConvertible, CustomReflectable {
    /// Personal data: prints redacted, so that it reaches no log by interpolation or dump.
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
