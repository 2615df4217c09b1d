package import Imaging
import Kernel

/// The offline engine: it composes a picture of drawn things from a prompt in English or Chinese, and draws it.
///
/// Nothing leaves the machine. The same prompt, size, style and seed give the same pixels; what a prompt asks for
/// beyond the library's words is told in the notes.
package struct Sketch: Engine {
    /// As the registry of models calls it.
    package static let name = "sketch"
    /// Pixels of a side, at least and at most, and in all.
    package static let sides = 64...12_288
    package static let mostPixels = 36_000_000
    /// How many times longer than the other a side may be.
    package static let longestRatio = 8
    static let mostReportedWords = 20

    private let illustrator: Illustrator
    private let imaging: Imaging

    package init(library: SketchLibrary, imaging: Imaging) {
        illustrator = Illustrator(library: library)
        self.imaging = imaging
    }

    package func make(
        _ order: EngineOrder,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws -> EngineResult {
        let sheet = try await sheet(for: order, report: report)
        try Task.checkCancellation()
        report(EngineProgress(.drawing, 0.2))
        let image = try await painted(sheet.writer, size: order.size)
        report(EngineProgress(.drawing, 1))
        return EngineResult(.pixels(image), source: .algorithmicMedia, notes: sheet.notes)
    }

    private func painted(_ writer: SceneWriter, size: PixelSize) async throws -> Picture {
        do {
            return try await ScenePainter(imaging: imaging).picture(of: writer, size: size)
        } catch .cancelled {
            throw CancellationError()
        } catch {
            throw EngineError.failed
        }
    }

    /// Reads, composes and writes, off the caller's executor.
    @concurrent
    private func sheet(
        for order: EngineOrder,
        report: @Sendable (EngineProgress) -> Void
    ) async throws -> SketchSheet {
        do {
            report(EngineProgress(.reading, 0))
            try Task.checkCancellation()
            report(EngineProgress(.composing, 0.02))
            let result = try scene(for: order)
            try Task.checkCancellation()
            report(EngineProgress(.drawing, 0.1))
            return SketchSheet(writer: try illustrator.writer(of: result.scene), notes: result.notes)
        } catch let problem as Problem {
            throw EngineError.refused(problem)
        }
    }

    private func scene(for order: EngineOrder) throws -> Illustrator.Result {
        switch order.task {
        case .generate:
            return try illustrator.scene(
                of: order.prompt,
                size: order.size,
                seed: order.seed,
                style: order.style
            )
        case .scene(let scene):
            try illustrator.check(scene, at: order.size)
            return Illustrator.Result(scene: scene, notes: [])
        case .edit, .layers, .enlarge: throw EngineError.otherTask
        }
    }

    static func check(_ size: PixelSize) throws(Problem) {
        let (short, long) = (min(size.width, size.height), max(size.width, size.height))
        guard sides.contains(short), sides.contains(long), size.pixels <= mostPixels,
            long <= short * longestRatio
        else { throw Problem(.sizeOutOfBounds, field: "size") }
    }
}

/// A picture before it becomes pixels.
private struct SketchSheet: Sendable {
    let writer: SceneWriter
    let notes: [Note]
}
