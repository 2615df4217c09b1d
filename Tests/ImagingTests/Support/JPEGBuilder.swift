import Foundation

/// Adds to JPEGs what cameras and editors add.
enum JPEGBuilder {
    /// The same picture with an EXIF block and a comment.
    static func adding(exif: Data, comment: String, to jpeg: Data) -> Data {
        jpeg.prefix(2) + segment(0xE1, Data("Exif\0\0".utf8) + exif) + segment(0xFE, Data(comment.utf8))
            + jpeg.dropFirst(2)
    }

    /// The same picture with a colour profile, in one piece.
    static func adding(profile: Data, to jpeg: Data) -> Data {
        jpeg.prefix(2) + segment(0xE2, Data("ICC_PROFILE\0".utf8) + Data([1, 1]) + profile)
            + jpeg.dropFirst(2)
    }

    private static func segment(_ marker: UInt8, _ content: Data) -> Data {
        let length = content.count + 2
        return Data([0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)]) + content
    }
}
