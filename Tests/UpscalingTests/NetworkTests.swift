import Imaging
import Kernel
import Testing

@testable import Upscaling

/// What the network makes of pictures.
@Suite(.timeLimit(.minutes(5)))
struct NetworkTests {
    @Test(arguments: ["drawing", "pattern"], [2, 4])
    func `a result is the reference network's within one step of a sample`(
        name: String,
        factor: Int
    ) async throws {
        let found = try await Support.upscaler.enlarge(Support.golden(name), by: factor)
        let pixels = try await Support.imaging.pixels(of: found)
        let expected = try await Support.imaging.pixels(of: Support.golden("\(name)-x\(factor)"))
        #expect(pixels.greatestDifference(from: expected) <= 1)
    }

    /// Whatever lies more than 18 pixels away cannot matter, so the middle of a piece tells what no cut would give.
    @Test(arguments: [2, 4])
    func `tiles leave no seam from left to right`(factor: Int) async throws {
        let pattern = try Support.pattern(900, 20)
        let whole = try await Support.enlarged(pattern, by: factor)
        for start in stride(from: 0, to: 900, by: 150) {
            let (left, right) = (max(0, start - 20), min(900, start + 170))
            let piece = try await Support.enlarged(
                pattern.cropped(x: left..<right, y: 0..<20),
                by: factor
            )
            let inner = (start - left) * factor..<(start - left + 150) * factor
            let rows = 0..<20 * factor
            let difference = try piece.cropped(x: inner, y: rows).greatestDifference(
                from: whole.cropped(x: start * factor..<(start + 150) * factor, y: rows)
            )
            #expect(difference <= 1, "\(start)")
        }
    }

    @Test(arguments: [2, 4])
    func `tiles leave no seam from top to bottom`(factor: Int) async throws {
        let pattern = try Support.pattern(20, 500)
        let whole = try await Support.enlarged(pattern, by: factor)
        for start in stride(from: 0, to: 500, by: 100) {
            let (top, bottom) = (max(0, start - 20), min(500, start + 120))
            let piece = try await Support.enlarged(
                pattern.cropped(x: 0..<20, y: top..<bottom),
                by: factor
            )
            let inner = (start - top) * factor..<(start - top + 100) * factor
            let columns = 0..<20 * factor
            let difference = try piece.cropped(x: columns, y: inner).greatestDifference(
                from: whole.cropped(x: columns, y: start * factor..<(start + 100) * factor)
            )
            #expect(difference <= 1, "\(start)")
        }
    }

    @Test func `the same picture gives the same pixels, in a network read anew too`() async throws {
        let pattern = try Support.pattern(401, 33)
        let first = try await Support.enlarged(pattern, by: 4)
        let picture = try await Support.imaging.picture(of: pattern)
        let other = try await Upscaler(weights: Support.weights).enlarge(picture, by: 4)
        let second = try await Support.imaging.pixels(of: other)
        #expect(first == second)
    }
}
