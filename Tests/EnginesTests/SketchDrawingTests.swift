import Foundation
import Imaging
import Kernel
import Testing

@testable import Engines

/// What scenes look like once they are drawn.
struct SketchDrawingTests {
    struct Combination: Sendable, CustomTestStringConvertible {
        let subject: String
        let setting: String
        let style: String

        var testDescription: String { "\(subject), \(setting), \(style)" }

        /// Every subject in three styles, every setting in every style; the contact sheet draws all in all.
        static let some = subjects + settings

        private static let subjects = SketchSupport.subjects.enumerated().flatMap { place, subject in
            (0..<3).map { nth in
                Combination(
                    subject: subject,
                    setting: SketchSupport.settings[(place + nth) % SketchSupport.settings.count],
                    style: SketchSupport.styles[(place + nth * 5) % SketchSupport.styles.count]
                )
            }
        }

        private static let settings = SketchSupport.styles.flatMap { style in
            SketchSupport.settings.map { Combination(subject: "cat", setting: $0, style: style) }
        }
    }

    // All cases run at once, each with a call of its own.
    private static let imaging = Imaging(longestQueue: 8_192)

    private func pixels(of scene: Scene, _ size: PixelSize) async throws -> RawPixels {
        let picture = try await Self.imaging.draw(svg: try SketchSupport.svg(scene), size: size)
        return try await Self.imaging.pixels(of: picture)
    }

    @Test(arguments: Combination.some)
    func `every subject is drawn, whatever the setting and the style`(_ combination: Combination) async throws
    {
        let library = try SketchSupport.library()
        let size = PixelSize(width: 64, height: 64)
        let scene = try SketchSupport.scene(
            of: combination.subject,
            in: combination.setting,
            size: size,
            style: combination.style
        )
        #expect(scene.backdrop.setting == combination.setting)
        let drawn = try await pixels(of: scene, size)
        #expect(drawn.bands == 3, "something is left transparent")
        let box = try #require(scene.items.first).box(in: library).scaled(by: 64 / Scene.Canvas.shortSide)
        let columns = max(0, Int(box.left))...min(63, Int(box.right))
        let rows = max(0, Int(box.top))...min(63, Int(box.bottom))
        let colours = Set(rows.flatMap { y in columns.map { Array(drawn[$0, y]) } })
        #expect(colours.count > 20)
    }

    /// Each subject in one of the styles that fill surfaces in their own way.
    private static let painted = SketchSupport.subjects.enumerated().map { place, subject in
        (["flat", "paper-cut", "ink-wash", "line-art"][place % 4], subject)
    }

    @Test(arguments: painted)
    func `the colour that was asked for is what one sees`(style: String, subject: String) async throws {
        let size = PixelSize(width: 160, height: 160)
        let asked = try #require(SketchColour("#d63b2f"))
        var scene = try SketchSupport.scene(of: subject, colours: [asked], size: size, style: style)
        scene.items[0].isGrounded = false
        var bare = scene
        bare.items[0].foot.x = -5_000
        let hues = try await HueCount(pixels(of: scene, size), besides: pixels(of: bare, size), around: asked)
        #expect(hues.dominant == 0, "\(hues.counts)")
    }

    @Test(arguments: ["flat", "paper-cut"], ["dawn", "dusk", "night"])
    func `the colour that was asked for is seen at every hour`(style: String, time: String) async throws {
        let size = PixelSize(width: 160, height: 160)
        let asked = try #require(SketchColour("#d63b2f"))
        var scene = try SketchSupport.scene("a red balloon at \(time)", size: size, style: style)
        var bare = scene
        bare.items[0].foot.x = -5_000
        scene.items[0].isGrounded = false
        let hues = try await HueCount(pixels(of: scene, size), besides: pixels(of: bare, size), around: asked)
        #expect(hues.dominant == 0, "\(hues.counts)")
    }

    @Test(arguments: ["flat", "ink-wash"])
    func `the same seed gives the same pixels`(style: String) async throws {
        let size = PixelSize(width: 200, height: 120)
        let one = try await pixels(of: SketchSupport.scene("兩隻貓在樹下", seed: 5, style: style), size)
        let two = try await pixels(of: SketchSupport.scene("兩隻貓在樹下", seed: 5, style: style), size)
        #expect(one.bytes == two.bytes)
    }

    @Test(arguments: ["a cat", "the sea at dusk", "森林", "a city \"HELLO\""], SketchSupport.styles)
    func `another seed gives a visibly different picture`(prompt: String, style: String) async throws {
        let size = PixelSize(width: 128, height: 128)
        let one = try await pixels(of: SketchSupport.scene(prompt, seed: 1, style: style), size)
        let two = try await pixels(of: SketchSupport.scene(prompt, seed: 2, style: style), size)
        let changed = zip(one.bytes, two.bytes).count { abs(Int($0) - Int($1)) > 16 }
        #expect(changed > one.bytes.count / 25)
    }

    @Test(arguments: SketchSupport.styles)
    func `text can be read: it is set in a contrast of at least seven`(style: String) async throws {
        let library = try SketchSupport.library()
        let style = try #require(library.style(style))
        #expect(style.ink.contrast(with: style.paper) >= 7)
        let scene = try SketchSupport.scene("a cat \"NANO\"", style: style.id)
        var silent = scene
        silent.text = nil
        let size = PixelSize(width: 256, height: 256)
        let (full, bare) = try await (pixels(of: scene, size), pixels(of: silent, size))
        #expect(full.bytes != bare.bytes)
    }

    @Test(arguments: SketchSupport.styles, SketchSupport.settings)
    func `nothing in a drawing filters, loads or runs`(style: String, setting: String) throws {
        let library = try SketchSupport.library()
        let word = try #require(library.settings[setting]?.words["en"]?.first)
        let svg = try SketchSupport.svg(SketchSupport.scene("3 cats, \(word) \"x\"", style: style))
        for forbidden in [
            "<filter", "<image", "<script", "<style", "<foreignObject", "http://", "https://", "data:",
        ] {
            let rest = svg.replacing("xmlns=\"http://www.w3.org/2000/svg\"", with: "")
            #expect(!rest.contains(forbidden), "\(forbidden)")
        }
        #expect(svg.split(separator: "href=\"").dropFirst().allSatisfy { $0.hasPrefix("#") })
        #expect(svg.utf8.count < 1_500_000)
    }
}

/// Pixels that a thing changed, counted by how far their hue is from one that was asked for.
struct HueCount {
    /// Steps of 30 degrees from the asked hue; 100 and more for greys by lightness.
    private(set) var counts: [Int: Int] = [:]

    var dominant: Int? { counts.max { $0.value < $1.value }?.key }
    /// Greys left aside, which lines and joints have.
    var dominantHue: Int? { counts.filter { $0.key < 100 }.max { $0.value < $1.value }?.key }

    /// Counts pixels that differ by more than a shadow.
    init(_ full: RawPixels, besides bare: RawPixels, around asked: SketchColour) {
        let wanted = atan2(asked.lab.b, asked.lab.a)
        for start in stride(from: 0, to: full.bytes.count, by: 3) {
            let (one, two) = (full.bytes[start..<start + 3], bare.bytes[start..<start + 3])
            guard zip(one, two).contains(where: { abs(Int($0) - Int($1)) > 48 }) else { continue }
            let parts = one.map { Double($0) / 255 }
            let lab = SketchColour(red: parts[0], green: parts[1], blue: parts[2]).lab
            counts[Self.bucket(lab, wanted), default: 0] += 1
        }
    }

    private static func bucket(_ lab: SketchColour.Lab, _ wanted: Double) -> Int {
        guard lab.chroma > 0.05 else { return 100 + Int(lab.lightness * 3) }
        let turn = (atan2(lab.b, lab.a) - wanted).remainder(dividingBy: 2 * .pi)
        // What is lit or shaded leans aside a little.
        return abs(turn) < .pi / 5 ? 0 : Int((turn / (.pi / 6)).rounded())
    }
}
