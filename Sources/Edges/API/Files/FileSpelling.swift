import FoundationEssentials
import Kernel
import Studio

/// Ids as clients of other shapes know them; whichever spelling they send is understood.
extension StoredFileID {
    /// For OpenAI's clients: `file-01JD…`.
    var openAIText: String { "file-\(value.text)" }

    /// For Gemini's clients: `files/01JD…`.
    var geminiText: String { "files/\(value.text)" }

    /// Takes every spelling, an address of a file included; nothing is ever fetched by it.
    init?(anySpelling text: some StringProtocol) {
        let path = text.split(separator: "?", maxSplits: 1).first ?? ""
        let name = path.split(separator: "/").last ?? ""
        let number = ["file-", "file_", "img_"].first { name.hasPrefix($0) }.map { name.dropFirst($0.count) }
        guard let value = UUIDv7(text: number ?? name) else { return nil }
        self.init(value)
    }

    /// The picture that a file of this id would bring: it has the file's number.
    var image: ImageID { ImageID(value) }
}

extension BulkID {
    /// For Gemini's clients: `batches/01JD…`.
    var geminiText: String { "batches/\(value.text)" }

    /// Takes every spelling.
    init?(anySpelling text: some StringProtocol) {
        let name = text.split(separator: "/").last ?? ""
        guard let value = UUIDv7(text: name.hasPrefix("batch_") ? name.dropFirst(6) : name) else {
            return nil
        }
        self.init(value)
    }
}

extension Timestamp {
    /// As OpenAI's clients count it.
    var seconds: Int64 { milliseconds / 1_000 }
}
