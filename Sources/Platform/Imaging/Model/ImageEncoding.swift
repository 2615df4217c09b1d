/// How a picture is written.
///
/// Qualities are 1...100; others count as the nearest.
package enum ImageEncoding: Hashable, Sendable {
    /// Lossless.
    case png
    /// Cannot be transparent: such pictures are laid on white.
    case jpeg(quality: Int)
    case webp(quality: Int)
    /// The smallest, and by far the slowest; once begun it cannot be cancelled.
    case avif(quality: Int)

    package var format: ImageFormat {
        switch self {
        case .png: .png
        case .jpeg: .jpeg
        case .webp: .webp
        case .avif: .avif
        }
    }

    /// The longest side that the format can hold.
    package var maxSide: Int {
        switch self {
        case .png: 1_000_000
        case .jpeg: 65_500
        case .webp: 16_383
        case .avif: 16_384
        }
    }

    /// The longest XMP packet, in bytes: what a JPEG holds in one piece, for all formats alike.
    package static let longestPacket = 65_502
}
