package import Blobs
package import Foundation
package import Imaging
package import Kernel
package import Studio

extension SpooledFile {
    /// Bytes as a request left them.
    package static func sample(_ bytes: Data) async throws -> SpooledFile {
        let writer = try await Spool(inMemory: .system).begin()
        try await writer.append(bytes)
        return try await writer.finish()
    }
}

extension Upload {
    /// Files with their names.
    package static func sample(
        _ files: [(name: String?, bytes: Data)],
        as kind: Image.Kind = .picture,
        key: String? = nil
    ) async throws -> Upload {
        var spooled: [File] = []
        for file in files { spooled.append(File(try await .sample(file.bytes), named: file.name)) }
        return Upload(
            spooled,
            as: kind,
            idempotencyKey: try key.map { key throws(Problem) in try IdempotencyKey(key) }
        )
    }
}

extension Data {
    /// A file with a picture of one colour.
    package static func picture(
        _ size: PixelSize = PixelSize(width: 64, height: 48),
        as encoding: ImageEncoding = .jpeg(quality: 90),
        xmp: Data? = nil
    ) async throws -> Data {
        try await Imaging.forTests.encode(.plain(size), as: encoding, xmp: xmp)
    }
}
