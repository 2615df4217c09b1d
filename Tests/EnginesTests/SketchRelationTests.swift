import Kernel
import Testing

@testable import Engines

/// Relations, as geometry.
struct SketchRelationTests {
    private static let seeds = Array(1...6)

    /// The boxes of the two things of a prompt, by subject.
    private func boxes(
        _ prompt: String,
        _ figure: String,
        _ ground: String,
        seed: Int
    ) throws -> (
        figure: SceneBox, ground: SceneBox, scene: Scene
    ) {
        let library = try SketchSupport.library()
        let scene = try SketchSupport.scene(prompt, seed: seed)
        let one = try #require(scene.items.first { $0.subject == figure })
        let two = try #require(scene.items.first { $0.subject == ground })
        return (one.box(in: library), two.box(in: library), scene)
    }

    @Test(arguments: ["house", "car", "castle", "mushroom", "dog", "cup"], seeds)
    func `what is on a thing rests on its outline`(ground: String, seed: Int) throws {
        let library = try SketchSupport.library()
        let scene = try SketchSupport.scene("a bird on a \(ground)", seed: seed)
        let bird = try #require(scene.items.first { $0.subject == "bird" }).box(in: library)
        let item = try #require(scene.items.first { $0.subject == ground })
        let subject = try #require(library.subjects[ground])
        let box = item.box(in: library)
        #expect((box.left...box.right).contains(bird.centre.x))
        let offset = (bird.centre.x - item.foot.x) / item.scale * (item.isFlipped ? -1 : 1)
        let reach = bird.width * 0.25 / item.scale
        let column = subject.foot.x + offset
        let top = try #require(subject.skyline.top(from: column - reach, to: column + reach))
        let seat = item.foot.y + (top - subject.foot.y) * item.scale
        #expect(abs(bird.bottom - seat) < scene.canvas.unit * 0.03)
    }

    @Test(arguments: seeds)
    func `what is under a tree stands below its crown`(seed: Int) throws {
        let (cat, tree, _) = try boxes("a cat under a tree", "cat", "tree", seed: seed)
        #expect(cat.top > tree.top + tree.height * 0.3)
        #expect(tree.left < cat.centre.x && cat.centre.x < tree.right)
        #expect(abs(cat.bottom - tree.bottom) < tree.height * 0.12)
    }

    @Test(arguments: ["cat", "house"], seeds)
    func `what is above is higher and over it`(ground: String, seed: Int) throws {
        let (balloon, below, _) = try boxes("a balloon above a \(ground)", "balloon", ground, seed: seed)
        #expect(balloon.bottom < below.top + 1)
        #expect(abs(balloon.centre.x - below.centre.x) < max(balloon.width, below.width))
    }

    @Test(arguments: seeds)
    func `the moon is above what is under it`(seed: Int) throws {
        let (moon, house, _) = try boxes("a house under the moon", "moon", "house", seed: seed)
        #expect(moon.bottom < house.top)
    }

    @Test(arguments: seeds)
    func `what is beside stands clear at the same level`(seed: Int) throws {
        let (dog, house, scene) = try boxes("a dog beside a house", "dog", "house", seed: seed)
        #expect(dog.right <= house.left || dog.left >= house.right)
        #expect(abs(dog.bottom - house.bottom) < scene.canvas.unit * 0.05)
    }

    @Test(arguments: seeds)
    func `what is behind is painted first, farther up, and can be seen`(seed: Int) throws {
        let (tree, house, scene) = try boxes("a tree behind a car", "tree", "car", seed: seed)
        #expect(tree.bottom < house.bottom)
        #expect(tree.overlap(with: house) < tree.area * 0.6)
        #expect(
            scene.items.firstIndex { $0.subject == "tree" } ?? 9 < scene.items.firstIndex {
                $0.subject == "car"
            } ?? 0
        )
    }

    @Test(arguments: seeds)
    func `what is in front is painted last and nearer`(seed: Int) throws {
        let (dog, house, scene) = try boxes("a dog in front of a house", "dog", "house", seed: seed)
        #expect(dog.bottom > house.bottom)
        #expect(scene.items.last?.subject == "dog")
    }

    @Test(arguments: ["a house between two trees", "兩棵樹之間有一座房子"], seeds)
    func `what is between has one on either side`(prompt: String, seed: Int) throws {
        let library = try SketchSupport.library()
        let scene = try SketchSupport.scene(prompt, seed: seed)
        let house = try #require(scene.items.first { $0.subject == "house" }).box(in: library).centre.x
        let trees = scene.items.filter { $0.subject == "tree" }.map { $0.box(in: library).centre.x }
        #expect(trees.count == 2)
        #expect(trees.contains { $0 < house } && trees.contains { $0 > house })
    }

    @Test(arguments: seeds)
    func `two different grounds have what is between them in their middle`(seed: Int) throws {
        let library = try SketchSupport.library()
        let scene = try SketchSupport.scene("a dog between a cat and a rabbit", seed: seed)
        let middles = Dictionary(
            scene.items.map { ($0.subject, $0.box(in: library).centre.x) },
            uniquingKeysWith: { first, _ in first }
        )
        let (cat, dog, rabbit) = try (
            #require(middles["cat"]), #require(middles["dog"]), #require(middles["rabbit"])
        )
        #expect((cat < dog) == (dog < rabbit))
    }

    @Test func `relations in a circle still place everyone`() throws {
        let scene = try SketchSupport.scene("a cat on a dog. The dog on the cat.")
        #expect(Set(scene.items.map(\.subject)) == ["cat", "dog"])
    }

    // MARK: Many

    @Test(arguments: [Relation.inFront, .behind, .beside, .under, .above, .on, .between], seeds)
    func `of many that stand in a relation every one is seen`(relation: Relation, seed: Int) throws {
        let library = try SketchStage.library()
        let grounds = relation == .between ? 2 : 1
        let reading = Reading([("house", grounds), ("flower", 5)], [(1, relation, 0)])
        let scene = try SketchStage.scene(reading, seed: seed)
        #expect(scene.items.count == 5 + grounds)
        for (place, item) in scene.items.enumerated() where item.subject == "flower" {
            let most = relation == .behind ? 0.55 : 0.3
            #expect(Visibility(scene, library).hidden(place) <= most, "\(place)")
        }
    }

    @Test(arguments: seeds)
    func `birds on a roof do not sit on each other`(seed: Int) throws {
        let library = try SketchStage.library()
        let scene = try SketchStage.scene(Reading([("house", 1), ("bird", 3)], [(1, .on, 0)]), seed: seed)
        let birds = scene.items.filter { $0.subject == "bird" }.map { $0.box(in: library) }
            .sorted { $0.centre.x < $1.centre.x }
        #expect(zip(birds, birds.dropFirst()).allSatisfy { $1.centre.x - $0.centre.x > $0.width * 0.8 })
    }

    @Test(arguments: seeds)
    func `a cow over the moon is higher than the moon`(seed: Int) throws {
        let library = try SketchStage.library()
        let scene = try SketchStage.scene(Reading([("dog", 1), ("moon", 1)], [(0, .above, 1)]), seed: seed)
        let dog = try #require(scene.items.first { $0.subject == "dog" })
        let moon = try #require(scene.items.first { $0.subject == "moon" }).box(in: library)
        #expect(dog.box(in: library).bottom < moon.top + 1)
        #expect(!dog.isGrounded)
    }

    @Test(arguments: seeds)
    func `in a tall picture the moon above a house is in the sky`(seed: Int) throws {
        let library = try SketchStage.library()
        let scene = try SketchStage.scene(
            Reading([("house", 1), ("moon", 1)], [(1, .above, 0)]),
            seed: seed,
            size: PixelSize(width: 256, height: 1_536)
        )
        let moon = try #require(scene.items.first { $0.subject == "moon" }).box(in: library)
        #expect(moon.bottom < scene.backdrop.horizon)
    }

    @Test(arguments: [("beside", "behind"), ("in_front", "under")], seeds)
    func `whoever has two neighbours stands in both relations`(pair: (String, String), seed: Int) throws {
        let relations = [pair.0, pair.1].compactMap { Relation(rawValue: $0) }
        let claims = [(0, relations[0], 1), (0, relations[1], 2)]
        let scene = try SketchStage.scene(
            Reading([("cat", 1), ("house", 1), ("tree", 1)], claims),
            seed: seed
        )
        #expect(Set(scene.items.map(\.subject)) == ["cat", "house", "tree"])
        let library = try SketchStage.library()
        let boxes = scene.items.map { $0.box(in: library) }
        let all = try #require(boxes.dropFirst().reduce(boxes.first) { $0?.union($1) })
        // One group, none of them somewhere else.
        #expect(
            boxes.allSatisfy { box in
                boxes.contains { $0 != box && $0.inset(byX: -60, y: -60).overlap(with: box) > 0 }
            }
        )
        #expect(all.height < scene.canvas.height)
    }
}
