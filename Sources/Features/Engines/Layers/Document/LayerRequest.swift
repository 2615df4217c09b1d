package import Imaging
package import Kernel

/// A document and the pictures that it names, masks included.
package struct LayerRequest: Sendable {
    package let document: LayerDocument
    package let pictures: [ImageID: Picture]

    package init(document: LayerDocument, pictures: [ImageID: Picture]) {
        self.document = document
        self.pictures = pictures
    }

    /// - Throws: `EngineError.refused` for a picture that the document names and nobody brought.
    func checkPictures() throws(EngineError) {
        for image in document.images + document.masks where pictures[image] == nil {
            throw .refused(Problem(.layerImageMissing, field: "document", ["image": image.text]))
        }
    }
}

extension LayerDocument {
    /// How large a picture must be for this document, at most as large as it is: what is more may be shrunk before rendering, which keeps memory
    /// low and changes nothing to see.
    package func needed(_ image: ImageID, of size: PixelSize) -> PixelSize {
        let framings = layers.compactMap { layer -> ImageFraming? in
            guard case .image(let shown) = layer.content, shown.id == image || shown.mask == image else {
                return nil
            }
            return ImageFraming(shown, size: size, in: layer.box)
        }
        var scale = framings.map { max($0.scale.x, $0.scale.y) }.max() ?? 0
        if case .picture(image, _) = canvas.background {
            scale = max(scale, ImageFraming(.cover, size: size, in: canvas.box).scale.x)
        }
        guard scale < 1 else { return size }
        return PixelSize(
            width: max(1, Int((Double(size.width) * scale).rounded(.up))),
            height: max(1, Int((Double(size.height) * scale).rounded(.up)))
        )
    }
}
