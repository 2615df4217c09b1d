package import Imaging
import Kernel

/// The offline engine: it composes a picture of drawn things from a prompt in English or Chinese, and draws it.
///
/// Nothing leaves the machine. The same prompt, size, style and seed give the same pixels; what a prompt asks for
/// beyond the library's words is told in the notes.
package struct Sketch: Engine {
    /// Pixels of a side, at least and at most, and in all.
    package static let sides = 64...12_288
    package static let mostPixels = 36_000_000
    /// How many times longer than the other a side may be.
    package static let longestRatio = 8
    static let mostReportedWords = 20

    private let library: SketchLibrary
    private let imaging: Imaging

    package init(library: SketchLibrary, imaging: Imaging) {
        self.library = library
        self.imaging = imaging
    }

    package func make(
        _ order: EngineOrder,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws -> EngineResult {
        let sheet = try await sheet(for: order, report: report)
        try Task.checkCancellation()
        report(EngineProgress(.drawing, 0.2))
        let image = try await drawn(sheet.svg, size: order.size)
        report(EngineProgress(.drawing, 1))
        return EngineResult(.pixels(image), source: .algorithmicMedia, notes: sheet.notes)
    }

    private func drawn(_ svg: String, size: PixelSize) async throws -> Picture {
        do {
            return try await imaging.draw(svg: svg, size: size)
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
        try Self.check(order.size)
        if let style = order.style, library.style(style) == nil {
            throw EngineError.refused(Problem(.styleUnknown, field: "style"))
        }
        report(EngineProgress(.reading, 0))
        let reading = Reading(order.prompt.text, lexicon: library.lexicon)
        try Task.checkCancellation()
        report(EngineProgress(.composing, 0.05))
        let composer = Composer(library: library, seed: order.seed)
        let result = composer.compose(reading, canvas: Scene.Canvas(order.size), style: order.style)
        try Task.checkCancellation()
        report(EngineProgress(.drawing, 0.1))
        guard let writer = SceneWriter(result.scene, library: library) else { throw EngineError.failed }
        return SketchSheet(svg: writer.svg(), notes: Self.notes(reading, result))
    }

    private static func check(_ size: PixelSize) throws {
        let (short, long) = (min(size.width, size.height), max(size.width, size.height))
        guard sides.contains(short), sides.contains(long), size.pixels <= mostPixels,
            long <= short * longestRatio
        else { throw EngineError.refused(Problem(.sizeOutOfBounds, field: "size")) }
    }

    private static func notes(_ reading: Reading, _ result: Composer.Result) -> [Note] {
        var notes: [Note] = []
        let words = Array((reading.unknown + result.unset).prefix(mostReportedWords))
        if !words.isEmpty { notes.append(Note(.wordsNotDrawn, words: words)) }
        if !result.reduced.isEmpty { notes.append(Note(.countReduced, words: result.reduced)) }
        if reading.isEmpty { notes.append(Note(.nothingDrawn)) }
        return notes
    }
}

/// A picture before it becomes pixels.
struct SketchSheet: Sendable {
    let svg: String
    let notes: [Note]
}
