import Kernel
import Testing

@testable import Engines

/// From where pictures are looked at.
struct SketchFramingTests {
    private static let seeds = Array(1...6)
    private static let twins: [(String, Int)] = [
        ("cat", 2), ("cat", 4), ("house", 6), ("cat", 3), ("bird", 4), ("boat", 5),
    ]
    private static let views: [[(String, Int)]] = [[("cat", 1)], [("house", 1), ("tree", 2)]]

    private func scene(
        _ things: [(String, Int)],
        _ framing: Set<Framing>,
        seed: Int,
        size: String = "1024x1024"
    ) throws -> Scene {
        var reading = Reading(things)
        reading.framing = framing
        return try SketchStage.scene(reading, seed: seed, size: try #require(PixelSize(size)))
    }

    private func box(_ scene: Scene, _ subject: String) throws -> SceneBox {
        try #require(scene.items.first { $0.subject == subject }).box(in: try SketchStage.library())
    }

    @Test(arguments: ["1024x1024", "1536x768", "768x1536"], seeds)
    func `a close-up fills three quarters of the short side`(size: String, seed: Int) throws {
        let scene = try scene([("cat", 1)], [.closeUp], seed: seed, size: size)
        let box = try box(scene, "cat")
        #expect(abs(max(box.width, box.height) - 750) < 40)
    }

    @Test(arguments: seeds)
    func `behind a close-up the rest is small and far`(seed: Int) throws {
        let scene = try scene([("cat", 1), ("house", 1)], [.closeUp], seed: seed)
        let (cat, house) = (try box(scene, "cat"), try box(scene, "house"))
        #expect(house.height < cat.height && house.bottom < cat.bottom)
        #expect(scene.items.last?.subject == "cat")
    }

    @Test(arguments: views.indices, seeds)
    func `a wide view shows things about half as large`(view: Int, seed: Int) throws {
        let things = Self.views[view]
        let usual = try box(scene(things, [], seed: seed), things[0].0)
        let wide = try box(scene(things, [.wide], seed: seed), things[0].0)
        #expect((0.35...0.85).contains(wide.height / usual.height))
    }

    @Test(arguments: seeds)
    func `from above the horizon is high, from below it is low`(seed: Int) throws {
        let things = [("house", 1), ("cat", 2)]
        let height = 1_000.0
        #expect(try scene(things, [.fromAbove], seed: seed).backdrop.horizon < height * 0.2)
        #expect(try scene(things, [.fromBelow], seed: seed).backdrop.horizon > height * 0.75)
    }

    @Test(arguments: twins.indices, seeds)
    func `symmetrical copies mirror each other`(index: Int, seed: Int) throws {
        let things = Self.twins[index]
        let scene = try scene([things], [.symmetrical], seed: seed)
        let middle = scene.canvas.width / 2
        #expect(scene.items.count == things.1)
        let aside = scene.items.filter { abs($0.foot.x - middle) > 60 }
        #expect(aside.count >= things.1 - 1)
        for item in aside {
            let twin = aside.first {
                abs($0.foot.x + item.foot.x - 2 * middle) < 1 && abs($0.foot.y - item.foot.y) < 1
            }
            let other = try #require(twin)
            #expect(other.isFlipped != item.isFlipped)
            #expect(other.pose == item.pose && other.palette == item.palette)
        }
    }

    @Test(arguments: seeds)
    func `mirrored wearers wear mirrored hats`(seed: Int) throws {
        let library = try SketchStage.library()
        var reading = Reading([("tkid", 2), ("tcap", 2)], [(1, .wornBy, 0)])
        reading.framing = [.symmetrical]
        let scene = try SketchStage.scene(reading, seed: seed)
        for kid in scene.items where kid.subject == "tkid" {
            let (head, _) = try #require(kid.anchor(.head, in: library))
            let hats = scene.items.filter { $0.subject == "tcap" }
            #expect(
                hats.contains { $0.place(ScenePoint(x: 50, y: 170), in: library).distance(to: head) < 0.5 }
            )
        }
    }

    @Test(arguments: [Framing.symmetrical, .centred], seeds)
    func `what is centred is in the middle`(framing: Framing, seed: Int) throws {
        let box = try box(scene([("cat", 1)], [framing], seed: seed), "cat")
        #expect(abs(box.centre.x - 500) < 30)
    }

    @Test func `one alone is near a third more often than not`() throws {
        let places = try (1...20).map { try box(scene([("cat", 1)], [], seed: $0), "cat").centre.x }
        #expect(places.count { abs($0 - 500) > 50 } > 12)
        #expect(places.contains { $0 < 480 } && places.contains { $0 > 520 })
    }
}
