import Engines
import Imaging
import Kernel
import TestSupport
import Testing

@testable import Studio

/// How much one job holds in memory.
struct PixelLimitTests {
    /// Four of 100 megapixels.
    private let images = (UInt64(1)...4).map { number in
        Image(
            id: .sample(number),
            job: .sample(),
            position: 0,
            size: PixelSize(width: 10_000, height: 10_000),
            seed: Seed(clamping: 0),
            bytes: 1,
            format: .png,
            kind: .picture,
            isUpload: true,
            source: .undisclosed,
            madeAt: Timestamp(milliseconds: 0),
            parent: nil,
            revision: 1
        )
    }

    @Test(arguments: [(1_000.0, true), (10_000.0, false), (24_576.0, false)])
    func `pictures count as large as a document shows them, and at most whole`(
        side: Double,
        isTaken: Bool
    ) throws {
        let layers = images.enumerated().map { place, image in
            let box = LayerBox(x: 0, y: 0, width: side, height: side)
            return Layer("layer\(place)", .image(LayerImage(image.id)), in: box)
        }
        let canvas = try LayerCanvas(PixelSize(width: 1_000, height: 1_000))
        let document = try LayerDocument(canvas: canvas, layers: layers)
        let named = Dictionary(uniqueKeysWithValues: images.map { ($0.id, $0) })
        let task = OrderTask.compose(.document(document))
        let isFine = (try? task.checkPixels(named, in: document)) != nil
        #expect(isFine == isTaken)
    }
}
