package import Imaging
package import Kernel
package import Vision

/// The offline editing engine: it applies steps to a picture, one after the other, always from the source.
///
/// Nothing leaves the machine and no trained model makes a pixel. The same source and steps give the same pixels.
package struct Darkroom: Sendable {
    let imaging: Imaging
    let vision: Vision

    package init(imaging: Imaging, vision: Vision) {
        self.imaging = imaging
        self.vision = vision
    }

    /// Renders an edit.
    ///
    /// `report` is told after each step. Cancelling takes effect between steps and within them.
    /// - Throws: `EngineError.refused` with a problem that names the step, `failed`, or `CancellationError`.
    package func render(
        _ request: EditRequest,
        report: @escaping @Sendable (EngineProgress) -> Void = { _ in }
    ) async throws -> EditedPicture {
        do {
            _ = try EditPlan.size(after: request.steps, from: request.source.size)
            var bench = Workbench(request, imaging: imaging, vision: vision)
            for (place, step) in request.steps.enumerated() {
                try Task.checkCancellation()
                report(EngineProgress(.editing, Double(place) / Double(request.steps.count)))
                try await bench.take(step, field: "steps[\(place)]")
            }
            report(EngineProgress(.editing, 1))
            return EditedPicture(picture: bench.picture, notes: bench.notes)
        } catch let problem as Problem {
            throw EngineError.refused(problem)
        } catch let error as ImagingError {
            if error == .cancelled { throw CancellationError() }
            throw EngineError.failed
        }
    }
}

/// What came of an edit.
package struct EditedPicture: Sendable {
    package let picture: Picture
    package let notes: [Note]
}

extension Darkroom: Engine {
    package func make(
        _ order: EngineOrder,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws -> EngineResult {
        guard case .edit(let request) = order.task else { throw EngineError.otherTask }
        let edited = try await render(request, report: report)
        return EngineResult(.pixels(edited.picture), source: request.sourceType, notes: edited.notes)
    }
}
