import Foundation
import Imaging
import Kernel
import Testing
import Typography

@testable import Engines

/// Quoted text in drawings.
struct SketchLetteringTests {
    private static let imaging = Imaging()

    @Test(arguments: SketchSupport.styles.filter { $0 != "blueprint" })
    func `quoted text is made of outlines, so that a drawing needs no fonts`(style: String) throws {
        let svg = try SketchSupport.svg(SketchSupport.scene("a city \"HELLO\"", style: style))
        #expect(svg.contains("<path transform=\"translate("))
        #expect(!svg.contains("<text") && !svg.contains("font-family"))
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "&lt;b&gt; ]]>", "\u{202E}evil", "مرحبا", "🎂🎂🎂", "\u{200B}\u{200B}",
        String(repeating: "W", count: 80), "Z" + String(repeating: "\u{0337}\u{0361}\u{0489}", count: 200),
    ])
    func `whatever is quoted is letters and never markup`(text: String) async throws {
        let scene = try SketchSupport.scene("a cat \"\(text)\"")
        let svg = try SketchSupport.svg(scene)
        #expect(!svg.contains("script"))
        _ = try await Self.imaging.draw(svg: svg, size: PixelSize(width: 128, height: 128))
    }

    @Test(arguments: SketchSupport.styles)
    func `letters keep to their ground, whatever size a document says`(style: String) throws {
        var scene = try SketchSupport.scene("a cat \"Night Market 夜市\"", style: style)
        scene.text?.fontSize = 1_000
        let writer = try #require(try SceneWriter(scene, library: SketchSupport.library()))
        let lettering = try #require(writer.lettering)
        let ink = try #require(lettering.letters.metrics.ink)
        let (left, top) = (lettering.corner.x + Double(ink.x), lettering.corner.y + Double(ink.y))
        #expect(left >= lettering.box.left && left + Double(ink.width) <= lettering.box.right)
        #expect(top >= lettering.box.top && top + Double(ink.height) <= lettering.box.bottom)
    }
}
