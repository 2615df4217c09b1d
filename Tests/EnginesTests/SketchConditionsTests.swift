import Foundation
import Kernel
import Testing

@testable import Engines

/// What weather, seasons, tones and materials do to a picture, in every style.
struct SketchConditionsTests {
    private static let weathers = ["clear", "cloudy", "fog", "rain", "rainbow", "snowfall", "storm", "wind"]
    static let tones = [
        "backlit", "calm", "candlelight", "cheerful", "cool", "dramatic", "dreamy", "earthy", "festive",
        "gloomy",
        "golden", "monochrome", "mysterious", "nostalgic", "pastel", "romantic", "sepia", "vivid", "warm",
    ]
    private static let materials = [
        "brick", "clay", "crystal", "glass", "gold", "ice", "marble", "metal", "paper", "silver", "stone",
        "straw",
        "wood", "wool",
    ]

    private func svg(
        _ prompt: String = "a cat beside a house, meadow",
        _ style: String = "flat",
        _ change: (inout Scene) -> Void
    ) throws -> String {
        var scene = try SketchSupport.scene(prompt, style: style)
        change(&scene)
        return try SketchSupport.svg(scene)
    }

    @Test func `the library knows all weathers, tones and materials that prompts may name`() throws {
        let library = try SketchSupport.library()
        #expect(library.weathers.keys.sorted() == Self.weathers)
        #expect(library.tones.keys.sorted() == Self.tones)
        #expect(library.materials.keys.sorted() == Self.materials)
    }

    @Test(arguments: weathers, SketchSupport.styles)
    func `weather changes a picture outdoors`(weather: String, style: String) throws {
        let plain = try svg("a cat, meadow", style) { _ in }
        #expect(try svg("a cat, meadow", style) { $0.backdrop.weather = weather } != plain)
    }

    @Test(arguments: weathers)
    func `weather stays outdoors`(weather: String) throws {
        let plain = try svg("a cat, room") { _ in }
        #expect(try svg("a cat, room") { $0.backdrop.weather = weather } == plain)
    }

    @Test(arguments: weathers, SketchSupport.styles)
    func `weather takes few paths`(weather: String, style: String) throws {
        let plain = try svg("a cat, meadow", style) { _ in }
        let drawn = try svg("a cat, meadow", style) { $0.backdrop.weather = weather }
        #expect(drawn.count(of: "<path") < plain.count(of: "<path") + 120)
        #expect(drawn.utf8.count < plain.utf8.count + 250_000)
    }

    @Test(arguments: Season.allCases, SketchSupport.styles)
    func `a season changes a picture outdoors`(season: Season, style: String) throws {
        let plain = try svg("a tree, meadow", style) { _ in }
        #expect(try svg("a tree, meadow", style) { $0.backdrop.season = season } != plain)
    }

    @Test(arguments: ["desert", "meadow", "forest", "mountains", "sea", "city"])
    func `in winter the ground is light with snow`(setting: String) throws {
        let library = try SketchSupport.library()
        var scene = try SketchSupport.scene(setting)
        scene.backdrop.season = .winter
        let backing = try #require(Self.backing(of: scene, library))
        #expect(backing.colour(at: scene.canvas.height * 0.98).lab.lightness > 0.88)
    }

    @Test(arguments: tones, SketchSupport.styles)
    func `a tone changes a picture`(tone: String, style: String) throws {
        let plain = try svg("a red cat, room", style) { _ in }
        #expect(try svg("a red cat, room", style) { $0.backdrop.tones = [tone] } != plain)
    }

    @Test(arguments: materials, SketchSupport.styles)
    func `a material changes a thing, even in the colour that was asked for`(
        material: String,
        style: String
    ) throws {
        let plain = try svg("a red cat, room", style) { _ in }
        #expect(try svg("a red cat, room", style) { $0.items[0].material = material } != plain)
    }

    @Test func `what the library does not have is refused`() throws {
        let changes: [(inout Scene) -> Void] = [
            { $0.backdrop.weather = "hail" }, { $0.backdrop.tones = ["calm", "loud"] },
            { $0.items[0].material = "cheese" },
        ]
        for change in changes {
            #expect(throws: SketchSupport.Missing.self) { try svg("a cat", "flat", change) }
        }
    }

    @Test(arguments: SketchSupport.styles)
    func `under all conditions at once the same scene is the same drawing`(style: String) throws {
        func draw() throws -> String {
            try svg("a tree and a cat at dusk", style) { scene in
                scene.backdrop.weather = "storm"
                scene.backdrop.season = .autumn
                scene.backdrop.tones = ["dramatic", "warm", "sepia"]
                scene.items[0].material = "crystal"
            }
        }
        #expect(try draw() == draw())
    }

    @Test(arguments: [(nil, .winter), (.autumn, .autumn)] as [(Season?, Season)])
    func `snow falling brings winter where no season was named`(named: Season?, seen: Season) throws {
        var scene = try SketchSupport.scene("meadow")
        scene.backdrop.weather = "snowfall"
        scene.backdrop.season = named
        #expect(try #require(Self.conditions(of: scene, SketchSupport.library())).season == seen)
    }

    @Test(arguments: [("sea", "bird"), ("meadow", "flower"), ("city", "tree"), ("meadow", "cloud")])
    func `what a picture must not have no setting shows`(setting: String, subject: String) throws {
        let library = try SketchSupport.library()
        let index = try #require(library.settings[setting]?.layers.firstIndex { $0.shows.contains(subject) })
        let drawing = "id=\"l\(index)v"
        let drawings = try (1...8).map { seed in
            var scene = try SketchSupport.scene(setting, seed: seed)
            let with = try SketchSupport.svg(scene).contains(drawing)
            scene.backdrop.without = [subject]
            return (with: with, without: try SketchSupport.svg(scene).contains(drawing))
        }
        #expect(drawings.contains { $0.with })
        #expect(!drawings.contains { $0.without })
    }

    @Test(arguments: [("day", "sun"), ("night", "moon"), ("night", "star")])
    func `sun, moon and stars stay away when they must`(time: String, subject: String) throws {
        let plain = try svg("meadow at \(time)") { _ in }
        #expect(try svg("meadow at \(time)") { $0.backdrop.without = [subject] } != plain)
    }

    @Test func `what a prompt will not have reaches the scene`() throws {
        var reading = try SketchSupport.reading("a cat")
        reading.without.subjects = ["sun", "cloud"]
        let composer = Composer(library: try SketchSupport.library(), seed: Seed(clamping: 1))
        let scene = composer.compose(
            reading,
            canvas: Scene.Canvas(PixelSize(width: 512, height: 512)),
            style: nil
        ).scene
        #expect(scene.backdrop.without == ["cloud", "sun"])
    }

    static func conditions(of scene: Scene, _ library: SketchLibrary) -> Conditions? {
        library.settings[scene.backdrop.setting].flatMap {
            Conditions(scene.backdrop, in: $0, library: library)
        }
    }

    static func backing(of scene: Scene, _ library: SketchLibrary) -> Backing? {
        guard let setting = library.settings[scene.backdrop.setting], let style = library.style(scene.style),
            let conditions = conditions(of: scene, library)
        else { return nil }
        let colouring = Colouring(
            style: style,
            conditions: conditions,
            setting: setting,
            backdrop: scene.backdrop
        )
        return Backing(scene: scene, setting: setting, colouring: colouring)
    }
}

extension String {
    func count(of part: String) -> Int { components(separatedBy: part).count - 1 }
}
