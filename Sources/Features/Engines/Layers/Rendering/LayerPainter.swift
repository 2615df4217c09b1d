import Foundation
import Imaging
import Kernel
import Typography
import Vision

/// Makes the pixels of one layer: its card, its content, and the shadow that they throw.
struct LayerPainter {
    let imaging: Imaging
    let typography: Typography
    let vision: Vision
    let layer: Layer
    /// The part of the canvas that is worth painting.
    let reach: LayerBox
    let pictures: [ImageID: Picture]

    /// The layer without its shadow; nothing if none of it can be seen.
    func patch() async throws -> LayerPatch? {
        let content = try await content()
        guard let card = try await card() else { return content }
        guard let content else { return card }
        let picture = try await imaging.blend(
            content.picture,
            over: card.picture,
            x: content.x - card.x,
            y: content.y - card.y
        )
        return LayerPatch(picture, x: card.x, y: card.y)
    }

    /// The shadow of a patch of this layer.
    func shadow(_ shadow: LayerShadow, of patch: LayerPatch) async throws -> LayerPatch {
        let sigma = shadow.blur / 2
        let margin = Int((sigma * 3).rounded(.up))
        let shape = try await imaging.silhouette(of: patch.picture, in: shadow.colour)
        let room = Margins(left: margin, top: margin, right: margin, bottom: margin)
        let sheet = try await imaging.extend(shape, by: room, fill: .transparent)
        let picture = try await imaging.blur(sheet, sigma: sigma)
        return LayerPatch(
            picture,
            x: patch.x - margin + Int(shadow.x.rounded()),
            y: patch.y - margin + Int(shadow.y.rounded())
        )
    }

    private func content() async throws -> LayerPatch? {
        switch layer.content {
        case .image(let image): try await ImagePainter(self, image)?.patch()
        case .text(let text): try await self.text(text)
        case .shape(let shape): try await figure(shape, in: layer.box, radius: layer.cornerRadius)
        }
    }

    /// The flat card of the layer's frame, on which the picture lies, so that no seam shows between them.
    private func card() async throws -> LayerPatch? {
        guard let frame = layer.frame else { return nil }
        let shape = LayerShape(.rectangle, fill: .colour(frame.colour))
        let radius = layer.cornerRadius > 0 ? layer.cornerRadius + frame.width : 0
        return try await figure(shape, in: frame.around(shown), radius: radius)
    }

    /// The part of the box that its picture fills.
    private var shown: LayerBox {
        guard case .image(let image) = layer.content, let picture = pictures[image.id] else {
            return layer.box
        }
        return ImageFraming(image, size: picture.size, in: layer.box).shown
    }

    private func text(_ text: TextSetting) async throws -> LayerPatch {
        var text = text
        text.rotation = (text.rotation + layer.rotation).truncatingRemainder(dividingBy: 360)
        let box = layer.box.snapped
        let set = try await typography.set(text, in: box.size)
        return LayerPatch(set.picture, x: Int(box.x) + set.x, y: Int(box.y) + set.y)
    }

    private func figure(_ shape: LayerShape, in box: LayerBox, radius: Double) async throws -> LayerPatch? {
        let middle = (x: layer.box.midX, y: layer.box.midY)
        // A mitred corner stands out by up to four half widths, as SVG limits it.
        let edge = (shape.stroke?.width ?? 0) * 2
        let bounds = box.outset(by: edge).turned(by: layer.rotation, about: middle)
        guard let region = bounds.intersection(reach)?.covering else { return nil }
        let svg = FigureWriter(region: region)
            .svg(shape, in: box, radius: radius, turn: (layer.rotation, middle))
        return LayerPatch(try await imaging.draw(svg: svg, size: region.size), in: region)
    }
}
