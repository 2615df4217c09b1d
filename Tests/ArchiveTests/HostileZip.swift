import Archive
import Foundation
import Testing

/// Archives that want something of whoever unpacks them, made by hand: our own writer makes none.
enum HostileZip: CaseIterable, Sendable {
    case traversal
    case absolute
    case backslash
    case link
    case twice
    case twiceInAnotherCase
    case bomb
    case large
    case many
    case manyUntold
    case longDirectory
    case prefixed
    case noZip

    var refusal: ArchiveRefusal {
        switch self {
        case .traversal, .absolute, .backslash: .unsafePath
        case .link: .notAFile
        case .twice, .twiceInAnotherCase: .samePathTwice
        case .bomb: .tooLarge
        case .large: .tooLarge
        case .many, .manyUntold, .longDirectory: .tooManyFiles
        case .prefixed, .noZip: .unreadable
        }
    }

    var limits: ArchiveLimits {
        switch self {
        case .large: ArchiveLimits(unpacked: 100)
        case .many, .manyUntold, .longDirectory: ArchiveLimits(files: 2)
        default: ArchiveLimits()
        }
    }

    func bytes() throws -> Data {
        switch self {
        case .traversal: StoredZip([("../up.txt", "x")]).bytes
        case .absolute: StoredZip([("/etc/up.txt", "x")]).bytes
        case .backslash: StoredZip([("..\\up.txt", "x")]).bytes
        case .link: StoredZip([("link", "/etc/passwd")], mode: 0o120_777).bytes
        case .twice: StoredZip([("a.txt", "x"), ("a.txt", "y")]).bytes
        case .twiceInAnotherCase: StoredZip([("a.txt", "x"), ("A.TXT", "y")]).bytes
        case .bomb: try ZippedFile.zipped([ZippedFile("zeros", Data(count: 20_000_000))])
        case .large: StoredZip([("a.txt", String(repeating: "x", count: 101))]).bytes
        case .many: StoredZip([("a", "x"), ("b", "y"), ("c", "z")]).bytes
        case .manyUntold: StoredZip([("a", "x"), ("b", "y"), ("c", "z")], claiming: 1).bytes
        case .longDirectory: StoredZip([(String(repeating: "a", count: 2_000), "x")]).bytes
        case .prefixed: Data("more".utf8) + StoredZip([("a", "x")]).bytes
        case .noZip: Data("this is no archive".utf8)
        }
    }
}

/// Files, stored, in an archive whose names and kinds nobody checked.
private struct StoredZip {
    let bytes: Data

    init(_ files: [(path: String, text: String)], mode: UInt32 = 0o100_644, claiming claimed: Int? = nil) {
        var (body, directory) = (Data(), Data())
        for file in files {
            let (path, content) = (Data(file.path.utf8), Data(file.text.utf8))
            let common =
                Self.number(20, 2) + Self.number(0, 2) + Self.number(0, 2) + Self.number(0, 4)
                + Self.number(Self.checksum(content), 4) + Self.number(UInt32(content.count), 4)
                + Self.number(UInt32(content.count), 4) + Self.number(UInt32(path.count), 2)
                + Self.number(0, 2)
            let offset = UInt32(body.count)
            body += Self.number(0x0403_4b50, 4) + common + path + content
            directory +=
                Self.number(0x0201_4b50, 4) + Self.number(0x0314, 2) + common + Self.number(0, 2)
                + Self.number(0, 2) + Self.number(0, 2) + Self.number(mode << 16, 4)
                + Self.number(offset, 4) + path
        }
        let count = Self.number(UInt32(claimed ?? files.count), 2)
        bytes =
            body + directory + Self.number(0x0605_4b50, 4) + Self.number(0, 4) + count + count
            + Self.number(UInt32(directory.count), 4) + Self.number(UInt32(body.count), 4)
            + Self.number(0, 2)
    }

    private static func number(_ value: UInt32, _ count: Int) -> Data {
        Data((0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) })
    }

    /// CRC-32 (ISO 3309).
    private static func checksum(_ bytes: Data) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
    }
}
