import Imaging
import Kernel
import Testing

struct CanvasTests {
    let imaging = Imaging()
    let margins = Margins(left: 2, top: 1, right: 9, bottom: 4)

    @Test func `new canvas mirrors the picture as often as it takes`() async throws {
        let pixels = try RawPixels.pattern(4, 3)
        let extended = try await imaging.extend(imaging.picture(of: pixels), by: margins, fill: .mirror)
        let expected = try pixels.rearranged(15, 8) { (Self.mirrored($0 - 2, 4), Self.mirrored($1 - 1, 3)) }
        #expect(try await imaging.pixels(of: extended) == expected)
    }

    @Test func `new canvas draws the edge out`() async throws {
        let pixels = try RawPixels.pattern(4, 3, bands: 4)
        let extended = try await imaging.extend(imaging.picture(of: pixels), by: margins, fill: .edge)
        let expected = try pixels.rearranged(15, 8) { (min(max($0 - 2, 0), 3), min(max($1 - 1, 0), 2)) }
        #expect(try await imaging.pixels(of: extended) == expected)
    }

    @Test func `new canvas has a colour, and alpha only if it needs it`() async throws {
        let picture = try await imaging.picture(of: .pattern(4, 3))
        let red = Colour(red: 255, green: 0, blue: 0)
        let opaque = try await imaging.pixels(of: imaging.extend(picture, by: margins, fill: .colour(red)))
        let clear = try await imaging.pixels(of: imaging.extend(picture, by: margins, fill: .transparent))
        #expect(Array(opaque[0, 0]) == [255, 0, 0])
        #expect(Array(clear[0, 0]) == [0, 0, 0, 0])
        #expect(clear[2, 1].last == 255)
    }

    @Test(
        arguments: [
            (Margins(left: -1), ImagingError.outOfRange), (Margins(top: .min), .outOfRange),
            (Margins(right: .max, bottom: .max), .tooLarge(pixels: .max)),
            (Margins(right: 20_000, bottom: 20_000), .tooLarge(pixels: 20_004 * 20_003)),
        ]
    )
    func `impossible margins are refused`(margins: Margins, error: ImagingError) async throws {
        let picture = try await imaging.picture(of: .pattern(4, 3))
        await #expect(throws: error) { try await imaging.extend(picture, by: margins, fill: .edge) }
    }

    @Test func `no margin changes nothing`() async throws {
        let picture = try await imaging.picture(of: .pattern(4, 3))
        #expect(try await imaging.extend(picture, by: Margins(), fill: .transparent) === picture)
    }

    private static func mirrored(_ place: Int, _ count: Int) -> Int {
        let position = ((place % (2 * count)) + 2 * count) % (2 * count)
        return position < count ? position : 2 * count - 1 - position
    }
}

struct RescaleTests {
    let imaging = Imaging()

    @Test(
        arguments: [(3, 4), (160, 90), (200, 20), (20, 200), (1, 1), (1, 300)],
        [[UInt8]]([[9, 130, 255], [9, 130, 255, 80]])
    )
    func `scaling gives exactly the size and keeps a plain colour`(
        sides: (Int, Int),
        colour: [UInt8]
    ) async throws {
        let picture = try await imaging.picture(of: .plain(40, 30, colour))
        let size = PixelSize(width: sides.0, height: sides.1)
        let scaled = try await imaging.pixels(of: imaging.resize(picture, to: size))
        // The library shrinks in whole numbers, which add up to a few steps where all becomes one pixel.
        let plain = try RawPixels.plain(sides.0, sides.1, colour)
        #expect(scaled.size == size && scaled.bands == colour.count)
        #expect(zip(scaled.bytes, plain.bytes).allSatisfy { abs(Int($0) - Int($1)) <= 4 })
    }

    @Test func `a single pixel grows`() async throws {
        let picture = try await imaging.picture(of: .plain(1, 1, [1, 2, 3]))
        let scaled = try await imaging.resize(picture, to: PixelSize(width: 50, height: 20))
        #expect(try await imaging.pixels(of: scaled) == (try RawPixels.plain(50, 20, [1, 2, 3])))
    }

    @Test func `an enlarged picture looks like one drawn larger`() async throws {
        let (small, large) = (PixelSize(width: 300, height: 225), PixelSize(width: 1_200, height: 900))
        let scaled = try await imaging.resize(imaging.draw(svg: Scene.landscape, size: small), to: large)
        let drawn = try await imaging.draw(svg: Scene.landscape, size: large)
        let difference = try await imaging.pixels(of: scaled).difference(from: imaging.pixels(of: drawn))
        #expect(difference < 1.5)
    }

    @Test func `colours of transparent pixels stay unseen when enlarged`() async throws {
        let white = Scene.svg(#"<rect width="1" height="2" fill="white"/>"#)
        let picture = try await imaging.draw(svg: white, size: PixelSize(width: 20, height: 20))
        let size = PixelSize(width: 90, height: 90)
        let pixels = try await imaging.pixels(of: imaging.resize(picture, to: size))
        let visible = stride(from: 0, to: pixels.bytes.count, by: 4).filter { pixels.bytes[$0 + 3] > 16 }
        #expect(visible.allSatisfy { pixels.bytes[$0] > 250 })
    }

    @Test(
        arguments: [
            (PixelSize(width: 0, height: 5), ImagingError.outOfRange),
            (PixelSize(width: 5, height: -1), .outOfRange),
            (PixelSize(width: .max, height: .max), .tooLarge(pixels: .max)),
            (PixelSize(width: 32_768, height: 1), .tooLarge(pixels: 32_768)),
            (PixelSize(width: 10_001, height: 10_000), .tooLarge(pixels: 100_010_000)),
        ]
    )
    func `an impossible size is refused`(size: PixelSize, error: ImagingError) async throws {
        let picture = try await imaging.picture(of: .pattern(4, 3))
        await #expect(throws: error) { try await imaging.resize(picture, to: size) }
    }

    @Test func `enlarging is cancelled`() async throws {
        let picture = try await imaging.picture(of: .pattern(4, 3))
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await imaging.resize(picture, to: PixelSize(width: 4_000, height: 4_000))
        }
        await #expect(throws: ImagingError.cancelled) { try await task.value }
    }
}
