/// The picture formats that we accept.
package enum ImageFormat: String, CaseIterable, Codable, Sendable {
    case png
    case jpeg
    case webp
    case avif
    case heic
    case gif
    case tiff

    package var mediaType: String { "image/\(rawValue)" }

    /// Without the dot.
    package var fileExtension: String {
        switch self {
        case .jpeg: "jpg"
        default: rawValue
        }
    }
}
