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
}
