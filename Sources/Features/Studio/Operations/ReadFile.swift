package import Blobs
import Engines
package import FoundationEssentials
package import Imaging
package import Kernel
package import Purposes
import Store

/// The bytes of a picture.
package struct ImageFile: Sendable {
    package enum Content: Sendable {
        /// As stored, chunk by chunk.
        case stored(OpenedBlob)
        /// Converted for this request.
        case converted(Data)
    }

    package let content: Content
    package let format: ImageFormat
    package let size: Int

    /// Everything at once.
    package func bytes() async throws -> Data {
        switch content {
        case .stored(let blob): try await blob.bytes()
        case .converted(let bytes): bytes
        }
    }
}

extension Studio {
    /// The file of a picture: the original, one of its stored thumbnails, or either in another format.
    ///
    /// `quality`, from 1 to 100, has a lossy format written anew; nil is ours.
    ///
    /// `width` names the thumbnail to read, the smallest stored one that is not narrower; nil the whole picture. Without a
    /// `format` it is the stored one: the picture's own, and WebP for thumbnails.
    /// - Throws: `Problem` `not_found`, for other people's pictures too; `malformed_parameter` for a quality without a format that
    ///   has one.
    package func file(
        of id: ImageID,
        width: Int?,
        format: ImageFormat?,
        quality: Int? = nil,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> ImageFile {
        guard quality == nil || format?.isLossy == true else {
            throw Problem(.malformedParameter, field: "quality", ["expected": "format=jpeg, webp, avif"])
        }
        let subject = permit.subject
        let picture = try await store.read { tx in try ImageRecords(tx).picture(id, of: subject) }
        guard let picture else { throw Problem(.notFound) }
        try await screening.requireShown(id)
        let form = StoredForm(of: picture, atLeast: width)
        guard let blob = try await blobs.open(form.name, under: permit) else { throw Problem(.imageDamaged) }
        guard let format, format != form.format || quality != nil else {
            return ImageFile(content: .stored(blob), format: form.format, size: blob.size)
        }
        let bytes = try await convert(blob, to: format, quality, source: picture.source)
        return ImageFile(content: .converted(bytes), format: format, size: bytes.count)
    }

    private func convert(
        _ blob: OpenedBlob,
        to format: ImageFormat,
        _ quality: Int?,
        source: DigitalSourceType
    ) async throws -> Data {
        guard let encoding = ImageEncoding(downloadAs: format, quality) else {
            throw Problem(.malformedParameter, field: "format")
        }
        return try await marker.file(of: try await blob.bytes(), as: encoding, from: source)
    }
}

/// Which of a picture's files answers a wish.
struct StoredForm {
    let name: BlobName
    let format: ImageFormat

    init(of picture: Image, atLeast width: Int?) {
        let thumbnail = width.flatMap { wanted in
            Image.thumbnailWidths.first { $0 >= wanted && $0 < picture.size.width }
        }
        name = thumbnail.map { BlobName(picture.id, width: $0) } ?? BlobName(picture.id, variant: "full")
        format = thumbnail == nil ? picture.format : .webp
    }

    /// All files of a picture.
    static func names(of picture: ImageID) -> [BlobName] {
        [BlobName(picture, variant: "full")] + Image.thumbnailWidths.map { BlobName(picture, width: $0) }
    }
}

extension ImageEncoding {
    /// How a download in this format is encoded; nil for formats that we only read.
    fileprivate init?(downloadAs format: ImageFormat, _ quality: Int?) {
        switch format {
        case .png: self = .png
        case .jpeg: self = .jpeg(quality: quality ?? ImageFormat.jpeg.usualQuality)
        case .webp: self = .webp(quality: quality ?? ImageFormat.webp.usualQuality)
        case .avif: self = .avif(quality: quality ?? ImageFormat.avif.usualQuality)
        case .heic, .gif, .tiff: return nil
        }
    }
}

extension ImageFormat {
    /// The qualities that a download may be asked for in.
    package static let qualities = 1...100

    /// Whether a download loses something, and so has a quality.
    package var isLossy: Bool { self == .jpeg || self == .webp || self == .avif }

    /// Of a download for which nothing else is asked.
    package var usualQuality: Int {
        switch self {
        case .jpeg: 92
        case .webp: 90
        case .avif: 70
        case .png, .heic, .gif, .tiff: 100
        }
    }
}
