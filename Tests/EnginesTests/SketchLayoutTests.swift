import Kernel
import Testing

@testable import Engines

/// What every picture keeps, whatever is in it and whatever shape it has.
struct SketchLayoutTests {
    private static let shapes = [
        "1024x1024", "2048x256", "256x2048", "1280x720", "720x1280", "1536x512", "512x1536",
    ].compactMap { PixelSize($0) }

    private static let crowds: [[(String, Int)]] = [
        [("cat", 1)], [("house", 1), ("tree", 1)], [("dog", 3), ("bird", 2)], [("cat", 12)],
        [("flower", 12), ("tree", 4), ("dog", 2), ("kite", 1)],
        [("whale", 1), ("boat", 3), ("lighthouse", 1)],
        [("castle", 1), ("fox", 1), ("moon", 1), ("star", 5)], [("balloon", 9)],
        [("person", 7), ("car", 3), ("bicycle", 2), ("umbrella", 4)],
        [("cat", 12), ("dog", 12), ("rabbit", 12), ("tree", 4)],
    ]

    private func reading(_ crowd: Int) -> Reading { Reading(Self.crowds[crowd]) }

    @Test(arguments: shapes, crowds.indices)
    func `as many as were asked for are in the picture, clear of each other`(
        size: PixelSize,
        crowd: Int
    ) throws {
        let library = try SketchStage.library()
        for seed in 1...2 {
            let scene = try SketchStage.scene(reading(crowd), seed: seed, size: size)
            #expect(scene.items.count == Self.crowds[crowd].reduce(0) { $0 + $1.1 })
            for (place, item) in scene.items.enumerated() {
                #expect(scene.canvas.box.contains(item.box(in: library), within: 1), "\(item.subject)")
                let hidden = Visibility(scene, library).hidden(place)
                #expect(hidden <= 0.2, "\(item.subject) seed \(seed)")
            }
        }
    }

    @Test(arguments: crowds.indices)
    func `what is nearer is painted later and drawn larger`(crowd: Int) throws {
        let scene = try SketchStage.scene(reading(crowd), seed: 3)
        let standing = scene.items.filter(\.isGrounded)
        #expect(standing.map(\.foot.y) == standing.map(\.foot.y).sorted())
        for group in Set(standing.map(\.group)) {
            let copies = standing.filter { $0.group == group }
            guard let far = copies.first, let near = copies.last, near.foot.y > far.foot.y + 20 else {
                continue
            }
            #expect(near.scale > far.scale)
        }
    }

    @Test(arguments: [1, 2, 4, 8], 1...4)
    func `the weight of a picture is about its middle`(crowd: Int, seed: Int) throws {
        let library = try SketchStage.library()
        let scene = try SketchStage.scene(reading(crowd), seed: seed)
        let boxes = scene.items.map { $0.box(in: library) }
        let weight = boxes.reduce(0) { $0 + $1.area }
        let moment = boxes.reduce(0) { $0 + $1.area * $1.centre.x }
        #expect((0.36...0.64).contains(moment / weight / scene.canvas.width))
    }

    @Test(arguments: ["2048x256", "1536x512"], 1...4)
    func `a wide picture is used from side to side`(size: String, seed: Int) throws {
        let library = try SketchStage.library()
        let scene = try SketchStage.scene(reading(4), seed: seed, size: try #require(PixelSize(size)))
        let boxes = scene.items.map { $0.box(in: library) }
        let all = try #require(boxes.dropFirst().reduce(boxes.first) { $0?.union($1) })
        #expect(all.width > scene.canvas.width * 0.55)
    }

    @Test(arguments: ["256x2048", "512x1536"], 1...4)
    func `a tall picture stacks its things on several levels`(size: String, seed: Int) throws {
        let scene = try SketchStage.scene(
            Reading([("house", 1), ("tree", 1), ("cat", 1)]),
            seed: seed,
            size: try #require(PixelSize(size))
        )
        let feet = scene.items.map(\.foot.y).sorted()
        #expect(zip(feet, feet.dropFirst()).allSatisfy { $1 - $0 > scene.canvas.unit * 0.1 })
    }

    @Test func `ten seeds are ten pictures`() throws {
        let scenes = try (1...10).map {
            try SketchStage.scene(Reading([("house", 1), ("cat", 2)]), seed: $0)
        }
        let places = scenes.map { scene in
            scene.items.flatMap { [($0.foot.x / 40).rounded(), ($0.foot.y / 40).rounded()] }
        }
        #expect(Set(places).count == 10)
        #expect(Set(scenes.flatMap(\.items).filter { $0.subject == "house" }.map(\.palette)).count > 2)
        #expect(Set(scenes.map { $0.items.first?.isFlipped }).count == 2)
        #expect(Set(scenes.map(\.backdrop.horizon)).count > 6)
    }

    @Test func `rows are not drawn up like soldiers`() throws {
        let scene = try SketchStage.scene(Reading([("cat", 6)]))
        let feet = Set(scene.items.map { ($0.foot.y / 8).rounded() })
        #expect(feet.count > 3)
    }

    @Test(arguments: 1...8)
    func `who looks to a side mostly looks into the picture`(seed: Int) throws {
        let scene = try SketchStage.scene(Reading([("dog", 1), ("fox", 1)]), seed: seed)
        let outwards = scene.items.filter { item in
            let aside = item.foot.x - scene.canvas.width / 2
            return abs(aside) > 100 && (aside > 0) == item.isFlipped
        }
        #expect(outwards.count < 2)
    }

    @Test(arguments: shapes, [0, 4, 7])
    func `text leaves room, and is left room`(size: PixelSize, crowd: Int) throws {
        let library = try SketchStage.library()
        for seed in 1...4 {
            var reading = reading(crowd)
            reading.quoted = ["Once upon a time"]
            let scene = try SketchStage.scene(reading, seed: seed, size: size)
            let text = try #require(scene.text)
            #expect(scene.canvas.box.contains(text.box))
            for item in scene.items {
                #expect(text.box.overlap(with: item.box(in: library)) < 1, "\(item.subject)")
            }
        }
    }

    @Test(.timeLimit(.minutes(5)), arguments: shapes)
    func `the fullest picture is composed`(size: PixelSize) throws {
        _ = try SketchStage.scene(reading(9), size: size)
    }

    @Test(arguments: 1...60)
    func `whatever is said of whatever, a sound scene within its frame comes of it`(seed: Int) throws {
        let library = try SketchStage.library()
        var dice = Dice(UInt32(seed), for: .text)
        let ids = library.subjects.values.filter { $0.poseOf == nil }.map(\.id).sorted()
        let count = 1 + dice.index(6)
        let things = (0..<count).map { _ in (ids[dice.index(ids.count)], [1, 1, 2, 5, 12][dice.index(5)]) }
        let claims = (0..<dice.index(4)).map { _ in
            let relation = Relation.allCases[dice.index(Relation.allCases.count)]
            return (dice.index(count), relation, dice.index(count))
        }
        var reading = Reading(things, claims)
        reading.framing = dice.chance(0.4) ? [Framing.allCases[dice.index(Framing.allCases.count)]] : []
        reading.quoted = dice.chance(0.3) ? ["Hello"] : []
        let size = Self.shapes[dice.index(Self.shapes.count)]
        let scene = try SketchStage.scene(reading, seed: seed, size: size)
        #expect(SceneWriter(scene, library: library) != nil)
        for item in scene.items {
            #expect(scene.canvas.box.contains(item.box(in: library), within: 1), "\(item.subject)")
            #expect(item.container.map { scene.items.indices.contains($0) } ?? true)
        }
    }
}
