import Foundation
import Imaging
import Kernel
import Testing

@testable import Vision

/// What is true of all tools.
struct EveryToolTests {
    let imaging = Imaging()
    var vision: Vision { Vision(imaging: imaging) }

    @Test(arguments: Tool.allCases)
    func `a tool keeps the size, and gives the same result again`(tool: Tool) async throws {
        let picture = try await imaging.draw(svg: Scene.disc, size: PixelSize(width: 90, height: 70))
        let first = try await imaging.pixels(of: tool.apply(vision, picture))
        let second = try await imaging.pixels(of: tool.apply(vision, picture))
        #expect(first.size == picture.size)
        #expect(first == second)
        #expect(first != (try await imaging.pixels(of: picture)))
    }

    @Test(arguments: Tool.allCases.filter { $0 != .cutOut })
    func `a tool leaves alpha as it is`(tool: Tool) async throws {
        let picture = try await imaging.draw(svg: Scene.alone, size: PixelSize(width: 80, height: 60))
        let before = try await imaging.pixels(of: picture)
        let after = try await imaging.pixels(of: tool.apply(vision, picture))
        #expect(after.alpha == before.alpha)
    }

    @Test(arguments: Tool.allCases, [(1, 1), (1, 40), (40, 1), (2, 3), (5, 5)])
    func `a tool takes the smallest pictures`(tool: Tool, sides: (Int, Int)) async throws {
        for colour: [UInt8] in [[200, 60, 40], [200, 60, 40, 128], [0, 0, 0, 0]] {
            let picture = try await imaging.picture(of: .plain(sides.0, sides.1, colour))
            let result = try await tool.apply(vision, picture)
            #expect(result.size == picture.size)
        }
    }

    @Test(arguments: Tool.allCases)
    func `a cancelled task gets no picture`(tool: Tool) async throws {
        let picture = try await imaging.picture(of: .plain(64, 64, [200, 60, 40]))
        let task = Task { [vision] in
            withUnsafeCurrentTask { $0?.cancel() }
            return try await tool.apply(vision, picture)
        }
        await #expect(throws: ImagingError.cancelled) { try await task.value }
    }
}

/// Serialised, because it compares times.
@Suite(.serialized)
struct StoppingTests {
    let imaging = Imaging()

    @Test(arguments: [Tool.denoise, .oil, .watercolour, .saturation])
    func `a tool stops in its middle`(tool: Tool) async throws {
        let vision = Vision(imaging: imaging)
        let size = PixelSize(width: 1_600, height: 1_200)
        let picture = try await imaging.draw(svg: Scene.disc, size: size)
        let clock = ContinuousClock()
        // Other tests make a machine slow and quick again, so a run that is stopped is set beside one just before it; who
        // tells it to stop has a thread of its own, for they may keep every thread of Swift's.
        var hasStopped = false
        for share in [10.0, 20, 40, 80, 10, 20, 40, 80] where !hasStopped {
            let whole = try await clock.measure { _ = try await tool.apply(vision, picture) }
            var outcome: Result<Picture, any Error>?
            let ended = await clock.measure {
                let task = Task { try await tool.apply(vision, picture) }
                DispatchQueue.global().asyncAfter(deadline: .now() + whole / .seconds(1) / share) {
                    task.cancel()
                }
                outcome = await task.result
            }
            let isCancelled = if case .failure(ImagingError.cancelled) = outcome { true } else { false }
            hasStopped = isCancelled && ended < whole * 0.8
        }
        #expect(hasStopped)
    }
}
