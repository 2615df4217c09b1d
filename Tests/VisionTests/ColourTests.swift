import Imaging
import Kernel
import Testing

@testable import Vision

struct ColourTests {
    let imaging = Imaging()
    var vision: Vision { Vision(imaging: imaging) }

    private func pixel(_ colour: [UInt8]) async throws -> Picture {
        try await imaging.picture(of: .plain(1, 1, colour))
    }

    private func colour(_ picture: Picture) async throws -> [Int] {
        try await imaging.pixels(of: picture).colour(0, 0)
    }

    /// 118 is 0.18 in linear light; twice that is 160, half of it 85.
    @Test(arguments: [(1.0, 161), (-1, 85), (5, 255)])
    func `a stop doubles light`(stops: Double, result: Int) async throws {
        let grey = try await colour(vision.exposure(stops, on: pixel([118, 118, 118])))
        #expect(abs(grey[0] - result) <= 1)
    }

    @Test func `brightening rises everywhere and keeps white`() throws {
        let table = ToneTable.exposure(2).samples
        #expect(zip(table, table.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(table[0] == 0 && table[255] == 255 && table[150] < 250)
    }

    @Test(arguments: [-1.0, -0.4, 0.4, 1])
    func `contrast keeps the middle and never turns around`(amount: Double) throws {
        let table = ToneTable.contrast(amount).samples
        #expect(zip(table, table.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(abs(Int(table[127]) - 127) <= 1)
    }

    @Test func `warmth moves red up and blue down, and grey keeps its luminance`() async throws {
        let grey = try await colour(vision.whiteBalance(temperature: 0.6, on: pixel([118, 118, 118])))
        #expect(grey[0] > 122 && grey[2] < 105)
        let luminance = zip(grey, [0.2126, 0.7152, 0.0722]).map { Double($0) * $1 }.reduce(0, +)
        #expect(abs(luminance - 118) < 3)
    }

    @Test func `a curve goes through its points and never overshoots`() throws {
        let points = [
            CurvePoint(0, 0.1), CurvePoint(0.2, 0.1), CurvePoint(0.25, 0.8), CurvePoint(0.9, 0.8),
            CurvePoint(1, 0.95),
        ]
        let curve = try #require(ToneCurve(points))
        for point in points { #expect(abs(curve.value(at: point.input) - point.output) < 1e-12) }
        let values = (0...1_000).map { curve.value(at: Double($0) / 1_000) }
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 })
        #expect(values.allSatisfy { (0.099_999...0.950_001).contains($0) })
    }

    @Test func `a channel is bent alone`() async throws {
        let points = [CurvePoint(0, 1), CurvePoint(1, 0)]
        let bent = try await colour(vision.curve(points, channels: .green, on: pixel([10, 20, 30])))
        #expect(bent == [10, 235, 30])
    }

    @Test func `levels stretch`() async throws {
        let stretched = try await colour(vision.levels(black: 50, white: 150, on: pixel([50, 100, 150])))
        #expect(stretched == [0, 128, 255])
    }

    @Test func `a negative of a negative is the picture`() async throws {
        let pixels = try RawPixels.made(16, 16) { x, y in [UInt8(x * 16), UInt8(y * 16), UInt8(x + y)] }
        let twice = try await vision.invert(vision.invert(imaging.picture(of: pixels)))
        #expect(try await imaging.pixels(of: twice) == pixels)
    }

    @Test func `no saturation is grey of the same lightness`() async throws {
        let grey = try await colour(vision.saturation(-1, on: pixel([200, 80, 40])))
        #expect(grey.max().map { $0 - (grey.min() ?? 0) } ?? 9 <= 1)
        #expect((110...135).contains(grey[0]))
    }

    @Test func `greys have no hue to turn`() async throws {
        for value: UInt8 in [0, 1, 64, 128, 254, 255] {
            let turned = try await colour(vision.hue(120, on: pixel([value, value, value])))
            #expect(turned.allSatisfy { abs($0 - Int(value)) <= 1 })
        }
    }

    @Test func `one colour becomes the other, its opposite stays`() async throws {
        let (red, blue) = (Colour(red: 200, green: 40, blue: 30), Colour(red: 40, green: 70, blue: 200))
        let changed = try await colour(vision.recolour(red, to: blue, on: pixel([200, 40, 30])))
        #expect(zip(changed, [40, 70, 200]).allSatisfy { abs($0 - $1) <= 3 })
        let cyan = try await colour(vision.recolour(red, to: blue, on: pixel([40, 190, 200])))
        #expect(zip(cyan, [40, 190, 200]).allSatisfy { abs($0 - $1) <= 1 })
    }

    @Test func `a duotone goes from one colour to the other`() async throws {
        let (navy, cream) = (Colour(red: 10, green: 20, blue: 80), Colour(red: 255, green: 240, blue: 200))
        let dark = try await colour(vision.duotone(shadows: navy, lights: cream, on: pixel([0, 0, 0])))
        let light = try await colour(
            vision.duotone(shadows: navy, lights: cream, on: pixel([255, 255, 255]))
        )
        #expect(dark == [10, 20, 80])
        #expect(light == [255, 240, 200])
    }

    @Test func `posterising leaves as many steps as asked for`() async throws {
        let ramp = try RawPixels.made(256, 1) { x, _ in [UInt8(x), UInt8(x), UInt8(x)] }
        let pixels = try await imaging.pixels(of: vision.posterise(5, on: imaging.picture(of: ramp)))
        #expect(Set(pixels.bytes) == [0, 64, 128, 191, 255])
    }
}
