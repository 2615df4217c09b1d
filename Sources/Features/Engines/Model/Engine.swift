package import FoundationEssentials
package import Imaging
package import Kernel

/// Something that makes pictures: an offline engine, or an adapter to a provider.
///
/// One call makes one picture; several images of one job are several calls, so that each is paid, retried and
/// refused by itself. An engine stores nothing and keeps no state between calls.
package protocol Engine: Sendable {
    /// Whether it has servers make the pictures, and waits for them: its jobs take no slots of this machine's.
    var waitsForServers: Bool { get }

    /// Makes one picture of an order that was checked against the model's row of the registry.
    ///
    /// `report` is told how far the work is; it may be called often and from any task.
    /// - Throws: `EngineError`, or `CancellationError` once the task is cancelled.
    func make(
        _ order: EngineOrder,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws -> EngineResult
}

extension Engine {
    package var waitsForServers: Bool { false }
}

/// How far one picture is.
package struct EngineProgress: Sendable {
    /// What is being done, in words that the catalogue knows as `stage.…`.
    package enum Stage: String, CaseIterable, Sendable {
        case waiting
        case reading
        case composing
        case drawing
        /// Steps are applied to a picture.
        case editing
        /// Words are set.
        case typesetting
        case enlarging
        case finishing
    }

    package let stage: Stage
    /// From 0 to 1.
    package let fraction: Double
    /// How the picture looks so far: a file from elsewhere, not yet believed; nil where there is none, or none that is new.
    package let draft: Data?

    package init(_ stage: Stage, _ fraction: Double, draft: Data? = nil) {
        self.stage = stage
        self.fraction = min(max(fraction, 0), 1)
        self.draft = draft
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
    /// What is handed back to its engine when somebody goes on with the picture.
    package let memory: PictureMemory?
    /// The file that a provider delivered, of which the pixels are; whatever else it holds is not yet believed.
    package let delivery: Data?

    package init(
        _ output: Output,
        source: DigitalSourceType,
        notes: [Note] = [],
        memory: PictureMemory? = nil,
        delivery: Data? = nil
    ) {
        self.output = output
        self.source = source
        self.notes = notes
        self.memory = memory
        self.delivery = delivery
    }
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

extension DecodeLimits {
    /// Of what an engine made: the largest legal result has 36 megapixels.
    package static let engineOutput = DecodeLimits(maxPixels: 40_000_000)
}
