import FoundationEssentials

/// What a file's first bytes say it is, of the formats in which hosts answer.
enum PictureSignature {
    case png
    case jpeg
    case webp

    init?(_ bytes: Data) {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.starts(with: Data("RIFF".utf8)), bytes.dropFirst(8).starts(with: Data("WEBP".utf8)) {
            self = .webp
        } else {
            return nil
        }
    }
}
