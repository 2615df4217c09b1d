/// The name of a file in an archive that leads nowhere else: printable ASCII, parts between single slashes, none of them `.` or
/// `..`, nothing absolute.
package struct ArchivePath: Hashable, Sendable {
    static let longest = 255
    static let deepest = 8

    package let text: String

    /// Nil for anything that a careless reader could take for another place.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...Self.longest).contains(text.utf8.count), parts.count <= Self.deepest,
            text.utf8.allSatisfy(Self.isAllowed),
            parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." })
        else { return nil }
        self.text = String(text)
    }

    /// No control characters, no backslash, no colon: other systems read drives and streams out of them.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: ":")
    }
}
