import Foundation
import Testing

@testable import Engines

/// How items are painted: turned, inside others, in the light.
struct SketchItemTests {
    /// The library that ships, and a box that things can be inside of.
    private func library() throws -> SketchLibrary {
        var files = try SketchSupport.files()
        files["subjects/hutch.svg"] = Array(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">
            <metadata>{"format": 1, "id": "hutch", "label": {"en": "hutch", "zh-Hant": "籠"},
              "words": {"en": ["zhutch"], "zh": ["兔籠子"]}, "kind": "object", "stands": "ground", "height": 0.3,
              "foot": [50, 98], "mirror": true, "room": [10, 10, 90, 90],
              "palettes": [{"main": "#bb8844"}, {"main": "#886644"}]}</metadata>
            <g class="part"><rect fill="{main-shade}" x="2" y="2" width="96" height="96"/></g>
            <g class="part" data-front="true"><rect fill="{main}" x="2" y="50" width="96" height="48"/></g>
            </svg>
            """.utf8
        )
        return try SketchLibrary(files: files)
    }

    private func item(_ subject: String, x: Double, inside container: Int? = nil) -> Scene.Item {
        Scene.Item(
            subject: subject,
            group: 0,
            foot: ScenePoint(x: x, y: 800),
            scale: 2,
            isFlipped: false,
            palette: 0,
            colours: [],
            pose: [:],
            container: container,
            isGrounded: true
        )
    }

    private func scene(_ items: [Scene.Item], time: String = "day") throws -> Scene {
        var scene = try SketchSupport.scene("meadow at \(time)")
        scene.items = items
        return scene
    }

    /// The x of what is painted, in the order of painting; shadows left out.
    private func painted(_ svg: String) -> [Int] {
        svg.components(separatedBy: "<use href=\"#s").dropFirst().compactMap { use in
            use.split(separator: "translate(").dropFirst().first.flatMap { Int($0.prefix { $0.isNumber }) }
        }
    }

    @Test func `what is inside is painted between back and front`() throws {
        let scene = try scene([
            item("cat", x: 500, inside: 1), item("hutch", x: 300), item("dog", x: 700),
        ])
        let svg = try #require(SceneWriter(scene, library: library())).svg()
        // The left edges of hutch, cat, hutch, dog.
        let cat = try #require(library().subjects["cat"])
        #expect(painted(svg).prefix(3) == [200, Int(500 - cat.foot.x * 2), 200])
        #expect(painted(svg).count == 4)
    }

    @Test func `a box in a box is painted within it`() throws {
        let scene = try scene([
            item("hutch", x: 300), item("hutch", x: 400, inside: 0), item("hutch", x: 500, inside: 1),
        ])
        let svg = try #require(SceneWriter(scene, library: library())).svg()
        #expect(painted(svg) == [200, 300, 400, 300, 200])
    }

    @Test(arguments: [[1, nil], [nil, nil, 0, 2], [nil], [0, nil].reversed() as [Int?]])
    func `containers that end somewhere are sound`(containers: [Int?]) {
        #expect(Containment.isSound(containers))
    }

    @Test(arguments: [[0], [1, 0], [5], [-1], [1, 2, 0], [nil, 2, 1]] as [[Int?]])
    func `a container that is none, or inside itself, makes a scene unsound`(containers: [Int?]) throws {
        let items = containers.map { item("cat", x: 500, inside: $0) }
        #expect(try !scene(items).isSound)
    }

    @Test(arguments: [181, -200, .nan, .infinity])
    func `a turn beyond half a circle makes a scene unsound`(turn: Double) throws {
        var turned = item("cat", x: 500)
        turned.turn = turn
        #expect(try !scene([turned]).isSound)
    }

    @Test func `four tones make a scene unsound`() throws {
        var scene = try scene([])
        scene.backdrop.tones = ["calm", "warm", "cool", "sepia"]
        #expect(!scene.isSound)
    }

    @Test(arguments: [(90.0, 1.0), (-90, -1)], [true, false])
    func `a thing turns clockwise about its foot`(
        turn: (degrees: Double, side: Double),
        isFlipped: Bool
    ) throws {
        let cat = try #require(SketchSupport.library().subjects["cat"])
        var item = item("cat", x: 500)
        item.turn = turn.degrees
        item.isFlipped = isFlipped
        let placement = item.placement(of: cat)
        #expect((placement(cat.foot) - item.foot).length < 0.001)
        let head = placement(ScenePoint(x: cat.foot.x, y: cat.foot.y - 100))
        #expect((head - ScenePoint(x: 500 + turn.side * 200, y: 800)).length < 0.001)
    }

    @Test(arguments: ["flat", "paper-cut", "ink-wash"])
    func `shadows fall by day and not by night`(style: String) throws {
        var scene = try scene([item("cat", x: 500)])
        scene.style = style
        #expect(try SketchSupport.svg(scene).contains("href=\"#d0\""))
        scene.backdrop.time = "night"
        #expect(try !SketchSupport.svg(scene).contains("href=\"#d0\""))
    }

    @Test func `what is inside of something throws no shadow on the ground`() throws {
        let (inside, beside) = (
            try scene([item("hutch", x: 300), item("cat", x: 300, inside: 0)]),
            try scene([item("hutch", x: 300), item("cat", x: 300)])
        )
        let library = try library()
        #expect(try #require(SceneWriter(inside, library: library)).svg().count(of: "href=\"#d") == 1)
        #expect(try #require(SceneWriter(beside, library: library)).svg().count(of: "href=\"#d") == 2)
    }

    @Test(arguments: [("dawn", "day"), ("dusk", "day")])
    func `shadows are longer when the sun is low, and fall to the lower right`(
        low: String,
        high: String
    ) throws {
        let falls = try [low, high].map { time -> ScenePoint in
            let scene = try scene([], time: time)
            let conditions = try #require(
                SketchConditionsTests.conditions(of: scene, SketchSupport.library())
            )
            return try #require(Light(conditions, lamps: [], unit: 1_000).fall(at: .zero))
        }
        #expect(falls[0].x > falls[1].x * 1.5)
        #expect(falls.allSatisfy { $0.x > 0 && $0.y > 0 })
    }

    @Test(arguments: [("night", true), ("day", false)])
    func `a lamp shines by night and not by day`(time: String, shines: Bool) throws {
        var files = try SketchSupport.files()
        let times = String(decoding: try #require(files["settings/times.json"]), as: UTF8.self)
        // Any subject will do for one.
        let lamps = times.replacing("\"lantern\"", with: "\"cup\"")
        files["settings/times.json"] = Array(lamps.utf8)
        let scene = try scene([item("cup", x: 500)], time: time)
        let svg = try #require(SceneWriter(scene, library: SketchLibrary(files: files))).svg()
        #expect(svg.contains("url(#lamp)") == shines)
    }

    @Test func `by night a lamp throws shadows away from itself`() throws {
        let scene = try scene([], time: "night")
        let conditions = try #require(SketchConditionsTests.conditions(of: scene, SketchSupport.library()))
        let light = Light(conditions, lamps: [ScenePoint(x: 500, y: 800)], unit: 1_000)
        #expect(try #require(light.fall(at: ScenePoint(x: 300, y: 800))).x < 0)
        #expect(try #require(light.fall(at: ScenePoint(x: 700, y: 800))).x > 0)
        #expect(light.fall(at: ScenePoint(x: 5_000, y: 800)) == nil)
    }
}
