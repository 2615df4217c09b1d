import Foundation
import Imaging
import Kernel
import Testing

@testable import Engines

/// Abstract pictures: which prompts get one, of what mood, and that they can be drawn in every style and shape.
struct SketchPatternTests {
    // All cases run at once, each with a call of its own.
    static let imaging = Imaging(longestQueue: 8_192)

    static let shapes = ["64x64", "512x64", "64x512", "96x64", "64x128"].compactMap { PixelSize($0) }

    /// A scene of that pattern, of the palette and the parameters that the seed gives it.
    static func scene(
        _ kind: PatternKind,
        seed: Int = 1,
        size: PixelSize = PixelSize(width: 256, height: 256),
        style: String = "flat",
        variety: Double? = nil
    ) throws -> Scene {
        let library = try SketchSupport.library()
        let word = try #require(library.patterns[kind.rawValue]?.words["en"]?.first)
        var scene = try SketchSupport.scene(word, seed: seed, size: size, style: style)
        if let variety { scene.pattern?.parameters["variety"] = variety }
        return scene
    }

    // MARK: Which prompts

    @Test(arguments: [
        "serenity", "chaos and order", "the sound of rain", "希望", "asdf qwer", "тишина", "?!", "🜁", "無",
        "a calm silence",
        "in watercolour", "red and blue",
    ])
    func `what cannot be drawn becomes an abstract picture, and is told`(prompt: String) throws {
        let scene = try SketchSupport.scene(prompt)
        #expect(scene.pattern != nil && scene.items.isEmpty)
        #expect(try SketchSupport.reading(prompt).isEmpty)
    }

    @Test(arguments: ["a cat", "the sea", "at night", "a rainy autumn evening", "\"HELLO\"", "沙漠", "雨"])
    func `what can be drawn is drawn`(prompt: String) throws {
        #expect(try SketchSupport.scene(prompt).pattern == nil)
    }

    @Test(arguments: PatternKind.allCases)
    func `every pattern is drawn for each of its words`(kind: PatternKind) throws {
        let design = try #require(try SketchSupport.library().patterns[kind.rawValue])
        for word in design.words.values.joined() {
            let reading = try SketchSupport.reading(word)
            #expect(reading.unknown.isEmpty && !reading.isEmpty, "\(word)")
            #expect(try SketchSupport.scene(word).pattern?.kind == kind.rawValue, "\(word)")
        }
    }

    @Test(arguments: [
        ("abstract waves in blue and gold", "waves"), ("抽象的波浪", "waves"), ("漸層", "haze"),
        ("a flow field at night, ink wash", "flow"), ("geometric pattern \"HELLO\"", "tessellation"),
    ])
    func `a pattern is drawn when it is asked for by name`(prompt: String, kind: String) throws {
        let scene = try SketchSupport.scene(prompt)
        #expect(scene.pattern?.kind == kind)
        #expect((scene.text != nil) == prompt.contains("HELLO"))
    }

    @Test func `beside things a pattern is told as not drawn`() throws {
        let reading = try SketchSupport.reading("an abstract cat")
        #expect(reading.unknown == ["abstract"])
        #expect(try SketchSupport.scene("an abstract cat").pattern == nil)
    }

    // MARK: Seeds and words

    @Test(arguments: PatternKind.allCases, SketchSupport.styles)
    func `the same seed gives the same drawing, another one another`(
        kind: PatternKind,
        style: String
    ) throws {
        let one = try SketchSupport.svg(Self.scene(kind, seed: 5, style: style))
        #expect(try one == SketchSupport.svg(Self.scene(kind, seed: 5, style: style)))
        #expect(try one != SketchSupport.svg(Self.scene(kind, seed: 6, style: style)))
    }

    @Test func `seeds try several patterns for the same words`() throws {
        let kinds = try (1...8).map { try SketchSupport.scene("asdf qwer", seed: $0).pattern?.kind }
        #expect(Set(kinds).count >= 4)
    }

    @Test func `words without a known mood choose for themselves, always alike`() throws {
        let prompts = (0..<24).map { "qxv\(String(repeating: "z", count: $0))" }
        let kinds = try prompts.map { try SketchSupport.scene($0).pattern?.kind }
        #expect(try kinds == prompts.map { try SketchSupport.scene($0).pattern?.kind })
        #expect(Set(kinds).count >= 4)
    }

    // MARK: Bounds

    @Test(
        .timeLimit(.minutes(5)),
        arguments: PatternKind.allCases,
        ["1024x1024", "4096x512", "512x4096", "1024x576"].compactMap { PixelSize($0) }
    )
    func `a drawing has bounded numbers of pieces`(kind: PatternKind, size: PixelSize) throws {
        for (seed, style) in SketchSupport.styles.enumerated() {
            var scene = try Self.scene(kind, seed: seed, size: size, style: style)
            scene.pattern?.parameters["density"] = 1
            let svg = try SketchSupport.svg(scene)
            #expect(svg.utf8.count < 2_000_000, "\(style)")
        }
    }

    @Test(arguments: ["flow", "haze", "waves"], [-1.0, 2])
    func `parameters out of range are refused`(kind: String, value: Double) throws {
        var scene = try SketchSupport.scene("serenity")
        scene.pattern?.kind = kind
        scene.pattern?.parameters["energy"] = value
        #expect(SceneWriter(scene, library: try SketchSupport.library()) == nil)
    }
}
