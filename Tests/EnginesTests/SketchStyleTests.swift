import Imaging
import Kernel
import Testing

@testable import Engines

/// What styles do to a picture beyond its colours.
struct SketchStyleTests {
    // All cases run at once, each with a call of its own.
    private static let imaging = Imaging(longestQueue: 8_192)

    private func picture(of scene: Scene, _ size: PixelSize) async throws -> RawPixels {
        let writer = try #require(try SceneWriter(scene, library: SketchSupport.library()))
        let picture = try await ScenePainter(imaging: Self.imaging).picture(of: writer, size: size)
        return try await Self.imaging.pixels(of: picture)
    }

    private func edges(_ style: String, palette: Int = 0) async throws -> EdgeMap {
        let size = PixelSize(width: 256, height: 256)
        var scene = try SketchSupport.scene("a cat and a house under a tree", size: size, style: style)
        for item in scene.items.indices { scene.items[item].palette += palette }
        scene.backdrop.palette += palette
        return EdgeMap(try await picture(of: scene, size))
    }

    struct Pair: Sendable, CustomTestStringConvertible {
        let one: String
        let two: String

        var testDescription: String { "\(one), \(two)" }

        static let all = SketchSupport.styles.flatMap { one in
            SketchSupport.styles.filter { $0 > one }.map { Pair(one: one, two: $0) }
        }
    }

    @Test(arguments: Pair.all)
    func `styles differ in their edges, not in their colours alone`(_ pair: Pair) async throws {
        let likeness = try await edges(pair.one).likeness(to: edges(pair.two))
        #expect(likeness < 0.85)
    }

    @Test(
        arguments: [
            "watercolour", "pixel-art", "poster", "risograph", "low-poly", "mosaic", "neon", "blueprint",
        ],
        ["balloon", "cat", "car", "mushroom"]
    )
    func `the colour that was asked for is what one sees in the finished picture`(
        style: String,
        subject: String
    ) async throws {
        let size = PixelSize(width: 240, height: 240)
        let asked = try #require(SketchColour("#d63b2f"))
        var scene = try SketchSupport.scene("a red \(subject) by day", size: size, style: style)
        scene.items[0].isGrounded = false
        var bare = scene
        bare.items[0].foot.x = -5_000
        let hues = try await HueCount(
            picture(of: scene, size),
            besides: picture(of: bare, size),
            around: asked
        )
        #expect(hues.dominantHue == 0, "\(hues.counts)")
    }

    @Test(arguments: SketchSupport.styles)
    func `a finished picture is opaque, of its size, and the same again`(style: String) async throws {
        let size = PixelSize(width: 150, height: 90)
        let scene = try SketchSupport.scene("兩隻貓在樹下 \"晚安\"", seed: 5, size: size, style: style)
        let (one, two) = try await (picture(of: scene, size), picture(of: scene, size))
        #expect(one.size == size)
        #expect(one.bands == 3)
        #expect(one == two)
    }

    @Test(arguments: SketchSupport.styles)
    func `text is seen in the finished picture`(style: String) async throws {
        let size = PixelSize(width: 320, height: 240)
        let scene = try SketchSupport.scene("a cat \"NANO\"", size: size, style: style)
        let box = try #require(scene.text).box.scaled(by: 240 / Scene.Canvas.shortSide)
        let drawn = try await picture(of: scene, size)
        let rows = Int(box.top) + 1..<Int(box.bottom)
        let lights = rows.flatMap { y in
            (Int(box.left) + 1..<Int(box.right)).map { x in drawn[x, y].reduce(0) { $0 + Int($1) } / 3 }
        }
        // Both what is written and what it is written on.
        let (dark, light) = (lights.count { $0 < 96 }, lights.count { $0 > 176 })
        #expect(min(dark, light) * 20 > lights.count, "\(dark) dark, \(light) light")
    }

    @Test(arguments: ["flat", "paper-cut", "low-poly"])
    func `other colours alone leave most edges where they were`(style: String) async throws {
        let likeness = try await edges(style).likeness(to: edges(style, palette: 1))
        #expect(likeness > 0.85)
    }
}

/// How steeply a picture's grey changes at each place, whatever its contrast.
private struct EdgeMap: Sendable {
    private let steps: [Double]

    init(_ pixels: RawPixels) {
        let (width, height) = (pixels.width, pixels.height)
        let grey = stride(from: 0, to: pixels.bytes.count, by: 3).map { start in
            let (red, green, blue) = (pixels.bytes[start], pixels.bytes[start + 1], pixels.bytes[start + 2])
            return 0.2126 * Double(red) + 0.7152 * Double(green) + 0.0722 * Double(blue)
        }
        steps = (1..<height - 1).flatMap { y in
            (1..<width - 1).map { x in
                let place = y * width + x
                let across = grey[place + 1] - grey[place - 1]
                let down = grey[place + width] - grey[place - width]
                // Strong edges count little more than weak ones.
                return (across * across + down * down).squareRoot().squareRoot()
            }
        }
    }

    /// The correlation of both, from -1 to 1.
    func likeness(to other: EdgeMap) -> Double {
        let (one, two) = (Self.centred(steps), Self.centred(other.steps))
        let shared = zip(one, two).reduce(0) { $0 + $1.0 * $1.1 }
        let lengths = one.reduce(0) { $0 + $1 * $1 } * two.reduce(0) { $0 + $1 * $1 }
        return lengths > 0 ? shared / lengths.squareRoot() : 0
    }

    private static func centred(_ values: [Double]) -> [Double] {
        let mean = values.reduce(0, +) / Double(max(values.count, 1))
        return values.map { $0 - mean }
    }
}

extension RawPixels {
    fileprivate func cropped(to box: SceneBox) throws -> RawPixels {
        let columns = max(0, Int(box.left))..<min(width, Int(box.right))
        let rows = max(0, Int(box.top))..<min(height, Int(box.bottom))
        let bytes = rows.flatMap { y in columns.flatMap { self[$0, y] } }
        let size = PixelSize(width: columns.count, height: rows.count)
        return try #require(RawPixels(size: size, bands: bands, bytes: bytes))
    }
}
