import Kernel
import Testing

@testable import Engines

/// What instructions make of a picture, and what they leave as it is.
struct SketchEditingTests {
    private func edited(_ text: String, _ scene: Scene) throws -> SceneEdit {
        let library = try SketchStubs.library()
        let instruction = SceneInstruction(text, for: scene, library: library)
        return SceneEditor(library: library).apply(instruction, to: scene)
    }

    private func after(_ text: String, _ scene: Scene) throws -> Scene {
        let edited = try edited(text, scene).scene
        #expect(edited.isSound)
        return edited
    }

    private func box(_ item: Scene.Item) throws -> SceneBox {
        try #require(PlacedItem(item, library: try SketchStubs.library())).box
    }

    @Test(arguments: [
        "make it night", "make it rain", "change the style to ink wash", "cosy", "autumn",
        "make the sky pink",
    ])
    func `the backdrop changes and everything stays where it is`(text: String) throws {
        let scene = try SketchStubs.scene()
        let edited = try after(text, scene)
        #expect(edited.items == scene.items)
        #expect(edited != scene)
    }

    @Test(arguments: ["add a moon", "add three stars", "add a horse", "加一隻狐狸", "add two flowers and a box"])
    func `what is added finds a free place, the rest stays`(text: String) throws {
        let scene = try SketchStubs.scene()
        let edited = try after(text, scene)
        let old = edited.items.filter { scene.items.contains($0) }
        #expect(old.count == scene.items.count && edited.items.count > scene.items.count)
        for item in edited.items where !scene.items.contains(item) {
            let box = try box(item)
            #expect(edited.canvas.box.contains(box, within: 1))
            for other in scene.items {
                let covered = box.overlap(with: try self.box(other))
                #expect(covered < 0.3 * min(box.area, try self.box(other).area))
            }
        }
    }

    @Test(arguments: [
        (3, "three cats"), (5, "五隻貓"), (2, "another cat"), (12, "twenty cats"), (0, "remove the cat"),
    ])
    func `counting keeps the copies that are there`(count: Int, text: String) throws {
        let scene = try SketchStubs.scene()
        let edited = try after(text, scene)
        let cats = edited.items.filter { $0.subject == "cat" }
        #expect(cats.count == count)
        if count > 0 { #expect(cats.contains(try #require(scene.items.first { $0.subject == "cat" }))) }
        #expect(edited.items.filter { $0.subject != "cat" } == scene.items.filter { $0.subject != "cat" })
    }

    @Test func `taking some away leaves the others where they are`() throws {
        let scene = try SketchStubs.scene("five cats and a tree")
        let edited = try after("two cats", scene)
        let cats = edited.items.filter { $0.subject == "cat" }
        #expect(cats.count == 2)
        #expect(cats.allSatisfy(scene.items.contains))
    }

    @Test func `bigger is bigger about the feet`() throws {
        let scene = try SketchStubs.scene()
        let edited = try after("make the cat a bit bigger", scene)
        let (old, new) = try (
            #require(scene.items.first { $0.subject == "cat" }),
            #require(edited.items.first { $0.subject == "cat" })
        )
        #expect(new.scale > old.scale * 1.1)
        #expect(abs(new.foot.y - old.foot.y) < 1)
        #expect(edited.items.filter { $0.subject != "cat" } == scene.items.filter { $0.subject != "cat" })
    }

    @Test(arguments: [(-1.0, "move the cat to the left"), (1.0, "把貓往右移")])
    func `what moves along keeps its line, its size and what it wears`(side: Double, text: String) throws {
        let scene = try SketchStubs.scene("a cat wearing a hat")
        let edited = try after(text, scene)
        let steps = zip(scene.items, edited.items).map { $1.foot - $0.foot }
        #expect(steps.allSatisfy { $0.x * side > 5 && abs($0.y) < 1 }, "\(steps)")
        #expect(edited.items.map(\.scale) == scene.items.map(\.scale))
    }

    @Test func `nothing moves out of the picture`() throws {
        var scene = try SketchStubs.scene("a girl wearing a hat and a moon")
        for _ in 0..<6 { scene = try after("move everything to the right", scene) }
        for _ in 0..<6 { scene = try after("move the moon up", scene) }
        for item in scene.items {
            #expect(scene.canvas.box.contains(try box(item), within: 2), "\(item.subject)")
        }
    }

    @Test func `what is held goes nowhere alone, and that is told`() throws {
        let scene = try SketchStubs.scene("a cat wearing a hat")
        let edit = try edited("move the hat to the left", scene)
        #expect(edit.scene == scene)
        #expect(edit.notes == [Note(.instructionPartlyUnderstood, words: ["to the left"])])
    }

    @Test func `nothing grows out of the picture`() throws {
        var scene = try SketchStubs.scene("a girl wearing a hat and a house")
        for _ in 0..<6 { scene = try after("make everything much bigger", scene) }
        for item in scene.items {
            #expect(scene.canvas.box.contains(try box(item), within: 2), "\(item.subject)")
        }
    }

    @Test(arguments: [("the cat should be black", "#2b2a2e"), ("紅色的貓", "#d63b2f")])
    func `a colour is taken on`(text: String, colour: String) throws {
        let scene = try SketchStubs.scene()
        let cat = try #require(try after(text, scene).items.first { $0.subject == "cat" })
        #expect(cat.colours == [colour])
    }

    @Test func `faces and poses change, and what cannot be shown is told`() throws {
        let scene = try SketchStubs.scene()
        #expect(
            try after("make the cat angry", scene).items.contains {
                $0.subject == "cat" && $0.expression == "angry"
            }
        )
        #expect(try after("make the cat sleep", scene).items.contains { $0.subject == "cat-sleeping" })
        #expect(
            try after("make the dog sleep", scene).items.contains {
                $0.subject == "dog" && $0.expression == "asleep"
            }
        )
        let edit = try edited("make the dog dance", scene)
        #expect(edit.scene == scene)
        #expect(edit.notes == [Note(.instructionPartlyUnderstood, words: ["dance"])])
    }

    @Test func `what replaces something stands in its place`() throws {
        let scene = try SketchStubs.scene()
        let edited = try after("replace the dog with a red fox", scene)
        let (dog, fox) = try (
            #require(scene.items.first { $0.subject == "dog" }),
            #require(edited.items.first { $0.subject == "fox" })
        )
        #expect(fox.foot == dog.foot && fox.group == dog.group && fox.colours == ["#d63b2f"])
        #expect(!edited.items.contains { $0.subject == "dog" })
        #expect(edited.items.count == scene.items.count)
    }

    @Test func `a moon in the place of a dog rises into the sky`() throws {
        let edited = try after("replace the dog with a moon", SketchStubs.scene())
        let moon = try #require(edited.items.first { $0.subject == "moon" })
        #expect(try !moon.isGrounded && box(moon).centre.y < edited.backdrop.horizon)
    }

    @Test func `a hat goes to the head of whoever gets it, and away with them`() throws {
        let scene = try SketchStubs.scene()
        let dressed = try after("give the cat a hat", scene)
        let library = try SketchStubs.library()
        let hat = try #require(dressed.items.firstIndex { $0.subject == "hat" })
        let cat = try #require(dressed.items.firstIndex { $0.subject == "cat" })
        #expect(
            SceneTree(dressed, library: library).support(of: hat)
                == SceneSupport(place: cat, relation: .wornBy)
        )
        #expect(hat > cat)
        let alone = try after("remove the cat", dressed)
        #expect(!alone.items.contains { ["hat", "cat"].contains($0.subject) })
    }

    @Test func `hats fit whoever comes in the place of who wore them`() throws {
        let dressed = try SketchStubs.scene("a cat wearing a hat, a tree")
        let edited = try after("replace the cat with a horse", dressed)
        let hat = try #require(edited.items.firstIndex { $0.subject == "hat" })
        let horse = try #require(edited.items.firstIndex { $0.subject == "horse" })
        let tree = SceneTree(edited, library: try SketchStubs.library())
        #expect(tree.support(of: hat) == SceneSupport(place: horse, relation: .wornBy))
    }

    @Test func `what was on something comes down when that goes`() throws {
        let scene = try SketchStubs.scene("a cat on a table, a tree")
        let edited = try after("remove the table", scene)
        let table = try #require(scene.items.first { $0.subject == "table" })
        let cat = try #require(edited.items.first { $0.subject == "cat" })
        #expect(cat.isGrounded)
        #expect(abs(cat.foot.y - table.foot.y) < 1)
    }

    @Test func `what is in a box stays in it when something is added or taken away`() throws {
        let scene = try SketchStubs.scene("a cat in a box and a moon")
        for text in ["remove the moon", "add three stars", "add a house"] {
            let edited = try after(text, scene)
            let cat = try #require(edited.items.first { $0.subject == "cat" })
            #expect(edited.items[try #require(cat.container)].subject == "box")
        }
    }

    @Test func `what is there can be put elsewhere`() throws {
        let scene = try SketchStubs.scene()
        let edited = try after("put the cat on the house", scene)
        let cat = try #require(edited.items.firstIndex { $0.subject == "cat" })
        let house = try #require(edited.items.firstIndex { $0.subject == "house" })
        let tree = SceneTree(edited, library: try SketchStubs.library())
        #expect(tree.support(of: cat) == SceneSupport(place: house, relation: .on))
        #expect(edited.items.count == scene.items.count)
    }

    @Test(arguments: SketchSupport.settings)
    func `in another place everything stands on its ground`(setting: String) throws {
        let scene = try SketchStubs.scene("a cat, a house and a bird in the forest")
        let library = try SketchStubs.library()
        let place = try #require(library.settings[setting])
        let edited = try after(try #require(place.words["en"]?.first), scene)
        for item in edited.items {
            #expect(edited.canvas.box.contains(try box(item), within: 2))
            guard item.isGrounded else { continue }
            let depth =
                (item.foot.y - edited.backdrop.horizon) / (edited.canvas.height - edited.backdrop.horizon)
            #expect((place.ground.lowerBound - 0.02...1).contains(depth))
        }
        #expect(edited.items.map(\.subject) == scene.items.map(\.subject))
    }

    @Test func `text comes, changes and goes, clear of everything`() throws {
        let scene = try SketchStubs.scene("a girl, a house and a moon")
        let written = try after("add the text \"Good night\"", scene)
        let text = try #require(written.text)
        for item in written.items { #expect(text.box.overlap(with: try box(item)) < 2, "\(item.subject)") }
        let changed = try after("change the text to \"Bye\"", written)
        #expect(changed.text?.lines == ["Bye"])
        #expect(try after("remove the text", changed).text == nil)
    }

    @Test(arguments: ["another arrangement", "as a close-up", "from above", "換個排列"])
    func `another arrangement shows the same things in the same looks`(text: String) throws {
        let scene = try SketchStubs.scene("two red cats wearing hats, a wooden house \"Hi\"")
        let edited = try after(text, scene)
        #expect(edited != scene)
        #expect(edited.items.map(\.subject).sorted() == scene.items.map(\.subject).sorted())
        #expect(
            Set(edited.items.map { [$0.subject] + $0.colours })
                == Set(scene.items.map { [$0.subject] + $0.colours })
        )
        #expect(edited.items.contains { $0.subject == "house" && $0.material == "wood" })
        #expect(edited.text?.lines == scene.text?.lines)
        let tree = SceneTree(edited, library: try SketchStubs.library())
        for place in edited.items.indices where edited.items[place].subject == "hat" {
            #expect(tree.support(of: place)?.relation == .wornBy)
        }
    }

    @Test(arguments: ["three cats", "add a moon", "replace the dog with a fox", "another arrangement"])
    func `the same instruction makes the same picture`(text: String) throws {
        let scene = try SketchStubs.scene()
        #expect(try after(text, scene) == after(text, scene))
    }

    @Test func `a scene that was edited by hand into nonsense stays as it is`() throws {
        var scene = try SketchStubs.scene()
        scene.items[0].scale = 1_000_000
        #expect(try edited("three cats", scene).scene == scene)
    }

    @Test(
        .timeLimit(.minutes(5)),
        arguments: ["bigger", "three cats", "add a moon", "換個排列", "海邊", "remove the cat"]
    )
    func `a crowded scene is changed`(text: String) throws {
        var scene = try SketchStubs.scene()
        let cat = try #require(scene.items.first { $0.subject == "cat" })
        while scene.items.count < Scene.mostItems {
            var copy = cat
            copy.isGrounded = scene.items.count.isMultiple(of: 2)
            copy.foot.x = Double(scene.items.count) * 5
            copy.container = scene.items.count.isMultiple(of: 7) ? scene.items.count - 1 : nil
            scene.items.append(copy)
        }
        #expect(scene.isSound)
        #expect(try edited(text, scene).scene.isSound)
    }
}
