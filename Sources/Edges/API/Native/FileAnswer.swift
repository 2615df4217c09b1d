import Blobs
import HTTPTypes
package import Hummingbird
import Imaging
package import Kernel
import NIOCore
package import Studio

extension Response {
    /// Streams a picture's file.
    ///
    /// It is personal and can be erased, so that no browser may keep it.
    package init(
        _ file: ImageFile,
        of id: ImageID,
        isDownload: Bool
    ) {
        var headers: HTTPFields = [
            .contentType: file.format.mediaType,
            .cacheControl: "no-store",
            .contentLength: "\(file.size)",
        ]
        if isDownload {
            let name = "nano-banana-pro-\(id.value.text).\(file.format.fileExtension)"
            headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        }
        self.init(status: .ok, headers: headers, body: ResponseBody(file))
    }
}

extension ResponseBody {
    fileprivate init(_ file: ImageFile) {
        switch file.content {
        case .converted(let bytes):
            self.init(byteBuffer: ByteBuffer(bytes: bytes))
        case .stored(let blob):
            self.init(contentLength: file.size) { writer in
                for try await chunk in blob {
                    try await writer.write(ByteBuffer(bytes: chunk))
                }
                try await writer.finish(nil)
            }
        }
    }
}
