import Blobs
package import FoundationEssentials
import HTTPTypes
package import Hummingbird
import Imaging
package import Kernel
import NIOCore
package import Studio

extension Response {
    /// Streams a picture's file.
    ///
    /// It is personal and can be erased, so that no browser may keep it. A download is called by its id.
    package init(
        _ file: ImageFile,
        of id: ImageID?,
        isDownload: Bool
    ) {
        var headers: HTTPFields = [
            .contentType: file.format.mediaType,
            .cacheControl: "no-store",
            .contentLength: "\(file.size)",
        ]
        if isDownload, let id {
            let name = "nano-banana-pro-\(id.value.text).\(file.format.fileExtension)"
            headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        }
        self.init(status: .ok, headers: headers, body: ResponseBody(file))
    }
}

extension Response {
    /// A picture's drawing, called by its id.
    package init(svg: Data, of id: ImageID) {
        self.init(
            status: .ok,
            headers: [
                .contentType: "image/svg+xml", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"nano-banana-pro-\(id.value.text).svg\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: svg))
        )
    }
}

extension Response {
    /// Streams pictures as one ZIP file.
    package init(_ list: PackingList, from studio: Studio) {
        self.init(
            status: .ok,
            headers: [
                .contentType: "application/zip", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"nano-banana-pro-images.zip\"",
            ],
            body: ResponseBody { writer in
                for try await bytes in studio.pack(list) {
                    try await writer.write(ByteBuffer(bytes: bytes))
                }
                try await writer.finish(nil)
            }
        )
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
