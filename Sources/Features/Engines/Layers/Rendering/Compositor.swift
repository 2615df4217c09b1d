package import Imaging
import Kernel
package import Typography
package import Vision

/// Renders layer documents, one layer after the other, lowest first.
///
/// At any time there are the canvas, one layer and the pictures that were handed over; `LayerDocument.needed(_:of:)` says how large those must be. The
/// same request gives the same pixels.
package struct Compositor: Sendable {
    private let imaging: Imaging
    private let typography: Typography
    private let vision: Vision

    package init(imaging: Imaging, typography: Typography, vision: Vision) {
        self.imaging = imaging
        self.typography = typography
        self.vision = vision
    }

    /// Renders a document; opaque unless the background is not.
    /// - Throws: `EngineError.refused` for a text that cannot be set, naming its layer, for a picture that is not there, or a layer that is too large
    ///   to be turned; `CancellationError`.
    package func render(
        _ request: LayerRequest,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws -> Picture {
        try request.checkPictures()
        let layers = request.document.layers.enumerated().filter {
            $0.element.isVisible && $0.element.opacity > 0
        }
        let steps = Double(layers.count + 1)
        report(EngineProgress(.drawing, 0))
        var sheet = try await judged(nil) { try await background(request) }
        for (done, (place, layer)) in layers.enumerated() {
            try Task.checkCancellation()
            report(EngineProgress(.drawing, Double(done + 1) / steps))
            let below = sheet
            sheet = try await judged((place, layer)) { try await lay(layer, on: below, of: request) }
        }
        try Task.checkCancellation()
        report(EngineProgress(.drawing, 1))
        return sheet
    }

    private func lay(_ layer: Layer, on below: Picture, of request: LayerRequest) async throws -> Picture {
        let canvas = request.document.canvas.box
        let painter = LayerPainter(
            imaging: imaging,
            typography: typography,
            vision: vision,
            layer: layer,
            reach: layer.shadow.map { canvas.outset(by: $0.reach) } ?? canvas,
            pictures: request.pictures
        )
        guard let patch = try await painter.patch() else { return below }
        var sheet = below
        if let shadow = layer.shadow {
            let shade = try await painter.shadow(shadow, of: patch)
            sheet = try await imaging.blend(
                shade.picture,
                over: sheet,
                x: shade.x,
                y: shade.y,
                opacity: layer.opacity
            )
        }
        return try await imaging.blend(
            patch.picture,
            over: sheet,
            x: patch.x,
            y: patch.y,
            mode: layer.blend,
            opacity: layer.opacity
        )
    }

    private func background(_ request: LayerRequest) async throws -> Picture {
        let canvas = request.document.canvas
        switch canvas.background {
        case .transparent:
            return try await imaging.draw(svg: FigureWriter(region: canvas.box).empty, size: canvas.size)
        case .paint(.colour(let colour)) where colour.alpha == 255:
            return try await sheet(of: colour, size: canvas.size)
        case .paint(let paint):
            let svg = FigureWriter(region: canvas.box)
                .svg(LayerShape(.rectangle, fill: paint), in: canvas.box, radius: 0, turn: (0, (0, 0)))
            return try await imaging.draw(svg: svg, size: canvas.size)
        case .picture(let image, let blur):
            guard let picture = request.pictures[image] else { throw ImagingError.failed }
            return try await backdrop(picture, in: canvas.box, blur: blur)
        }
    }

    private func sheet(of colour: LayerColour, size: PixelSize) async throws -> Picture {
        let bytes = [colour.red, colour.green, colour.blue]
        guard let pixel = RawPixels(size: PixelSize(width: 1, height: 1), bands: 3, bytes: bytes) else {
            throw ImagingError.failed
        }
        return try await imaging.extend(
            try await imaging.picture(of: pixel),
            by: Margins(right: size.width - 1, bottom: size.height - 1),
            fill: .edge
        )
    }

    private func backdrop(_ picture: Picture, in box: LayerBox, blur: Double) async throws -> Picture {
        let framing = ImageFraming(.cover, size: picture.size, in: box)
        let (rect, target) = framing.source(of: box)
        let piece = try await imaging.crop(picture, to: rect)
        let wide = try await imaging.resize(piece, to: target.size)
        let inner = PixelRect(
            x: Int(-target.x),
            y: Int(-target.y),
            width: Int(box.width),
            height: Int(box.height)
        )
        return try await imaging.blur(try await imaging.crop(wide, to: inner), sigma: blur / 2)
    }

    /// Tells what went wrong in a layer as an engine does.
    private func judged(
        _ layer: (place: Int, layer: Layer)?,
        _ work: () async throws -> Picture
    ) async throws -> Picture {
        let field = layer.map { "document.layers[\($0.place)]" } ?? "document.canvas"
        do {
            return try await work()
        } catch ImagingError.cancelled, TypographyError.cancelled {
            throw CancellationError()
        } catch ImagingError.tooLarge, TypographyError.tooLarge {
            throw EngineError.refused(
                Problem(.layerTooLarge, field: field, ["layer": layer?.layer.id ?? "canvas"])
            )
        } catch TypographyError.refused(let problem) {
            throw EngineError.refused(problem.within("\(field).text"))
        } catch is ImagingError, is TypographyError {
            throw EngineError.failed
        }
    }
}

extension Problem {
    /// The same, of a member of a whole.
    fileprivate func within(_ place: String) -> Problem {
        Problem(code, field: field.map { "\(place).\($0)" } ?? place, arguments, violating: quotas)
    }
}
