import Imaging
import Kernel
import Testing

struct GeometryTests {
    let imaging = Imaging()

    @Test(arguments: [3, 4])
    func `a crop keeps the samples of its rectangle`(bands: Int) async throws {
        let pixels = try RawPixels.pattern(13, 9, bands: bands)
        let rect = PixelRect(x: 2, y: 3, width: 10, height: 5)
        let cropped = try await imaging.crop(imaging.picture(of: pixels), to: rect)
        let expected = try pixels.rearranged(10, 5) { ($0 + 2, $1 + 3) }
        #expect(try await imaging.pixels(of: cropped) == expected)
    }

    @Test(
        arguments: [
            (0, 0, 0, 5), (0, 0, 14, 1), (-1, 0, 3, 3), (0, 8, 1, 2), (.max, 0, 1, 1), (1, 1, .max, .max),
        ]
    )
    func `a crop that is not inside is refused`(x: Int, y: Int, width: Int, height: Int) async throws {
        let picture = try await imaging.picture(of: .pattern(13, 9))
        let rect = PixelRect(x: x, y: y, width: width, height: height)
        await #expect(throws: ImagingError.outOfRange) { try await imaging.crop(picture, to: rect) }
    }

    @Test func `a flip mirrors exactly`() async throws {
        let pixels = try RawPixels.pattern(7, 4, bands: 4)
        let picture = try await imaging.picture(of: pixels)
        let across = try await imaging.pixels(of: imaging.flip(picture, .horizontal))
        let down = try await imaging.pixels(of: imaging.flip(picture, .vertical))
        let mirrored = try pixels.rearranged(7, 4) { (6 - $0, $1) }
        let upended = try pixels.rearranged(7, 4) { ($0, 3 - $1) }
        #expect(across == mirrored)
        #expect(down == upended)
    }

    @Test(arguments: [(1, 90.0), (-3, -270), (5, 90)])
    func `a quarter turns clockwise, exactly`(turns: Int, degrees: Double) async throws {
        let pixels = try RawPixels.pattern(7, 4)
        let picture = try await imaging.picture(of: pixels)
        let expected = try pixels.rearranged(4, 7) { ($1, 3 - $0) }
        let byTurns = try await imaging.pixels(of: imaging.rotate(picture, quarterTurns: turns))
        let byDegrees = try await imaging.pixels(of: imaging.rotate(picture, degrees: degrees))
        #expect(byTurns == expected)
        #expect(byDegrees == expected)
    }

    @Test(arguments: [0, 360.0, -360])
    func `a whole turn changes nothing`(degrees: Double) async throws {
        let picture = try await imaging.picture(of: .pattern(7, 4))
        #expect(try await imaging.rotate(picture, degrees: degrees) === picture)
    }

    @Test func `a turned picture fits its canvas and shows the background in the corners`() async throws {
        let picture = try await imaging.picture(of: .plain(100, 100, [200, 100, 50]))
        let blue = Colour(red: 0, green: 0, blue: 255)
        let turned = try await imaging.pixels(of: imaging.rotate(picture, degrees: 45, background: blue))
        #expect(turned.size == PixelSize(width: 142, height: 142))
        #expect(Array(turned[0, 0]) == [0, 0, 255])
        #expect(Array(turned[71, 71]) == [200, 100, 50])
        let clear = try await imaging.pixels(of: imaging.rotate(picture, degrees: 45))
        #expect(clear.bands == 4)
        #expect(clear[0, 0].last == 0)
        #expect(Array(clear[71, 71]) == [200, 100, 50, 255])
    }

    @Test func `a small angle turns clockwise`() async throws {
        let picture = try await imaging.draw(svg: Scene.quadrants, size: PixelSize(width: 200, height: 200))
        let turned = try await imaging.pixels(of: imaging.straighten(picture, degrees: 10))
        // Above the middle, what was on the left has come to the right.
        #expect(Array(turned[turned.width / 2 + 4, 10]) == [255, 0, 0])
    }

    @Test(
        arguments: [-45, -20, -1.5, 0.1, 7, 44.9, 45.0],
        [(100, 100), (300, 100), (64, 200), (3, 1), (1, 1)]
    )
    func `a straightened picture shows nothing but itself`(degrees: Double, sides: (Int, Int)) async throws {
        let picture = try await imaging.picture(of: .plain(sides.0, sides.1, [10, 200, 90]))
        let straight = try await imaging.pixels(of: imaging.straighten(picture, degrees: degrees))
        #expect(straight.width <= sides.0 && straight.height <= sides.1)
        #expect(
            straight.bytes == (try RawPixels.plain(straight.width, straight.height, [10, 200, 90])).bytes
        )
    }

    @Test(arguments: [-45.1, 46, .nan, .infinity])
    func `an angle out of range is refused`(degrees: Double) async throws {
        let picture = try await imaging.picture(of: .pattern(7, 4))
        await #expect(throws: ImagingError.outOfRange) {
            try await imaging.straighten(picture, degrees: degrees)
        }
    }
}
