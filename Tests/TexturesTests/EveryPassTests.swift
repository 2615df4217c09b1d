import Imaging
import Kernel
import Testing

@testable import Textures

/// What is true of all passes.
struct EveryPassTests {
    // All cases run at once, each with a call of its own.
    private static let imaging = Imaging(longestQueue: 1_024)

    private let textures = Textures(imaging: imaging)

    private func drawing(_ width: Int, _ height: Int, _ svg: String = Drawings.disc) async throws -> Picture {
        try await Self.imaging.draw(svg: svg, size: PixelSize(width: width, height: height))
    }

    @Test(arguments: Pass.allCases, [(64, 64), (90, 70), (512, 64), (64, 512), (333, 77)])
    func `a pass keeps the size, changes the picture, and does the same again`(
        pass: Pass,
        sides: (Int, Int)
    ) async throws {
        let drawing = try await drawing(sides.0, sides.1)
        let first = try await Self.imaging.pixels(of: pass.apply(textures, drawing))
        let second = try await Self.imaging.pixels(of: pass.apply(textures, drawing))
        #expect(first.size == drawing.size)
        #expect(first.bands == 3)
        #expect(first == second)
        #expect(first != (try await Self.imaging.pixels(of: drawing)))
    }

    @Test(arguments: Pass.allCases, [(1, 1), (1, 30), (30, 1), (2, 3), (17, 16)])
    func `a pass takes the smallest pictures`(pass: Pass, sides: (Int, Int)) async throws {
        let drawing = try await drawing(sides.0, sides.1)
        #expect(try await pass.apply(textures, drawing).size == drawing.size)
    }

    @Test(arguments: [Pass.paint, .print, .inlay])
    func `another seed gives another picture`(pass: Pass) async throws {
        let drawing = try await drawing(200, 160)
        let one = try await Self.imaging.pixels(of: pass.apply(textures, drawing, seed: Seed(clamping: 1)))
        let two = try await Self.imaging.pixels(of: pass.apply(textures, drawing, seed: Seed(clamping: 2)))
        #expect(one != two)
    }

    @Test(arguments: Pass.allCases)
    func `what can be seen through is refused`(pass: Pass) async throws {
        let drawing = try await drawing(40, 40, Drawings.veil)
        await #expect(throws: ImagingError.outOfRange) { try await pass.apply(textures, drawing) }
    }

    @Test(arguments: Pass.allCases)
    func `a cancelled task gets no picture`(pass: Pass) async throws {
        let drawing = try await drawing(64, 64)
        let task = Task { [textures] in
            withUnsafeCurrentTask { $0?.cancel() }
            return try await pass.apply(textures, drawing)
        }
        await #expect(throws: ImagingError.cancelled) { try await task.value }
    }
}
