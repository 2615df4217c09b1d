import Foundation
import Imaging
import Kernel
import TestSupport
import Testing

@testable import Engines

/// Layouts: where pictures come to lie.
struct LayerLayoutTests {
    private static let shapes = [
        PixelSize(width: 1_600, height: 900), PixelSize(width: 900, height: 1_600),
        PixelSize(width: 1_000, height: 1_000), PixelSize(width: 4_000, height: 500),
        PixelSize(width: 300, height: 3_000),
    ]

    private func pictures(_ count: Int) -> [LayoutPicture] {
        (0..<count).map { LayoutPicture(.sample(UInt64($0 + 1)), Self.shapes[$0 % Self.shapes.count]) }
    }

    private static let canvases = [
        PixelSize(width: 1_024, height: 1_024), PixelSize(width: 3_840, height: 2_160),
        PixelSize(width: 401, height: 1_203), PixelSize(width: 64, height: 64),
    ]

    private static let tilings: [(PictureLayout.Kind, Int)] =
        [PictureLayout.Kind.grid, .mosaic, .strip].flatMap { kind in (1...14).map { (kind, $0) } }
        + [(.beforeAfter, 2)] + (2...6).map { (.split, $0) }

    @Test(arguments: tilings.indices, canvases)
    func `pictures of a tiling overlap nowhere and stay within the margins`(
        index: Int,
        size: PixelSize
    ) throws {
        let (kind, count) = Self.tilings[index]
        for fit in LayerImage.Fit.allCases {
            for direction in PictureLayout.Direction.allCases {
                var layout = PictureLayout(kind)
                layout.fit = fit
                layout.direction = direction
                let document = try layout.document(of: pictures(count), on: size)
                let boxes = document.layers.map(\.box)
                #expect(boxes.count == count)
                let margin = layout.margin * Double(min(size.width, size.height))
                let inner = document.canvas.box.inset(by: margin).outset(by: 1)
                for (place, box) in boxes.enumerated() {
                    #expect(box.x >= inner.x && box.y >= inner.y)
                    #expect(box.right <= inner.right && box.bottom <= inner.bottom)
                    for other in boxes[(place + 1)...] where size.width >= 400 {
                        #expect(box.intersection(other) == nil)
                    }
                }
            }
        }
    }

    @Test(arguments: PictureLayout.Kind.allCases, [2, 5, 14])
    func `every layout of as many pictures as it takes is a sound document`(
        kind: PictureLayout.Kind,
        count: Int
    ) throws {
        var layout = PictureLayout(kind)
        layout.labels = kind == .beforeAfter || kind == .collage ? ["Before", "After"] : []
        let count = min(count, layout.counts.upperBound)
        for size in Self.canvases {
            let document = try layout.document(of: pictures(count), on: size)
            #expect(try LayerDocument(json: try document.json) == document)
        }
    }

    @Test(arguments: [1, 3, 7, 14])
    func `pictures of a mosaic that are to be shown whole keep their aspects`(count: Int) throws {
        var layout = PictureLayout(.mosaic)
        layout.fit = .contain
        let pictures = pictures(count)
        let document = try layout.document(of: pictures, on: PixelSize(width: 3_000, height: 2_400))
        for (layer, picture) in zip(document.layers, pictures) {
            let aspect = layer.box.width / layer.box.height
            #expect(abs(aspect / picture.aspect - 1) < 0.05)
        }
    }

    @Test func `prints of a collage stay on the canvas, edges and angles included`() throws {
        for seed in 0..<20 {
            var layout = PictureLayout(.collage)
            layout.seed = Seed(clamping: UInt64(seed))
            let document = try layout.document(of: pictures(9), on: PixelSize(width: 1_500, height: 1_000))
            for layer in document.layers {
                let frame = try #require(layer.frame)
                let print = frame.around(layer.box)
                let bounds = print.turned(by: layer.rotation, about: (layer.box.midX, layer.box.midY))
                #expect(bounds.x >= -1 && bounds.y >= -1 && bounds.right <= 1_501 && bounds.bottom <= 1_001)
                #expect(abs(layer.rotation) <= 7)
            }
        }
    }

    @Test func `a collage's disorder follows from its seed`() throws {
        let size = PixelSize(width: 900, height: 900)
        var layout = PictureLayout(.collage)
        let first = try layout.document(of: pictures(5), on: size)
        #expect(try layout.document(of: pictures(5), on: size) == first)
        layout.seed = Seed(clamping: 1)
        #expect(try layout.document(of: pictures(5), on: size) != first)
    }

    @Test func `a slanted split clips each picture to its stripe`() throws {
        var layout = PictureLayout(.split)
        layout.angle = 20
        let document = try layout.document(of: pictures(3), on: PixelSize(width: 900, height: 600))
        for layer in document.layers {
            guard case .image(let image) = layer.content else { continue }
            #expect(image.clip?.count == 4)
        }
        #expect(document.layers[0].box.x == 0)
        #expect(document.layers[2].box.right == 900)
    }

    @Test func `a cut-out of one picture stands before the background, of several before the first`() throws {
        let size = PixelSize(width: 900, height: 600)
        let one = try PictureLayout(.cutOut).document(of: pictures(1), on: size)
        let three = try PictureLayout(.cutOut).document(of: pictures(3), on: size)
        let areCut = { (document: LayerDocument) in
            document.layers.map { layer in
                if case .image(let image) = layer.content { image.isCutOut } else { false }
            }
        }
        #expect(areCut(one) == [true])
        #expect(areCut(three) == [false, true, true])
    }

    @Test(arguments: PictureLayout.Kind.allCases)
    func `fifteen pictures are refused`(kind: PictureLayout.Kind) {
        #expect(throws: Problem(.tooManyImages, field: "images", ["most": "14"])) {
            try PictureLayout(kind).document(of: pictures(15), on: PixelSize(width: 900, height: 600))
        }
    }

    @Test(arguments: [
        (PictureLayout.Kind.beforeAfter, 1), (.beforeAfter, 3), (.split, 7), (.overlay, 1), (.grid, 0),
    ])
    func `too few or too many for the kind are refused`(kind: PictureLayout.Kind, count: Int) {
        let problem = #expect(throws: Problem.self) {
            try PictureLayout(kind).document(of: pictures(count), on: PixelSize(width: 900, height: 600))
        }
        #expect(problem?.code == .lengthOutOfRange)
        #expect(problem?.field == "images")
    }

    @Test(arguments: [
        (#"{"kind":"grid","columns":0}"#, Problem.Code.valueOutOfRange, "columns"),
        (#"{"kind":"mosaic","columns":2}"#, .unknownField, "columns"),
        (#"{"kind":"spiral"}"#, .valueUnknown, "kind"),
        (#"{}"#, .missingField, "kind"),
        (#"{"kind":"grid","margin":0.3}"#, .valueOutOfRange, "margin"),
        (#"{"kind":"split","angle":61}"#, .valueOutOfRange, "angle"),
        (#"{"kind":"collage","seed":-1}"#, .valueOutOfRange, "seed"),
        (#"{"kind":"collage","labels":["a\u0000"]}"#, .textMalformed, "labels[0]"),
        (#"{"kind":"overlay","blend":"burn"}"#, .valueUnknown, "blend"),
        (#"{"kind":"grid","background":{"colour":"white"}}"#, .colourMalformed, "background.colour"),
    ])
    func `settings of a layout are read strictly`(json: String, code: Problem.Code, field: String) {
        let problem = #expect(throws: Problem.self) {
            try JSONDecoder().decode(PictureLayout.self, from: Data(json.utf8))
        }
        #expect(problem?.code == code)
        #expect(problem?.field == field)
    }

    @Test func `a strip's canvas is as long as its pictures side by side`() {
        let pictures = [LayoutPicture(.sample(1), Self.shapes[2]), LayoutPicture(.sample(2), Self.shapes[0])]
        let size = PictureLayout(.strip).canvas(for: pictures, longest: 2_048)
        #expect(size.width == 2_048)
        #expect(abs(Double(size.width) / Double(size.height) - (1 + 16.0 / 9)) < 0.01)
    }
}
