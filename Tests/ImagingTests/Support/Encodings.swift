import Foundation
import Imaging
import Kernel

extension ImageEncoding {
    static let all: [Self] = [.png, .jpeg(quality: 90), .webp(quality: 90), .avif(quality: 90)]

    static let transparent: [Self] = [.png, .webp(quality: 90), .avif(quality: 90)]
}

/// A picture in each format that we accept, 64 x 48 pixels, showing `Scene.quadrants`.
enum Sample {
    static let size = PixelSize(width: 64, height: 48)

    static func bytes(_ format: ImageFormat, with imaging: Imaging) async throws -> Data {
        switch format {
        case .png: try await encoded(as: .png, with: imaging)
        case .jpeg: try await encoded(as: .jpeg(quality: 90), with: imaging)
        case .webp: try await encoded(as: .webp(quality: 90), with: imaging)
        case .avif: try await encoded(as: .avif(quality: 90), with: imaging)
        case .heic: heic
        case .gif: GIFBuilder.quadrants(size, frames: 1)
        case .tiff: TIFFBuilder.quadrants(size, pages: 1)
        }
    }

    private static func encoded(as encoding: ImageEncoding, with imaging: Imaging) async throws -> Data {
        let picture = try await imaging.draw(svg: Scene.quadrants, size: size)
        return try await imaging.encode(picture, as: encoding)
    }

    /// We write no HEIC, so this one is kept; its canvas is cut out of a single tile of 64 x 64.
    private static let heic =
        Data(
            base64Encoded: """
                AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAa1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAA
                AAAAAAAAAAAA5waXRtAAAAAAACAAAAEGlkYXQAAAAAAEAAMAAAADhpbG9jAQAAAERAAAIAAQAAAAAAAAHRAAEAAAAA
                AAABKAACAAEAAAAAAAAAAQAAAAAAAAAIAAAAOGlpbmYAAAAAAAIAAAAVaW5mZQIAAAEAAQAAaHZjMQAAAAAVaW5mZQ
                IAAAAAAgAAZ3JpZAAAAADYaXBycAAAALZpcGNvAAAAdmh2Y0MBA3AAAAAAAAAAAAAe8AD8/fj4AAAPAyAAAQAYQAEM
                Af//A3AAAAMAkAAAAwAAAwAeugJAIQABACpCAQEDcAAAAwCQAAADAAADAB6gIIEFlurkprm4EBAwIAAAAwAgAAADAC
                EiAAEABkQBwXPAiQAAABRpc3BlAAAAAAAAAEAAAABAAAAAFGlzcGUAAAAAAAAAQAAAADAAAAAQcGl4aQAAAAADCAgI
                AAAAGmlwbWEAAAAAAAAAAgABAoECAAICA4QAAAAaaXJlZgAAAAAAAAAOZGltZwACAAEAAQAAATBtZGF0AAABJCgBrw
                7g6DMASXr9bNf/+mn5D6dQuYWn4aYB6LF7CpJ9DiRk4+bjITXtftKZ1Z53pEa1LjUCf7U/LIfyLFhUdyX/KZTJ4SBS
                N8Do3/064//Vz/zcNcqmILIq9PtCGLuI1Z5rYIObvLf+P5qRM/m0efPgaZRJ4uve8hinMAVEUzzNC8nHvmXsKa/rDA
                +UDj3otKsvVVOvTZe+nXG/++j4QgPtjm8DTUTiTDfiLh25DnOTxCgKw9R98PJHoKYKSO3VDDF5VUow/VM7GCOF4HHP
                DnOTxCgKwkUD6GpulGAUpt+SRgNRV3US9zR+rY/lmvyGSreHAH0EQG4yid9IQtHkI/TS2za1hoV7tBvAavIj6eJV/V
                8Cb8lNZBw6oQ338QAMJ7CdIHg=
                """,
            options: .ignoreUnknownCharacters
        ) ?? Data()
}
