import Imaging
import Kernel
import Testing

@testable import Upscaling

/// Sizes and transparency, by the network and by the filter.
@Suite(.timeLimit(.minutes(5)))
struct ShapeTests {
    static let sizes = [
        PixelSize(width: 1, height: 1), PixelSize(width: 1, height: 9), PixelSize(width: 13, height: 1),
        PixelSize(width: 2, height: 3), PixelSize(width: 37, height: 61), PixelSize(width: 385, height: 2),
    ]

    @Test(arguments: sizes, [2, 4])
    func `every size is enlarged exactly`(size: PixelSize, factor: Int) async throws {
        let pattern = try Support.pattern(size.width, size.height)
        let large = PixelSize(width: size.width * factor, height: size.height * factor)
        let byNetwork = try await Support.enlarged(pattern, by: factor)
        let byFilter = try await Support.filtered(pattern, by: factor)
        #expect(byNetwork.size == large)
        #expect(byFilter.size == large)
    }

    @Test(arguments: [(3_073, 4), (6_145, 2), (8, 3), (8, 1), (8, 0), (8, -4)])
    func `too much, and other factors, are refused`(width: Int, factor: Int) async throws {
        let picture = try await Support.imaging.picture(of: Support.pattern(width, 1))
        await #expect(throws: ImagingError.failed) {
            try await Support.upscaler.enlarge(picture, by: factor)
        }
        await #expect(throws: ImagingError.failed) { try await Support.imaging.enlarge(picture, by: factor) }
    }

    @Test(arguments: [2, 4])
    func `an opaque picture stays opaque and has the colours of one without transparency`(
        factor: Int
    ) async throws {
        let (with, without) = try (Support.pattern(30, 20, bands: 4), Support.pattern(30, 20))
        let found = try await Support.enlarged(with, by: factor)
        let expected = try await Support.enlarged(without, by: factor)
        #expect(found.band(3).allSatisfy { $0 == 255 })
        for band in 0..<3 { #expect(found.band(band) == expected.band(band)) }
    }

    @Test func `what is transparent stays so, with a smooth rim`() async throws {
        let half = try Support.pixels(24, 8, bands: 4) { x, _ in [200, 100, 50, x < 12 ? 0 : 255] }
        let alpha = try await Support.enlarged(half, by: 4).band(3)
        #expect(alpha.prefix(36).allSatisfy { $0 == 0 })
        #expect(alpha[60..<96].allSatisfy { $0 == 255 })
        #expect(Set(alpha[46..<50]).count == 4)
    }

    @Test func `colours that nobody sees do not matter`() async throws {
        let cut = { (hidden: UInt8) in
            try Support.pixels(24, 24, bands: 4) { x, y in
                (x - 12) * (x - 12) + (y - 12) * (y - 12) > 64 ? [hidden, hidden, 0, 0] : [90, 160, 20, 255]
            }
        }
        let (dark, light) = try (cut(0), cut(255))
        let (network, other) = try await (Support.enlarged(dark, by: 4), Support.enlarged(light, by: 4))
        #expect(network == other)
        let (filter, second) = try await (Support.filtered(dark, by: 4), Support.filtered(light, by: 4))
        #expect(filter == second)
    }
}
