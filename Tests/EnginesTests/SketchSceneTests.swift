import Foundation
import Kernel
import Testing

@testable import Engines

/// What scenes hold, and where.
struct SketchSceneTests {
    private static let shapes = [
        "64x64", "1024x1024", "2048x256", "256x2048", "1024x576", "576x1024", "1264x848", "672x1584",
        "12288x1536",
    ].compactMap { PixelSize($0) }

    private static let crowded = [
        "a cat under a tree", "a castle, two trees, a fox and a bird in the mountains",
        "twelve balloons above a house",
        "海上有三艘帆船和一條鯨魚", "a robot in the city \"HELLO NANO BANANA\"", "a cat on a dog on a car",
        "twelve flowers, four trees, two dogs and a kite", "a house between two trees under the moon",
        "a person behind a bicycle, a lighthouse, a star \"晚安\"",
    ]

    @Test func `the same prompt and seed make the same scene`() throws {
        let prompt = "three cats and a bird on a house at dusk"
        #expect(try SketchSupport.scene(prompt, seed: 7) == SketchSupport.scene(prompt, seed: 7))
    }

    @Test(arguments: [("a cat", 1), ("a house and a tree", 4), ("海", 9)])
    func `another seed makes another scene`(prompt: String, seed: Int) throws {
        let one = try SketchSupport.svg(SketchSupport.scene(prompt, seed: seed))
        let two = try SketchSupport.svg(SketchSupport.scene(prompt, seed: seed + 1))
        #expect(one != two)
    }

    @Test func `a scene survives being written and read as JSON`() throws {
        let scene = try SketchSupport.scene("two red cats on a house \"Hi\"", seed: 3)
        let copy = try JSONDecoder().decode(Scene.self, from: JSONEncoder().encode(scene))
        #expect(copy == scene)
    }

    @Test(arguments: [
        ("a cat", "cat", 1), ("five cats", "cat", 5), ("十二隻鳥", "bird", 12), ("two cats and a dog", "cat", 2),
        ("two hundred flowers", "flower", 12),
    ])
    func `as many are placed as were asked for, up to twelve`(
        prompt: String,
        subject: String,
        count: Int
    ) throws {
        let scene = try SketchSupport.scene(prompt)
        #expect(scene.items.count { $0.subject == subject } == count)
    }

    @Test func `no more than forty things are placed, and the rest is told`() throws {
        let result = try SketchSupport.composed("12 cats, 12 dogs, 12 birds, 12 flowers and a tree")
        #expect(result.scene.items.count == Cast.mostInAll)
        #expect(Set(result.scene.items.map(\.subject)) == ["cat", "dog", "bird", "flower", "tree"])
        #expect(!result.reduced.isEmpty)
    }

    @Test(arguments: shapes, crowded)
    func `everything is within the picture`(size: PixelSize, prompt: String) throws {
        let library = try SketchSupport.library()
        for seed in 1...3 {
            let scene = try SketchSupport.scene(prompt, seed: seed, size: size)
            try #require(!scene.items.isEmpty)
            for item in scene.items {
                #expect(
                    scene.canvas.box.contains(item.box(in: library), within: 1),
                    "\(item.subject) seed \(seed)"
                )
            }
        }
    }

    @Test(arguments: shapes, crowded)
    func `text is clear of everything else`(size: PixelSize, prompt: String) throws {
        let library = try SketchSupport.library()
        let scene = try SketchSupport.scene(prompt, size: size)
        guard let text = scene.text else { return }
        #expect(scene.canvas.box.contains(text.box))
        for item in scene.items {
            #expect(text.box.overlap(with: item.box(in: library)) < 1, "\(item.subject)")
        }
    }

    @Test(arguments: SketchSupport.settings, ["cat", "house", "fish", "bird", "moon"])
    func `what stands is on the ground or the water, what flies is above`(
        setting: String,
        subject: String
    ) throws {
        let library = try SketchSupport.library()
        let place = try #require(library.settings[setting])
        let word = try #require(place.words["en"]?.first)
        for seed in 1...4 {
            let scene = try SketchSupport.scene("a \(subject), \(word)", seed: seed)
            let item = try #require(scene.items.first)
            let depth =
                (item.foot.y - scene.backdrop.horizon) / (scene.canvas.height - scene.backdrop.horizon)
            switch library.subjects[subject]?.stands {
            case .ground:
                #expect((place.ground.lowerBound - 0.01...1).contains(depth))
            case .water:
                #expect(((place.water ?? place.ground).lowerBound - 0.01...1).contains(depth))
            default:
                #expect(item.box(in: library).centre.y < scene.backdrop.horizon)
            }
        }
    }

    @Test func `in a list of things in the sky those fly that can`() throws {
        let scene = try SketchSupport.scene("a house, a tree and three birds in the sky")
        #expect(Set(scene.items.filter(\.isGrounded).map(\.subject)) == ["house", "tree"])
    }

    @Test(arguments: ["a boat", "一條魚", "a whale and a boat"])
    func `what swims brings its water with it`(prompt: String) throws {
        let scene = try SketchSupport.scene(prompt)
        #expect(try SketchSupport.library().settings[scene.backdrop.setting]?.water != nil)
    }

    @Test(arguments: [("a cat", "day"), ("a moon", "night"), ("the moon at dawn", "dawn"), ("月亮", "night")])
    func `the moon makes it night unless another time is named`(prompt: String, time: String) throws {
        #expect(try SketchSupport.scene(prompt).backdrop.time == time)
    }

    @Test func `a style that was ordered goes before one that was written`() throws {
        #expect(try SketchSupport.scene("a cat, ink wash").style == "ink-wash")
        #expect(try SketchSupport.scene("a cat, ink wash", style: "line-art").style == "line-art")
        #expect(try SketchSupport.scene("a cat").style == "flat")
    }

    @Test(arguments: [
        "\"version\":9", "\"horizon\":-5", "\"scale\":1000000", "\"height\":1", "\"width\":90000",
        "\"subject\":\"jabberwock\"",
        "\"style\":\"cubism\"", "\"setting\":\"moon\"",
    ])
    func `an edited scene that cannot be drawn is refused`(edit: String) throws {
        let scene = try SketchSupport.scene("a cat")
        let json = String(decoding: try JSONEncoder().encode(scene), as: UTF8.self)
        let key = edit.prefix { $0 != ":" }
        let field = try #require(json.range(of: key + ":"))
        let end = try #require(json[field.upperBound...].firstIndex { ",}".contains($0) })
        let edited = json.replacingCharacters(in: field.lowerBound..<end, with: edit)
        let illustrator = Illustrator(library: try SketchSupport.library())
        #expect(throws: Problem.self) {
            try illustrator.check(Scene(json: Data(edited.utf8)), at: PixelSize(width: 512, height: 512))
        }
    }
}
