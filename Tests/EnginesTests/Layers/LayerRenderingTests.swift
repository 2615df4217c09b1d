import Foundation
import Imaging
import Kernel
import Synchronization
import TestSupport
import Testing
import Typography

@testable import Engines

/// The compositor: what pixels come of a document.
struct LayerRenderingTests {
    private static let upper = LayerColour(red: 200, green: 90, blue: 30)
    private static let lower = LayerColour(red: 60, green: 160, blue: 220)

    /// W3C Compositing and Blending Level 1, section 10, of shares from 0 to 1.
    private static func blended(_ mode: BlendMode, _ source: Double, _ backdrop: Double) -> Double {
        func hardLight(_ one: Double, _ other: Double) -> Double {
            one <= 0.5 ? 2 * one * other : 1 - 2 * (1 - one) * (1 - other)
        }
        switch mode {
        case .normal: return source
        case .multiply: return source * backdrop
        case .screen: return source + backdrop - source * backdrop
        case .overlay: return hardLight(backdrop, source)
        case .darken: return min(source, backdrop)
        case .lighten: return max(source, backdrop)
        case .hardLight: return hardLight(source, backdrop)
        case .difference: return abs(source - backdrop)
        case .softLight:
            if source <= 0.5 { return backdrop - (1 - 2 * source) * backdrop * (1 - backdrop) }
            let root =
                backdrop <= 0.25
                ? ((16 * backdrop - 12) * backdrop + 4) * backdrop : backdrop.squareRoot()
            return backdrop + (2 * source - 1) * (root - backdrop)
        }
    }

    @Test(arguments: BlendMode.allCases, [1.0, 0.4])
    func `layers blend by the formulas of the W3C`(mode: BlendMode, opacity: Double) async throws {
        let box = LayerBox(x: 16, y: 16, width: 32, height: 32)
        let layer = Layer("a", LayerSupport.rectangle(Self.upper), in: box, opacity: opacity, blend: mode)
        let pixels = try await LayerSupport.rendered(LayerSupport.canvas(64, 64, Self.lower), [layer])
        let bands = zip(
            [Self.upper.red, Self.upper.green, Self.upper.blue],
            [Self.lower.red, Self.lower.green, Self.lower.blue]
        ).map { source, backdrop in
            let (source, backdrop) = (Double(source) / 255, Double(backdrop) / 255)
            let mixed = Self.blended(mode, source, backdrop)
            return UInt8(((backdrop + (mixed - backdrop) * opacity) * 255).rounded())
        }
        #expect(pixels.distance(32, 32, LayerColour(red: bands[0], green: bands[1], blue: bands[2])) <= 2)
        #expect(pixels.distance(8, 8, Self.lower) == 0)
    }

    @Test func `round corners show what is below them`() async throws {
        let picture = try await LayerSupport.picture(40, 40) { _, _ in Self.upper }
        let image = Layer.Content.image(LayerImage(LayerSupport.photo))
        for content in [image, LayerSupport.rectangle(Self.upper)] {
            let box = LayerBox(x: 10, y: 10, width: 60, height: 60)
            let pixels = try await LayerSupport.rendered(
                LayerSupport.canvas(80, 80),
                [Layer("a", content, in: box, cornerRadius: 30)],
                [LayerSupport.photo: picture]
            )
            #expect(pixels.distance(12, 12, .white) == 0)
            #expect(pixels.distance(67, 67, .white) == 0)
            #expect(pixels.distance(40, 12, Self.upper) <= 1)
            #expect(pixels.distance(40, 40, Self.upper) <= 1)
        }
    }

    @Test func `layers turn clockwise about the middle of their box`() async throws {
        let picture = try await LayerSupport.picture(60, 20) { x, _ in x < 30 ? Self.upper : Self.lower }
        let box = LayerBox(x: 20, y: 40, width: 60, height: 20)
        let layer = Layer("a", .image(LayerImage(LayerSupport.photo)), in: box, rotation: 90)
        let pixels = try await LayerSupport.rendered(
            LayerSupport.canvas(100, 100),
            [layer],
            [LayerSupport.photo: picture]
        )
        #expect(pixels.distance(50, 25, Self.upper) <= 1)
        #expect(pixels.distance(50, 75, Self.lower) <= 1)
        #expect(pixels.distance(25, 50, .white) == 0)
    }

    @Test(arguments: [30.0, -45, 117, 345])
    func `pictures and shapes turn alike`(degrees: Double) async throws {
        let picture = try await LayerSupport.picture(80, 30) { _, _ in Self.upper }
        let box = LayerBox(x: 10, y: 55, width: 80, height: 30)
        let image = Layer("a", .image(LayerImage(LayerSupport.photo)), in: box, rotation: degrees)
        let shape = Layer("a", LayerSupport.rectangle(Self.upper), in: box, rotation: degrees)
        let canvas = try LayerSupport.canvas(100, 140)
        let one = try await LayerSupport.rendered(canvas, [image], [LayerSupport.photo: picture])
        let other = try await LayerSupport.rendered(canvas, [shape])
        let different = zip(one.bytes, other.bytes).filter { abs(Int($0) - Int($1)) > 96 }.count
        #expect(different < 300)  // of 42,000, at the edges only
    }

    private static func corner(_ x: Int, _ y: Int) -> LayerColour {
        LayerColour(red: UInt8(x * 2), green: UInt8(y * 4), blue: 0)
    }

    @Test(arguments: [
        (LayerImage.Fit.cover, 0.0, 0.5, 10, 20, LayerColour(red: 0, green: 0, blue: 0)),
        (.cover, 1, 0.5, 69, 79, LayerColour(red: 198, green: 196, blue: 0)),
        (.contain, 0.5, 0, 40, 70, .white),
        (.contain, 0.5, 1, 40, 30, .white),
        (.fill, 0.5, 0.5, 69, 79, LayerColour(red: 198, green: 196, blue: 0)),
    ])
    func `pictures cover, fit or fill their box`(
        fit: LayerImage.Fit,
        focusX: Double,
        focusY: Double,
        x: Int,
        y: Int,
        colour: LayerColour
    ) async throws {
        let picture = try await LayerSupport.picture(100, 50, Self.corner)
        let image = LayerImage(LayerSupport.photo, fit: fit, focus: LayerPoint(focusX, focusY))
        let layer = Layer("a", .image(image), in: LayerBox(x: 10, y: 20, width: 60, height: 60))
        let pixels = try await LayerSupport.rendered(
            LayerSupport.canvas(80, 100),
            [layer],
            [LayerSupport.photo: picture]
        )
        #expect(pixels.distance(x, y, colour) <= 8)
    }

    @Test func `a flipped picture shows its right side on the left`() async throws {
        let picture = try await LayerSupport.picture(64, 64) { x, _ in x < 32 ? Self.upper : Self.lower }
        let image = LayerImage(LayerSupport.photo, flip: .horizontal)
        let layer = Layer("a", .image(image), in: LayerBox(x: 0, y: 0, width: 64, height: 64))
        let pixels = try await LayerSupport.rendered(
            LayerSupport.canvas(64, 64),
            [layer],
            [LayerSupport.photo: picture]
        )
        #expect(pixels.distance(8, 32, Self.lower) == 0)
        #expect(pixels.distance(56, 32, Self.upper) == 0)
    }

    @Test func `a frame lies around the box and a shadow beyond it`() async throws {
        let shadow = LayerShadow(LayerColour(red: 0, green: 0, blue: 0, alpha: 200), y: 10, blur: 6)
        let layer = Layer(
            "a",
            LayerSupport.rectangle(Self.upper),
            in: LayerBox(x: 40, y: 30, width: 40, height: 30),
            shadow: shadow,
            frame: LayerFrame(Self.lower, width: 5, bottom: 20)
        )
        let pixels = try await LayerSupport.rendered(LayerSupport.canvas(120, 120), [layer])
        #expect(pixels.distance(60, 45, Self.upper) == 0)
        #expect(pixels.distance(37, 45, Self.lower) == 0)
        #expect(pixels.distance(60, 75, Self.lower) == 0)
        let shade = pixels[60, 84]
        #expect((40...180).contains(shade[shade.startIndex]))
        #expect(pixels.distance(60, 20, .white) <= 4)
    }

    @Test func `a document without a background leaves transparent what no layer covers`() async throws {
        let layer = Layer(
            "a",
            LayerSupport.rectangle(Self.upper),
            in: LayerBox(x: 0, y: 0, width: 32, height: 64)
        )
        let pixels = try await LayerSupport.rendered(LayerSupport.canvas(64, 64, nil), [layer])
        #expect(pixels.bands == 4)
        #expect(pixels.distance(16, 32, Self.upper) == 0)
        let clear = pixels[48, 32]
        #expect(clear[clear.startIndex + 3] == 0)
    }

    @Test func `layers that hang over the edge are cut, hidden ones left out`() async throws {
        var hidden = Layer(
            "b",
            LayerSupport.rectangle(.black),
            in: LayerBox(x: 0, y: 0, width: 64, height: 64)
        )
        hidden.isVisible = false
        let large = LayerBox(x: -20_000, y: -20_000, width: 24_000, height: 24_000)
        let picture = try await LayerSupport.picture(64, 64) { _, _ in Self.lower }
        let layers = [
            Layer("a", .image(LayerImage(LayerSupport.photo)), in: large), hidden,
            Layer(
                "c",
                LayerSupport.rectangle(Self.upper),
                in: LayerBox(x: 48, y: -16, width: 64, height: 40)
            ),
        ]
        let pixels = try await LayerSupport.rendered(
            LayerSupport.canvas(64, 64),
            layers,
            [LayerSupport.photo: picture]
        )
        #expect(pixels.size == PixelSize(width: 64, height: 64))
        #expect(pixels.distance(8, 8, Self.lower) <= 1)
        #expect(pixels.distance(60, 8, Self.upper) == 0)
    }

    @Test func `a mask shows what is white in it`() async throws {
        let picture = try await LayerSupport.picture(64, 64) { _, _ in Self.upper }
        let mask = try await LayerSupport.picture(32, 32) { x, _ in x < 16 ? .white : .black }
        let image = LayerImage(LayerSupport.photo, mask: .sample(2))
        let pixels = try await LayerSupport.rendered(
            LayerSupport.canvas(64, 64),
            [Layer("a", .image(image), in: LayerBox(x: 0, y: 0, width: 64, height: 64))],
            [LayerSupport.photo: picture, .sample(2): mask]
        )
        #expect(pixels.distance(8, 32, Self.upper) <= 1)
        #expect(pixels.distance(56, 32, .white) <= 1)
    }

    private func document() throws -> LayerDocument {
        let box = LayerBox(x: 10, y: 10, width: 180, height: 60)
        var text = TextSetting("Deterministic 排版", size: .fit(8...60))
        text.shadow = TextShadow(.black, y: 0.05, blur: 0.1)
        return try LayerDocument(
            canvas: LayerSupport.canvas(200, 120),
            layers: [
                Layer("a", LayerSupport.rectangle(Self.lower), in: box, rotation: 9, cornerRadius: 12),
                Layer("b", .text(text), in: box, rotation: -4, opacity: 0.9),
            ]
        )
    }

    @Test func `the same document gives the same pixels`() async throws {
        let request = LayerRequest(document: try document(), pictures: [:])
        let one = try await LayerSupport.compositor.render(request) { _ in }
        let other = try await LayerSupport.compositor.render(request) { _ in }
        let pixels = try await LayerSupport.imaging.pixels(of: one)
        #expect(try await LayerSupport.imaging.pixels(of: other) == pixels)
    }

    @Test func `progress rises by layer and ends at one`() async throws {
        let seen = Mutex<[Double]>([])
        let request = LayerRequest(document: try document(), pictures: [:])
        _ = try await LayerSupport.compositor.render(request) { progress in
            seen.withLock { $0.append(progress.fraction) }
        }
        #expect(seen.withLock { $0 } == [0, 1.0 / 3, 2.0 / 3, 1])
    }

    @Test func `a picture that nobody brought is refused by its id`() async throws {
        let layer = Layer(
            "a",
            .image(LayerImage(LayerSupport.photo)),
            in: LayerBox(x: 0, y: 0, width: 9, height: 9)
        )
        let problem = Problem(.layerImageMissing, field: "document", ["image": LayerSupport.photo.text])
        await #expect(throws: EngineError.refused(problem)) {
            try await LayerSupport.rendered(LayerSupport.canvas(64, 64), [layer])
        }
    }

    @Test(arguments: [("Noto Sans", "text_does_not_fit"), ("Comic Papyrus", "font_unknown")])
    func `a text that cannot be set is refused at its layer`(family: String, code: String) async throws {
        var text = TextSetting(String(repeating: "Much too long ", count: 20), size: .exactly(40))
        text.family = family
        let layer = Layer("a", .text(text), in: LayerBox(x: 0, y: 0, width: 60, height: 30))
        do {
            _ = try await LayerSupport.rendered(LayerSupport.canvas(64, 64), [layer])
            Issue.record("it was set")
        } catch EngineError.refused(let problem) {
            #expect(problem.code.rawValue == code)
            #expect(problem.field?.hasPrefix("document.layers[0].text") == true)
        }
    }

    @Test func `a cancelled task gets no picture`() async throws {
        let request = LayerRequest(document: try document(), pictures: [:])
        let task = Task { try await LayerSupport.compositor.render(request) { _ in } }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `pictures may be shrunk to what a document needs of them`() throws {
        let layers = [
            Layer(
                "a",
                .image(LayerImage(LayerSupport.photo)),
                in: LayerBox(x: 0, y: 0, width: 100, height: 50)
            ),
            Layer(
                "b",
                .image(LayerImage(LayerSupport.photo)),
                in: LayerBox(x: 0, y: 0, width: 200, height: 200)
            ),
        ]
        let document = try LayerDocument(canvas: LayerSupport.canvas(400, 400), layers: layers)
        let size = PixelSize(width: 4_000, height: 2_000)
        #expect(document.needed(LayerSupport.photo, of: size) == PixelSize(width: 400, height: 200))
        let small = PixelSize(width: 90, height: 90)
        #expect(document.needed(LayerSupport.photo, of: small) == small)
    }
}
