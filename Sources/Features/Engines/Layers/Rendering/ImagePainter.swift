import Foundation
import Imaging
import Kernel
import Vision

/// Makes the pixels of a picture in its layer: cut out, masked, framed, clipped, turned.
struct ImagePainter {
    private let painter: LayerPainter
    private let image: LayerImage
    private let picture: Picture
    private let framing: ImageFraming

    /// Nothing, if the picture is not there.
    init?(_ painter: LayerPainter, _ image: LayerImage) {
        guard let picture = painter.pictures[image.id] else { return nil }
        self.painter = painter
        self.image = image
        self.picture = picture
        framing = ImageFraming(image, size: picture.size, in: painter.layer.box)
    }

    private var layer: Layer { painter.layer }

    private var imaging: Imaging { painter.imaging }

    func patch() async throws -> LayerPatch? {
        guard let part = visible else { return nil }
        let (rect, target) = framing.source(of: part)
        var piece = try await imaging.crop(try await subject(), to: rect)
        if image.flip == .horizontal || image.flip == .both {
            piece = try await imaging.flip(piece, .horizontal)
        }
        if image.flip == .vertical || image.flip == .both {
            piece = try await imaging.flip(piece, .vertical)
        }
        piece = try await imaging.resize(piece, to: target.size)
        guard let kept = target.intersection(part) else { return nil }
        let inner = PixelRect(
            x: Int(kept.x - target.x),
            y: Int(kept.y - target.y),
            width: Int(kept.width),
            height: Int(kept.height)
        )
        piece = try await imaging.crop(piece, to: inner)
        return try await turned(try await clipped(piece, in: kept), in: kept)
    }

    /// The part of the box that the picture fills and the canvas may show, in whole pixels, before it is turned.
    private var visible: LayerBox? {
        let middle = (x: layer.box.midX, y: layer.box.midY)
        return framing.shown.snapped.intersection(
            painter.reach.turned(by: -layer.rotation, about: middle).covering
        )
    }

    /// The picture without what is cut out of it and masked.
    private func subject() async throws -> Picture {
        var subject = picture
        if image.isCutOut {
            subject = try await painter.vision.cutOut(
                try await painter.vision.subject(of: picture),
                of: picture
            )
        }
        guard let mask = image.mask.flatMap({ painter.pictures[$0] }) else { return subject }
        let coverage = try await painter.vision.scale(
            try await painter.vision.mask(of: mask, from: .automatic),
            to: picture.size
        )
        return try await imaging.veil(subject, by: coverage.coverage)
    }

    private func clipped(_ piece: Picture, in box: LayerBox) async throws -> Picture {
        guard layer.cornerRadius > 0 || image.clip != nil else { return piece }
        let outline = image.clip == nil ? framing.shown.snapped : layer.box
        let svg = FigureWriter(region: box).coverage(outline, radius: layer.cornerRadius, clip: image.clip)
        return try await imaging.veil(piece, by: try await imaging.draw(svg: svg, size: box.size))
    }

    /// Turned about the middle of the layer's box.
    private func turned(_ piece: Picture, in box: LayerBox) async throws -> LayerPatch {
        guard layer.rotation != 0 else { return LayerPatch(piece, in: box) }
        let turned = try await imaging.rotate(piece, degrees: layer.rotation)
        let place = box.turned(by: layer.rotation, about: (layer.box.midX, layer.box.midY))
        return LayerPatch(
            turned,
            x: Int((place.midX - Double(turned.size.width) / 2).rounded()),
            y: Int((place.midY - Double(turned.size.height) / 2).rounded())
        )
    }
}
