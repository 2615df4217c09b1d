package import Imaging
import Kernel
package import Upscaling

/// Makes pictures larger: exactly 2 or 4 times as wide and as high.
package struct Enlarger: Sendable {
    /// From this evenness on a picture counts as a drawing; a drawing that was compressed or scaled down may be missed,
    /// and is then enlarged softly, which harms none (decision 0101).
    static let leastEvennessOfDrawings = 0.7
    /// Reports of progress come in steps of this share.
    private static let reportStep = 0.01

    private let imaging: Imaging
    private let upscaler: Upscaler

    package init(imaging: Imaging, upscaler: Upscaler) {
        self.imaging = imaging
        self.upscaler = upscaler
    }

    /// Enlarges one picture; the same request gives the same pixels on the same kind of processor.
    ///
    /// `report` is told the progress, stage `.enlarging`.
    /// - Throws: `EngineError`, or `CancellationError` once the task is cancelled.
    package func render(
        _ request: EnlargeRequest,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws -> Enlarged {
        do throws(Problem) {
            _ = try request.factor.enlarged(request.source.size)
        } catch {
            throw EngineError.refused(error)
        }
        let steps = ProgressSteps(of: Self.reportStep) { report(EngineProgress(.enlarging, $0)) }
        do {
            let method = try await method(for: request)
            let picture = try await picture(request, by: method, report: steps.report)
            return Enlarged(picture: picture, method: method)
        } catch ImagingError.cancelled {
            throw CancellationError()
        } catch {
            throw EngineError.failed
        }
    }

    private func picture(
        _ request: EnlargeRequest,
        by method: EnlargeMethod,
        report: @escaping @Sendable (Double) -> Void
    ) async throws -> Picture {
        let factor = request.factor.rawValue
        return switch method {
        case .neural: try await upscaler.enlarge(request.source, by: factor, report: report)
        case .automatic, .lanczos: try await imaging.enlarge(request.source, by: factor, report: report)
        }
    }

    private func method(for request: EnlargeRequest) async throws -> EnlargeMethod {
        guard request.method == .automatic else { return request.method }
        switch request.origin {
        case .algorithmicMedia: return .neural  // drawn by our own engine
        case .digitalCapture: return .lanczos
        default:
            let evenness = try await imaging.evenness(of: request.source)
            return evenness >= Self.leastEvennessOfDrawings ? .neural : .lanczos
        }
    }
}

/// A picture that was made larger.
package struct Enlarged: Sendable {
    package let picture: Picture
    /// What it was made by: never `.automatic`.
    package let method: EnlargeMethod
}
