import Foundation
import Testing

@testable import Engines

/// How tones turn colours, and what they must leave.
struct SketchToneTests {
    private static let colours = [
        "#d63b2f", "#e8833a", "#f2c02e", "#5aa05a", "#3f7fd0", "#8a5ac0", "#e88ab0", "#8a5a36", "#ffffff",
        "#202024",
        "#9a9a9a",
    ]
    private static let tones = SketchConditionsTests.tones

    @Test(arguments: tones, colours.prefix(8))
    func `a colour that was asked for keeps its family`(tone: String, colour: String) throws {
        let asked = try #require(SketchColour(colour))
        let tone = try #require(SketchSupport.library().tones[tone])
        let seen = Toning(tones: [tone]).thing(asked, isAsked: true).lab
        guard tone.keepsHues else {
            #expect(seen.chroma < 0.001)
            return
        }
        #expect(abs(asked.lab.turn(to: seen)) < 0.2)
        #expect(seen.chroma > asked.lab.chroma * 0.6)
    }

    @Test(arguments: tones)
    func `white that was asked for does not take on a colour`(tone: String) throws {
        let tone = try #require(SketchSupport.library().tones[tone])
        #expect(Toning(tones: [tone]).thing(.white, isAsked: true).lab.chroma < 0.04)
    }

    @Test(arguments: tones, SketchSupport.styles)
    func `text can be read whatever the tone`(tone: String, style: String) throws {
        let library = try SketchSupport.library()
        let tone = try #require(library.tones[tone])
        let style = try #require(library.style(style))
        let turned = Toning(tones: [tone, tone, tone]).style(style)
        #expect(turned.ink.contrast(with: turned.paper) >= 7)
    }

    @Test(
        arguments: [[], ["cool"], ["pastel"], ["gloomy", "sepia"], ["backlit"], ["candlelight"]],
        SketchSupport.settings
    )
    func `a thing of any colour stands off what is behind it`(tones: [String], setting: String) throws {
        let library = try SketchSupport.library()
        let word = try #require(library.settings[setting]?.words["en"]?.first)
        var lost: [String] = []
        for time in ["day", "dusk", "night"] {
            var scene = try SketchSupport.scene("\(word) at \(time)")
            scene.backdrop.tones = tones
            for palette in 0...2 {
                scene.backdrop.palette = palette
                lost += try self.lost(in: scene, library).map { "\(time) \(palette) \($0)" }
            }
        }
        #expect(lost.isEmpty, "\(lost)")
    }

    /// Colours and places at which they are not seen.
    private func lost(in scene: Scene, _ library: SketchLibrary) throws -> [String] {
        let backing = try #require(SketchConditionsTests.backing(of: scene, library))
        return [0.1, 0.3, 0.45, 0.6, 0.75, 0.9].flatMap { height -> [String] in
            let behind = backing.colour(at: scene.canvas.height * height)
            return Self.colours.compactMap { text in
                let asked = [SketchColour(text)].compactMap { $0 }
                var dress = Dress(
                    colouring: backing.colouring,
                    palette: [:],
                    asked: asked,
                    material: nil,
                    nth: 0
                )
                dress.standOff(behind)
                let seen = dress.tint(Paint("main")).colour
                return Standout.isApart(seen, from: behind) ? nil : "\(text) at \(height)"
            }
        }
    }
}
