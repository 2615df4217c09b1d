package import FoundationEssentials
package import Kernel
import Store
import Vault

package enum StoredFileKind: Identified {
    package static let idPrefix = "file"
}

/// A file that a program brought, or that tells what became of a bulk.
package typealias StoredFileID = ID<StoredFileKind>

/// A file as its owner's programs see it, without its bytes.
package struct StoredFile: Hashable, Sendable {
    /// What a program says that it brings a file for; the words of OpenAI's clients.
    package enum Purpose: String, Sendable, CaseIterable, SQLConvertible {
        case assistants
        case batch
        case batchOutput = "batch_output"
        case evals
        case fineTune = "fine-tune"
        case userData = "user_data"
        case vision

        /// Those that somebody may bring a file for.
        package static let brought: [Purpose] = [.assistants, .batch, .evals, .userData, .vision]
    }

    /// What lies behind it.
    package enum Content: Hashable, Sendable {
        /// A picture, kept as all uploads are.
        case picture(ImageID)
        /// Lines of JSON.
        case lines
        /// What became of a bulk: written when it is read, so that a picture that is deleted is in no file either.
        case outcome(BulkID, BulkPart)
    }

    package let id: StoredFileID
    /// What it was called where it came from, or is called here.
    package let name: String?
    package let purpose: Purpose
    package let mediaType: String
    /// As it was brought, in bytes: a picture is kept anew, and smaller or larger.
    package let bytes: Int
    /// SHA-256 of what was brought; nil for what was made here.
    package let digest: Data?
    /// The key that it was brought with; nil for a person's own, and for what was made here.
    package let key: APIKeyID?
    package let content: Content
    package let madeAt: Timestamp
    package let expiresAt: Timestamp

    package static let linesType = "application/jsonl"
}

/// How long a file is kept.
package struct FileLifetime: Hashable, Sendable {
    package static let least: Duration = .hours(1)
    package static let most: Duration = .days(30)
    /// What Gemini's clients know.
    package static let short = FileLifetime(.days(2))
    package static let usual = FileLifetime(most)

    let duration: Duration

    private init(_ duration: Duration) {
        self.duration = duration
    }

    /// Takes an hour to thirty days.
    /// - Throws: `Problem` `value_out_of_range`.
    package init(seconds: Int, field: String) throws(Problem) {
        let (least, most) = (Int(Self.least.components.seconds), Int(Self.most.components.seconds))
        guard (least...most).contains(seconds) else {
            throw Problem(.valueOutOfRange, field: field, ["least": "\(least)", "most": "\(most)"])
        }
        duration = .seconds(seconds)
    }
}

/// A file as it lies in the database: its personal parts sealed.
struct FileRow: Sendable {
    let id: StoredFileID
    /// Name, digest and key, JSON.
    let details: Sealed
    let purpose: StoredFile.Purpose
    let mediaType: String
    let bytes: Int
    let content: StoredFile.Content
    let madeAt: Timestamp
    let expiresAt: Timestamp
}

/// The sealed part of a file.
struct FileDetails: Codable, Sendable {
    var name: String?
    var sha256: Data?
    /// What it was brought with; nil for a person's own, and for what was made here.
    var key: APIKeyID?
}

extension SealedPlace {
    static func details(of file: StoredFileID) -> SealedPlace {
        SealedPlace("studio_file", "details", row: file)
    }
}
