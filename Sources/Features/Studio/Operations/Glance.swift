package import FoundationEssentials
package import Imaging
package import Kernel
package import Purposes
import Store

/// A picture that is small enough to go along in a message.
package struct Glance: Sendable {
    package let bytes: Data
    package let format: ImageFormat
}

extension Studio {
    /// Sides of a glance, the first that leads to few enough bytes.
    private static let glanceSides = [1_024, 768, 512, 320, 160]

    /// A picture as JPEG, or one that can be transparent as PNG or WebP, within so many bytes; nil where not even the smallest is.
    ///
    /// It says in its file what made it, as thumbnails do.
    /// - Throws: `Problem` `not_found`, for other people's pictures too; `image_withheld`, `image_damaged`.
    package func glance(
        at id: ImageID,
        within most: Int,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Glance? {
        let subject = permit.subject
        let image = try await store.read { tx in try ImageRecords(tx).picture(id, of: subject) }
        guard let image else { throw Problem(.notFound) }
        try await screening.requireShown(id)
        let mark = marker.packet(for: image.source)
        return try await inTurn {
            var picture = try await pixels(of: image, under: permit)
            let encodings: [ImageEncoding] =
                picture.hasAlpha ? [.png, .webp(quality: 85)] : [.jpeg(quality: 85), .jpeg(quality: 60)]
            for side in Self.glanceSides {
                picture = try await imaging.resize(picture, toFit: PixelSize(width: side, height: side))
                for encoding in encodings {
                    let bytes = try await imaging.encode(picture, as: encoding, xmp: mark)
                    if bytes.count <= most { return Glance(bytes: bytes, format: encoding.format) }
                }
            }
            return nil
        }
    }
}
