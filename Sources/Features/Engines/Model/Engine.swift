package import FoundationEssentials
package import Imaging
package import Kernel

/// Something that makes pictures: an offline engine, or an adapter to a provider.
///
/// One call makes one picture; several images of one job are several calls, so that each is paid, retried and
/// refused by itself. An engine stores nothing and keeps no state between calls.
package protocol Engine: Sendable {
    /// Makes one picture of an order that was checked against the model's row of the registry.
    ///
    /// `report` is told how far the work is; it may be called often and from any task.
    /// - Throws: `EngineError`, or `CancellationError` once the task is cancelled.
    func make(
        _ order: EngineOrder,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws -> EngineResult
}

/// One picture to make.
package struct EngineOrder: Sendable {
    package let prompt: Prompt
    package let size: PixelSize
    package let seed: Seed
    /// One of the model's styles; nil leaves it to the prompt.
    package let style: String?

    package init(
        prompt: Prompt,
        size: PixelSize,
        seed: Seed,
        style: String?
    ) {
        self.prompt = prompt
        self.size = size
        self.seed = seed
        self.style = style
    }
}

/// How far one picture is.
package struct EngineProgress: Sendable {
    /// What is being done, in words that the catalogue knows as `stage.…`.
    package enum Stage: String, CaseIterable, Sendable {
        case waiting
        case reading
        case composing
        case drawing
        case finishing
    }

    package let stage: Stage
    /// From 0 to 1.
    package let fraction: Double

    package init(_ stage: Stage, _ fraction: Double) {
        self.stage = stage
        self.fraction = min(max(fraction, 0), 1)
    }
}

/// One picture that was made.
package struct EngineResult: Sendable {
    package enum Output: Sendable {
        /// Pixels that our own code drew.
        case pixels(Picture)
        /// A file from elsewhere, not yet believed.
        case encoded(Data)
    }

    package let output: Output
    package let source: DigitalSourceType
    package let notes: [Note]

    package init(_ output: Output, source: DigitalSourceType, notes: [Note] = []) {
        self.output = output
        self.source = source
        self.notes = notes
    }
}

/// What made a picture: terms of IPTC's digital source type vocabulary (NewsCodes, October 2024).
package enum DigitalSourceType: String, Sendable {
    case algorithmicMedia
    case trainedAlgorithmicMedia

    package var uri: String { "http://cv.iptc.org/newscodes/digitalsourcetype/\(rawValue)" }
}

/// Why an engine made nothing.
///
/// Nobody is charged for any of them.
package enum EngineError: Error, Equatable {
    /// The prompt or the settings are at fault; another try would fail the same way.
    case refused(Problem)
    /// The engine is at fault; another try may succeed.
    case failed
}
