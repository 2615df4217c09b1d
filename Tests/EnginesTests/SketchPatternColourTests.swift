import Foundation
import Imaging
import Kernel
import Testing

@testable import Engines

/// What abstract pictures look like once they are drawn.
struct SketchPatternColourTests {
    private func pixels(of scene: Scene, _ size: PixelSize) async throws -> RawPixels {
        let picture = try await SketchPatternTests.imaging.draw(svg: try SketchSupport.svg(scene), size: size)
        return try await SketchPatternTests.imaging.pixels(of: picture)
    }

    private static func colours(_ drawn: RawPixels) -> [SketchColour.Lab] {
        stride(from: 0, to: drawn.bytes.count, by: 3).map { start in
            let parts = drawn.bytes[start..<start + 3].map { Double($0) / 255 }
            return SketchColour(red: parts[0], green: parts[1], blue: parts[2]).lab
        }
    }

    private func lightness(_ prompt: String, _ style: String) async throws -> Double {
        var sum = 0.0
        for seed in 1...6 {
            let size = PixelSize(width: 64, height: 64)
            let scene = try SketchSupport.scene(prompt, seed: seed, size: size, style: style)
            let colours = try await Self.colours(pixels(of: scene, size))
            sum += colours.reduce(0) { $0 + $1.lightness } / Double(colours.count)
        }
        return sum / 6
    }

    @Test(arguments: PatternKind.allCases, SketchSupport.styles)
    func `every pattern is drawn in every style and shape`(kind: PatternKind, style: String) async throws {
        for (seed, size) in SketchPatternTests.shapes.enumerated() {
            let variety = Double(seed) / Double(SketchPatternTests.shapes.count)
            let scene = try SketchPatternTests.scene(
                kind,
                seed: seed + 1,
                size: size,
                style: style,
                variety: variety
            )
            let drawn = try await pixels(of: scene, size)
            #expect(drawn.bands == 3, "something is left transparent")
            let marks = Set(Self.colours(drawn).map { Int($0.lightness * 40) })
            #expect(marks.count > 4, "\(size)")
        }
    }

    @Test(arguments: SketchSupport.styles.filter { $0 != "neon" && $0 != "blueprint" })
    func `a gloomy picture is darker than a cheerful one`(style: String) async throws {
        let (gloomy, cheerful) = try await (
            lightness("abstract, gloomy", style), lightness("abstract, cheerful", style)
        )
        #expect(gloomy < cheerful - 0.02, "\(gloomy), \(cheerful)")
    }

    @Test(arguments: ["flat", "paper-cut"])
    func `by night it is darker than by day`(style: String) async throws {
        let (night, day) = try await (
            lightness("flow field at night", style), lightness("flow field by day", style)
        )
        #expect(night < day - 0.1)
    }

    @Test(arguments: PatternKind.allCases, ["flat", "paper-cut", "ink-wash", "line-art"])
    func `colours that were asked for are those one sees`(kind: PatternKind, style: String) async throws {
        let size = PixelSize(width: 128, height: 128)
        let word = try #require(try SketchSupport.library().patterns[kind.rawValue]?.words["en"]?.first)
        let asked = try #require(SketchColour("#d63b2f")).lab
        for seed in 1...3 {
            let scene = try SketchSupport.scene("\(word) in red", seed: seed, size: size, style: style)
            let coloured = try await Self.colours(pixels(of: scene, size)).filter { $0.chroma > 0.05 }
            let alike = coloured.count { abs($0.turn(to: asked)) < .pi / 5 }
            #expect(Double(alike) > Double(coloured.count) * 0.6, "seed \(seed)")
            #expect(coloured.count > 100, "seed \(seed)")
        }
    }

    @Test(arguments: PatternKind.allCases)
    func `a scene with a pattern survives being written and read`(kind: PatternKind) throws {
        let scene = try SketchPatternTests.scene(kind, seed: 3)
        let copy = try Scene(json: scene.json)
        #expect(copy == scene)
        #expect(try SketchSupport.svg(copy) == SketchSupport.svg(scene))
    }

    @Test(arguments: [
        ("\"kind\":\"waves\"", "\"kind\":\"spirals\"", "scene.pattern.kind"),
        ("\"kind\":\"waves\"", "\"kind\":\"waves\",\"shape\":1", "pattern.shape"),
        ("\"energy\":0", "\"energy\":9", "pattern.parameters"),
        ("\"colours\":[\"#", "\"colours\":[\"", "pattern.colours"),
    ])
    func `a pattern that was edited wrongly is refused with its place`(
        from: String,
        to: String,
        field: String
    ) throws {
        let illustrator = Illustrator(library: try SketchSupport.library())
        let scene = try SketchPatternTests.scene(.waves)
        let json = String(decoding: try scene.json, as: UTF8.self)
        let edited = json.replacing(from, with: to)
        try #require(edited != json)
        let problem = try #require(throws: Problem.self) {
            let copy = try Scene(json: Data(edited.utf8))
            try illustrator.check(copy, at: PixelSize(width: 256, height: 256))
        }
        #expect(problem.field == field)
    }

    @Test func `an hour that is set later is seen in the colours`() throws {
        var scene = try SketchPatternTests.scene(.waves)
        let before = try SketchSupport.svg(scene)
        scene.backdrop.time = "night"
        #expect(try SketchSupport.svg(scene) != before)
    }
}
