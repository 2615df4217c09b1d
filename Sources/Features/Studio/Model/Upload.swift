package import Blobs
import FoundationEssentials
package import Kernel

/// Pictures that a person brings in one request, spooled and not yet believed.
package struct Upload: Sendable {
    /// Files of one request.
    package static let mostFiles = 14
    /// Bytes of one file: 50 MB.
    package static let longestFile = 50_000_000
    /// What jobs of uploads name as their model; the registry has none of this name.
    package static let model = "upload"

    package struct File: Sendable {
        package let content: SpooledFile
        /// What it was called where it came from, without its folders.
        package let name: String?

        /// Takes the name as it was sent.
        package init(_ content: SpooledFile, named name: String?) {
            self.content = content
            self.name = name.flatMap(FileName.tidied)
        }
    }

    package let files: [File]
    package let kind: Image.Kind
    package let idempotencyKey: IdempotencyKey?
    /// The API key that they are brought with.
    package var key: APIKeyID?

    /// Takes 1 to `mostFiles` files.
    package init(
        _ files: [File],
        as kind: Image.Kind,
        idempotencyKey: IdempotencyKey? = nil
    ) {
        self.files = files
        self.kind = kind
        self.idempotencyKey = idempotencyKey
    }

    /// Everything that makes this upload another one, for comparing retries.
    var fingerprint: Data {
        // What one key brought another may not see.
        files.reduce(into: Data("upload \(kind.rawValue) \(key?.text ?? "")".utf8)) { text, file in
            text += file.content.digest + Data((file.name ?? "").utf8) + [0]
        }
    }

    /// How refusals name a file: the first of several is `file.1`.
    func field(of position: Int) -> String {
        files.count == 1 ? "file" : "file.\(position + 1)"
    }
}
