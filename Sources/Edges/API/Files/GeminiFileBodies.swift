import FoundationEssentials
import Kernel
import Studio

/// A file in Gemini's shape.
struct GeminiFileBody: Encodable {
    let name: String
    let displayName: String?
    let mimeType: String
    /// A number of 64 bits is text.
    let sizeBytes: String
    let createTime: String
    let updateTime: String
    let expirationTime: String
    let sha256Hash: String?
    let uri: String
    let downloadUri: String?
    let state = "ACTIVE"
    let source: String

    /// `base` is where files of this version lie: `https://host/v1`.
    init(_ file: StoredFile, base: String) {
        name = file.id.geminiText
        displayName = file.name
        mimeType = file.mediaType
        sizeBytes = "\(file.bytes)"
        createTime = file.madeAt.description
        updateTime = file.madeAt.description
        expirationTime = file.expiresAt.description
        sha256Hash = file.digest?.base64EncodedString()
        uri = "\(base)/\(file.id.geminiText)"
        let isOutcome = if case .outcome = file.content { true } else { false }
        source = isOutcome ? "GENERATED" : "UPLOADED"
        downloadUri = isOutcome ? "\(base)/\(file.id.geminiText):download?alt=media" : nil
    }
}

struct GeminiFilesBody: Encodable {
    let files: [GeminiFileBody]
    /// Empty on the last page.
    let nextPageToken: String
}

/// Of an upload that is whole.
struct GeminiUploadedBody: Encodable {
    let file: GeminiFileBody
}

/// An object without members.
struct EmptyBody: Encodable {}
