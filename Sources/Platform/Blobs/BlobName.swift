package import Kernel

/// The name of a stored file: the picture or archive it belongs to and which form of it this is.
package struct BlobName: Hashable, Sendable {
    package let text: String

    /// Names a form of a picture; `variant` is lower-case letters and digits, as `full`.
    package init(_ image: ImageID, variant: StaticString) {
        text = "\(image.text).\(variant)"
    }

    /// Names a file that is no picture's: an archive.
    package init<Kind>(of id: ID<Kind>, variant: StaticString) {
        text = "\(id.text).\(variant)"
    }

    package init(_ image: ImageID, width: Int) {
        text = "\(image.text).w\(width)"
    }

    /// Takes a name read from a folder; nil when we never wrote such a one.
    init?(fileName: String) {
        let parts = fileName.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, Self.isID(parts[0]), !parts[1].isEmpty,
            parts[1].utf8.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "/") })
        else { return nil }
        text = fileName
    }

    /// What files are of: pictures, calls that delivered one, lines that programs brought, and archives that go or come.
    private static let kinds: Set<String> = [ImageKind.idPrefix, "call", "file", "exp", "imp"]

    private static func isID(_ text: Substring) -> Bool {
        let parts = text.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 && kinds.contains(String(parts[0])) && UUIDv7(text: parts[1]) != nil
    }

    /// The picture it belongs to.
    package var image: ImageID? { text.split(separator: ".").first.flatMap { ImageID($0) } }

    /// The folder that holds it: the id's last two characters are chance, so files spread evenly over 1,024 folders.
    var folder: String { text.split(separator: ".").first.map { String($0.suffix(2)) } ?? "00" }
}
