import Imaging
import Kernel
package import Typography

extension LayerDocument {
    /// Finds out whether every text can be set in its box, without a pixel: what a job would be refused for later is refused before it
    /// is one.
    ///
    /// `field` is how problems name the document; its text layers' members follow.
    /// - Throws: `Problem` `font_unknown`, `text_does_not_fit` or `layer_too_large`; `CancellationError`.
    package func checkTexts(_ typography: Typography, field: String?) async throws {
        for (place, layer) in layers.enumerated() where layer.isVisible {
            guard case .text(var text) = layer.content else { continue }
            let layerField = "\(field.map { "\($0)." } ?? "")layers[\(place)]"
            text.rotation = (text.rotation + layer.rotation).truncatingRemainder(dividingBy: 360)
            do {
                _ = try await typography.measure(text, in: layer.box.snapped.size)
            } catch .refused(let problem) {
                throw Problem(
                    problem.code,
                    field: "\(layerField).text\(problem.field.map { ".\($0)" } ?? "")",
                    problem.arguments
                )
            } catch .tooLarge {
                throw Problem(.layerTooLarge, field: layerField, ["layer": layer.id])
            } catch .cancelled {
                throw CancellationError()
            } catch .busy {
                throw Problem(.tooBusy)
            } catch .failed {
                throw Problem(.engineFailed)
            }
        }
    }
}
