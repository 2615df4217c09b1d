import Imaging
import Testing

@testable import Upscaling

/// Lanczos' filter with sharpening, and how drawings are told from photographs.
struct FilterTests {
    @Test(arguments: [2, 4])
    func `one colour stays that colour`(factor: Int) async throws {
        let flat = try Support.pixels(9, 7) { _, _ in [12, 200, 255] }
        let found = try await Support.filtered(flat, by: factor)
        #expect(
            found.greatestDifference(
                from: try Support.pixels(9 * factor, 7 * factor) { _, _ in [12, 200, 255] }
            ) == 0
        )
    }

    @Test(arguments: [2, 4])
    func `an edge has no halo beyond eight steps`(factor: Int) async throws {
        let edge = try Support.pixels(20, 20) { x, _ in x < 10 ? [60, 60, 60] : [180, 180, 180] }
        let found = try await Support.filtered(edge, by: factor)
        #expect(found.bytes.allSatisfy { (52...188).contains($0) })
        #expect(found.bytes.contains { $0 < 60 })
    }

    @Test func `an edge is steeper than without sharpening`() async throws {
        let edge = try Support.pixels(20, 20) { x, _ in x < 10 ? [60, 60, 60] : [180, 180, 180] }
        let row = try await Support.filtered(edge, by: 4).band(0).prefix(80)
        // Lanczos' filter alone gives 104 and 136 beside the edge.
        #expect(row[39] < 102)
        #expect(row[40] > 138)
    }

    @Test func `flat colours are even, noise and slopes are not`() async throws {
        var random = SystemRandomNumberGenerator()
        let flat = try Support.pixels(64, 64) { x, y in (x + y) / 24 % 2 == 0 ? [230, 80, 30] : [20, 60, 90] }
        let grain = try Support.pixels(64, 64) { x, _ in
            (0..<3).map { _ in UInt8(100 + x / 2 + Int.random(in: 0..<12, using: &random)) }
        }
        #expect(try await evenness(flat) > 0.9)
        #expect(try await evenness(grain) < 0.1)
        #expect(try await evenness(Support.pixels(40, 3) { _, _ in [1, 2, 3] }) == 1)
    }

    private func evenness(_ pixels: RawPixels) async throws -> Double {
        try await Support.imaging.evenness(of: Support.imaging.picture(of: pixels))
    }
}
