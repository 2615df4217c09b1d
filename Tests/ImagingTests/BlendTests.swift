import Imaging
import Kernel
import Testing

struct BlendTests {
    let imaging = Imaging()

    /// Of one sample each; the numbers are those of the W3C's formulas, worked out by hand.
    @Test(
        arguments: [
            (BlendMode.normal, 100, 200, 200), (.multiply, 100, 200, 78), (.screen, 100, 200, 222),
            (.overlay, 100, 200, 157), (.overlay, 200, 100, 188), (.darken, 100, 200, 100),
            (.lighten, 100, 200, 200), (.hardLight, 100, 200, 188), (.hardLight, 200, 100, 157),
            (.difference, 100, 200, 100), (.softLight, 100, 200, 134), (.softLight, 200, 50, 174),
        ]
    )
    func `opaque colours mix by the formula`(
        mode: BlendMode,
        low: UInt8,
        high: UInt8,
        result: Int
    ) async throws {
        let lower = try await imaging.picture(of: .plain(3, 2, [low, low, low]))
        let upper = try await imaging.picture(of: .plain(3, 2, [high, high, high]))
        let blended = try await imaging.pixels(of: imaging.blend(upper, over: lower, mode: mode))
        #expect(blended.bands == 3)
        #expect(blended.bytes.allSatisfy { abs(Int($0) - result) <= 1 })
    }

    @Test(arguments: [(0.0, 100), (0.5, 150), (1, 200)])
    func `opacity mixes`(opacity: Double, result: UInt8) async throws {
        let lower = try await imaging.picture(of: .plain(1, 1, [100, 100, 100]))
        let upper = try await imaging.picture(of: .plain(1, 1, [200, 200, 200]))
        let blended = try await imaging.pixels(of: imaging.blend(upper, over: lower, opacity: opacity))
        #expect(blended.bytes == [result, result, result])
    }

    @Test func `a picture lies where it was put`() async throws {
        let lower = try await imaging.picture(of: .plain(5, 4, [0, 0, 0]))
        let upper = try await imaging.picture(of: .plain(3, 3, [255, 255, 255]))
        let low = try await imaging.pixels(of: imaging.blend(upper, over: lower, x: 3, y: -1))
        let white = (0..<20).filter { low.bytes[$0 * 3] == 255 }
        #expect(white == [3, 4, 8, 9])
    }

    @Test(arguments: [(5, 0), (-3, 0), (0, 4), (0, -3), (900_000, -900_000)])
    func `what lies outside changes nothing`(x: Int, y: Int) async throws {
        let lower = try await imaging.picture(of: .pattern(5, 4))
        let upper = try await imaging.picture(of: .plain(3, 3, [255, 255, 255]))
        #expect(try await imaging.blend(upper, over: lower, x: x, y: y) === lower)
    }

    @Test(arguments: BlendMode.allCases)
    func `over nothing any mode shows the upper picture, and nothing changes what is below`(
        mode: BlendMode
    ) async throws {
        let nothing = try await imaging.picture(of: .plain(4, 3, [9, 9, 9, 0]))
        let pixels = try RawPixels.pattern(4, 3, bands: 4)
        let picture = try await imaging.picture(of: pixels)
        let above = try await imaging.pixels(of: imaging.blend(picture, over: nothing, mode: mode))
        let below = try await imaging.pixels(of: imaging.blend(nothing, over: picture, mode: mode))
        #expect(above == pixels)
        #expect(below == pixels)
    }

    @Test(arguments: [(-0.1, 0), (1.1, 0), (.nan, 0), (1, Int.min), (1, .max)])
    func `what is out of range is refused`(opacity: Double, x: Int) async throws {
        let picture = try await imaging.picture(of: .pattern(4, 3))
        await #expect(throws: ImagingError.outOfRange) {
            try await imaging.blend(picture, over: picture, x: x, opacity: opacity)
        }
    }
}

struct BlurTests {
    let imaging = Imaging()

    @Test(arguments: [0.5, 3, 40, 1_000.0], [(40, 30), (1, 1), (1, 50), (50, 1)])
    func `a plain colour stays as it is`(sigma: Double, sides: (Int, Int)) async throws {
        for colour: [UInt8] in [[9, 130, 255], [9, 130, 255, 80]] {
            let plain = try RawPixels.plain(sides.0, sides.1, colour)
            let blurred = try await imaging.blur(imaging.picture(of: plain), sigma: sigma)
            #expect(try await imaging.pixels(of: blurred) == plain)
        }
    }

    @Test func `no blur changes nothing`() async throws {
        let picture = try await imaging.picture(of: .pattern(4, 3))
        #expect(try await imaging.blur(picture, sigma: 0) === picture)
    }

    @Test(arguments: [2.0, 20])
    func `colours of transparent pixels stay unseen`(sigma: Double) async throws {
        let white = Scene.svg(#"<rect width="1" height="2" fill="white"/>"#)
        let picture = try await imaging.draw(svg: white, size: PixelSize(width: 100, height: 100))
        let pixels = try await imaging.pixels(of: imaging.blur(picture, sigma: sigma))
        let visible = stride(from: 0, to: pixels.bytes.count, by: 4).filter { pixels.bytes[$0 + 3] > 16 }
        #expect(visible.allSatisfy { pixels.bytes[$0] > 250 })
        #expect((100...155).contains(pixels[50, 50][pixels[50, 50].startIndex + 3]))
    }

    @Test func `a wide blur is as wide as asked for`() async throws {
        let half = Scene.svg(
            ##"<rect width="2" height="2" fill="#000"/><rect width="1" height="2" fill="#fff"/>"##
        )
        let picture = try await imaging.draw(svg: half, size: PixelSize(width: 400, height: 20))
        let pixels = try await imaging.pixels(of: imaging.blur(picture, sigma: 30))
        // The bell's integral one deviation left and right of the edge: 84 and 16 %.
        #expect(abs(Int(pixels[169, 10].first ?? 0) - 215) < 6)
        #expect(abs(Int(pixels[229, 10].first ?? 0) - 41) < 6)
    }

    @Test(arguments: [-1, 1_001, .nan])
    func `a deviation out of range is refused`(sigma: Double) async throws {
        let picture = try await imaging.picture(of: .pattern(4, 3))
        await #expect(throws: ImagingError.outOfRange) { try await imaging.blur(picture, sigma: sigma) }
    }
}
