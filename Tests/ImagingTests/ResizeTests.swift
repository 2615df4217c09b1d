import Foundation
import Imaging
import Kernel
import Testing

struct ResizeTests {
    let imaging = Imaging()

    @Test(
        arguments: zip(
            [(400, 300), (100, 1_000), (1_000, 10), (4_000, 4_000), (1, 1), (0, 0)],
            [(400, 200), (100, 50), (20, 10), (800, 400), (1, 1), (1, 1)]
        )
    )
    func `a picture shrinks into a box and keeps its aspect`(box: (Int, Int), result: (Int, Int)) async throws
    {
        let picture = try await imaging.draw(svg: Scene.quadrants, size: PixelSize(width: 800, height: 400))
        let smaller = try await imaging.resize(picture, toFit: PixelSize(width: box.0, height: box.1))
        #expect(smaller.size == PixelSize(width: result.0, height: result.1))
    }

    @Test(arguments: [(200, 100), (799, 400), (3, 2), (801, 400)])
    func `a picture shrinks to a width`(width: Int, height: Int) async throws {
        let picture = try await imaging.draw(svg: Scene.quadrants, size: PixelSize(width: 800, height: 400))
        let smaller = try await imaging.resize(picture, width: width)
        #expect(smaller.size == PixelSize(width: min(width, 800), height: height))
        #expect(try await imaging.pixels(of: smaller).quarters == "RGBW")
    }

    @Test func `a very long picture shrinks to a single pixel`() async throws {
        let picture = try await imaging.draw(svg: Scene.quadrants, size: PixelSize(width: 30_000, height: 2))
        #expect(try await imaging.resize(picture, width: 1).size == PixelSize(width: 1, height: 1))
    }

    @Test func `a shrunk picture looks like one drawn smaller`() async throws {
        let (large, small) = (PixelSize(width: 1_200, height: 900), PixelSize(width: 120, height: 90))
        let shrunk = try await imaging.resize(imaging.draw(svg: Scene.landscape, size: large), width: 120)
        let drawn = try await imaging.draw(svg: Scene.landscape, size: small)
        let difference = try await imaging.pixels(of: shrunk).difference(from: imaging.pixels(of: drawn))
        #expect(difference < 3)
    }

    @Test func `the colour of transparent pixels does not bleed`() async throws {
        let white = Scene.svg(#"<rect width="1.01" height="2" fill="white"/>"#)
        let picture = try await imaging.draw(svg: white, size: PixelSize(width: 999, height: 300))
        let pixels = try await imaging.pixels(of: imaging.resize(picture, width: 100))
        let visible = stride(from: 0, to: pixels.bytes.count, by: 4).filter { pixels.bytes[$0 + 3] > 16 }
        #expect(pixels.bands == 4)
        #expect(visible.allSatisfy { pixels.bytes[$0] > 240 })
    }
}

struct ThumbnailTests {
    let imaging = Imaging()
    let size = PixelSize(width: 900, height: 600)

    @Test(arguments: ImageEncoding.all)
    func `thumbnails come in the order asked for and are never enlarged`(encoding: ImageEncoding) async throws
    {
        let picture = try await imaging.draw(svg: Scene.quadrants, size: size)
        let thumbnails = try await imaging.thumbnails(
            of: picture,
            widths: [90, 2_000, 300, 90],
            as: encoding
        )
        var sizes: [PixelSize] = []
        for thumbnail in thumbnails {
            sizes.append(try await imaging.probe(thumbnail).size)
        }
        let small = PixelSize(width: 90, height: 60)
        #expect(sizes == [small, size, PixelSize(width: 300, height: 200), small])
    }

    @Test(arguments: ImageEncoding.all)
    func `a thumbnail of bytes looks like one of the picture`(encoding: ImageEncoding) async throws {
        let picture = try await imaging.draw(svg: Scene.landscape, size: size)
        let bytes = try await imaging.encode(picture, as: encoding)
        let quick = try await imaging.decode(imaging.thumbnail(bytes, width: 150, as: .png))
        let careful = try await imaging.resize(picture, width: 150)
        #expect(quick.size == PixelSize(width: 150, height: 100))
        let difference = try await imaging.pixels(of: quick).difference(from: imaging.pixels(of: careful))
        #expect(difference < 3)
    }

    @Test(arguments: ImageFormat.allCases)
    func `a thumbnail of bytes is never enlarged`(format: ImageFormat) async throws {
        let bytes = try await Sample.bytes(format, with: imaging)
        let thumbnail = try await imaging.decode(imaging.thumbnail(bytes, width: 1_000, as: .png))
        #expect(thumbnail.size == Sample.size)
        #expect(try await imaging.pixels(of: thumbnail).quarters == "RGBW")
    }

    @Test(arguments: ImageEncoding.transparent)
    func `a thumbnail keeps transparency`(encoding: ImageEncoding) async throws {
        let picture = try await imaging.draw(svg: Scene.halfTransparent, size: size)
        let bytes = try await imaging.encode(picture, as: encoding)
        #expect(try await imaging.probe(imaging.thumbnail(bytes, width: 100, as: encoding)).hasAlpha)
    }

    @Test func `thumbnails carry the packet`() async throws {
        let packet = Data("<x:xmpmeta/>".utf8)
        let picture = try await imaging.draw(svg: Scene.quadrants, size: size)
        let bytes = try await imaging.encode(picture, as: .jpeg(quality: 80))
        let ofBytes = try await imaging.thumbnail(bytes, width: 90, as: .webp(quality: 80), xmp: packet)
        let ofPicture = try await imaging.thumbnails(of: picture, widths: [90], as: .png, xmp: packet)
        #expect(ofBytes.firstRange(of: packet) != nil)
        #expect(ofPicture.allSatisfy { $0.firstRange(of: packet) != nil })
    }
}
