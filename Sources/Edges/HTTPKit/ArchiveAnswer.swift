import Blobs
package import HTTPTypes
package import Hummingbird
package import Kernel
import NIOCore
package import Privacy

extension Response {
    /// Streams an archive to its person, once; its bytes go when they are out, or when the connection breaks.
    package init(
        handingOver export: Export,
        to subject: SubjectID,
        from archives: Archives
    ) async throws {
        let blob = try await archives.take(export.id, of: subject)
        self.init(
            status: .ok,
            headers: .archive(export),
            body: ResponseBody(contentLength: blob.size) { writer in
                do {
                    for try await chunk in blob { try await writer.write(ByteBuffer(bytes: chunk)) }
                    try await writer.finish(nil)
                } catch {
                    try await archives.discard(export.id)
                    throw error
                }
                try await archives.discard(export.id)
            }
        )
    }
}

extension HTTPFields {
    /// What an answer with an archive says of it; nobody may keep a copy.
    package static func archive(_ export: Export) -> HTTPFields {
        var fields: HTTPFields = [
            .contentType: "application/zip",
            .cacheControl: "no-store",
            .contentDisposition: "attachment; filename=\"nano-banana-pro-\(export.id.value.text).zip\"",
        ]
        fields[.contentLength] = export.bytes.map { "\($0)" }
        return fields
    }
}
