import Foundation
import Imaging
import Kernel
import Testing

@testable import Engines

/// Whether seeds give pictures that are unlike each other, by their perceptual hashes.
struct SketchVarietyTests {
    private static let imaging = Imaging(longestQueue: 8_192)
    private static let seeds = 1...6
    /// Bits of 64 that differ; photographs that were only scaled or compressed anew differ in less than five.
    private static let unlike = 8

    private func hash(of prompt: String, seed: Int, style: String) async throws -> PerceptualHash {
        let size = PixelSize(width: 128, height: 128)
        let scene = try SketchSupport.scene(prompt, seed: seed, size: size, style: style)
        let writer = try #require(try SceneWriter(scene, library: SketchSupport.library()))
        let picture = try await ScenePainter(imaging: Self.imaging).picture(of: writer, size: size)
        return try await PerceptualHash(Self.imaging.pixels(of: picture))
    }

    @Test(
        arguments: [
            "a cat", "two dogs running on the beach", "a castle on a hill at night", "森林裡的狐狸", "湖上的小船",
            "a city",
            "serenity", "a red house and a tree \"HOME\"",
        ],
        ["flat", "watercolour", "paper-cut"]
    )
    func `no two seeds give nearly the same picture`(prompt: String, style: String) async throws {
        var hashes: [PerceptualHash] = []
        for seed in Self.seeds { hashes.append(try await hash(of: prompt, seed: seed, style: style)) }
        for (place, hash) in hashes.enumerated() {
            let distances = hashes[(place + 1)...].map(hash.distance)
            #expect(distances.allSatisfy { $0 >= Self.unlike }, "seed \(place + 1): \(distances)")
        }
    }

    @Test func `the same seed gives the same hash`() async throws {
        let (one, two) = try await (
            hash(of: "a cat", seed: 5, style: "flat"), hash(of: "a cat", seed: 5, style: "flat")
        )
        #expect(one.distance(to: two) == 0)
    }
}

/// What of a picture stays when it is scaled, compressed or lightened: the signs of its lowest frequencies.
///
/// The DCT hash of C. Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions (2010), section 3.2: the
/// picture's grey at 32 × 32, the 8 × 8 lowest coefficients of its DCT but the first row and column, each above
/// the median or not.
private struct PerceptualHash {
    private static let side = 32
    private static let kept = 8

    private let bits: [Bool]

    init(_ pixels: RawPixels) {
        let grey = Self.grey(pixels)
        let waves = (1...Self.kept).map { k in
            (0..<Self.side).map { cos(Double.pi * Double(k) * (Double($0) + 0.5) / Double(Self.side)) }
        }
        let rows = grey.map { row in waves.map { wave in zip(wave, row).reduce(0) { $0 + $1.0 * $1.1 } } }
        let coefficients = (0..<Self.kept).flatMap { u in
            waves.map { wave in zip(wave, rows).reduce(0) { $0 + $1.0 * $1.1[u] } }
        }
        let median = coefficients.sorted()[coefficients.count / 2]
        bits = coefficients.map { $0 > median }
    }

    func distance(to other: PerceptualHash) -> Int { zip(bits, other.bits).count { $0 != $1 } }

    /// The mean of each cell of a grid.
    private static func grey(_ pixels: RawPixels) -> [[Double]] {
        let (width, height) = (pixels.width / side, pixels.height / side)
        return (0..<side).map { row in
            (0..<side).map { column in
                var sum = 0
                for y in row * height..<(row + 1) * height {
                    for x in column * width..<(column + 1) * width {
                        sum += pixels[x, y].reduce(0) { $0 + Int($1) }
                    }
                }
                return Double(sum) / Double(3 * width * height)
            }
        }
    }
}
