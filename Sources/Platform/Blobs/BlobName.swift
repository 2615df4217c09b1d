package import Kernel

/// The name of a stored file: the picture it belongs to and which form of it this is.
package struct BlobName: Hashable, Sendable {
    package let text: String

    /// Names a form of a picture; `variant` is lower-case letters and digits, as `full`.
    package init(_ image: ImageID, variant: StaticString) {
        text = "\(image.text).\(variant)"
    }

    package init(_ image: ImageID, width: Int) {
        text = "\(image.text).w\(width)"
    }

    /// Takes a name read from a folder; nil when we never wrote such a one.
    init?(fileName: String) {
        let parts = fileName.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, ImageID(parts[0]) != nil, !parts[1].isEmpty,
            parts[1].utf8.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "/") })
        else { return nil }
        text = fileName
    }

    /// The picture it belongs to.
    package var image: ImageID? { text.split(separator: ".").first.flatMap { ImageID($0) } }

    /// The folder that holds it: the id's last two characters are chance, so files spread evenly over 1,024 folders.
    var folder: String { image.map { String($0.text.suffix(2)) } ?? "00" }
}
