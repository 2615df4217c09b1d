import Kernel
import Testing

@testable import Engines

/// What is held, worn, sat on and put into things.
struct SketchCarriedTests {
    private static let seeds = Array(1...6)

    private func items(_ scene: Scene, _ subject: String) -> [Scene.Item] {
        scene.items.filter { $0.subject == subject }
    }

    // MARK: In the hand

    @Test(arguments: ["tbloon", "tball"], seeds)
    func `what is held lies on the hand, however it is posed`(thing: String, seed: Int) throws {
        let library = try SketchStage.library()
        let scene = try SketchStage.scene(Reading([("tkid", 1), (thing, 1)], [(1, .heldBy, 0)]), seed: seed)
        let kid = try #require(items(scene, "tkid").first)
        let held = try #require(items(scene, thing).first)
        let (hand, _) = try #require(kid.anchor(.hand, in: library))
        let grip = Holding.grip(of: try SketchStage.subject(thing))
        #expect(held.place(grip, in: library).distance(to: hand) < 0.5)
        #expect(scene.items.last?.subject == thing)
        #expect(!held.isGrounded)
    }

    @Test(arguments: seeds)
    func `nobody holds more than they could lift`(seed: Int) throws {
        let library = try SketchStage.library()
        for thing in ["tbloon", "tball"] {
            let scene = try SketchStage.scene(
                Reading([("tkid", 1), (thing, 1)], [(1, .heldBy, 0)]),
                seed: seed
            )
            let kid = try #require(items(scene, "tkid").first).box(in: library)
            let held = try #require(items(scene, thing).first).box(in: library)
            #expect(held.height <= kid.height * 0.91)
        }
    }

    @Test(arguments: seeds)
    func `what is too large to be held stands beside its holder and touches`(seed: Int) throws {
        let library = try SketchStage.library()
        let scene = try SketchStage.scene(
            Reading([("tkid", 1), ("house", 1)], [(1, .heldBy, 0)]),
            seed: seed
        )
        let kid = try #require(items(scene, "tkid").first).box(in: library)
        let house = try #require(items(scene, "house").first)
        let box = house.box(in: library)
        #expect(house.isGrounded)
        #expect(box.height > kid.height)
        let gap = max(box.left - kid.right, kid.left - box.right)
        #expect(gap < 1 && gap > -box.width * 0.1)
    }

    @Test(arguments: [2, 3, 5], seeds)
    func `holders have one each`(count: Int, seed: Int) throws {
        let library = try SketchStage.library()
        let reading = Reading([("tkid", count), ("tbloon", 3)], [(1, .heldBy, 0)]).uncounted(1)
        let scene = try SketchStage.scene(reading, seed: seed)
        #expect(items(scene, "tbloon").count == count)
        let grips = items(scene, "tbloon").map { $0.place(ScenePoint(x: 50, y: 196), in: library) }
        for kid in items(scene, "tkid") {
            let (hand, _) = try #require(kid.anchor(.hand, in: library))
            #expect(grips.count { $0.distance(to: hand) < 0.5 } == 1)
        }
    }

    @Test func `several in one hand fan out from it`() throws {
        let library = try SketchStage.library()
        let scene = try SketchStage.scene(Reading([("tkid", 1), ("tbloon", 3)], [(1, .heldBy, 0)]))
        let (hand, _) = try #require(items(scene, "tkid").first?.anchor(.hand, in: library))
        let held = items(scene, "tbloon")
        #expect(held.allSatisfy { $0.place(ScenePoint(x: 50, y: 196), in: library).distance(to: hand) < 0.5 })
        #expect(Set(held.map(\.turn)).count == 3)
    }

    @Test func `one kite that was counted is held by one of three`() throws {
        let scene = try SketchStage.scene(Reading([("tkid", 3), ("tbloon", 1)], [(1, .heldBy, 0)]))
        #expect(items(scene, "tbloon").count == 1)
    }

    @Test(arguments: ["cat", "house"])
    func `who has no hands holds things before them`(holder: String) throws {
        let library = try SketchStage.library()
        let scene = try SketchStage.scene(Reading([(holder, 1), ("tball", 1)], [(1, .heldBy, 0)]))
        let box = try #require(items(scene, holder).first).box(in: library)
        let held = try #require(items(scene, "tball").first).box(in: library)
        #expect(held.overlap(with: box) > 0)
        #expect(scene.items.last?.subject == "tball")
    }

    // MARK: On head, eyes and back

    @Test(arguments: ["tcap", "tspecs"], seeds)
    func `what is worn lies on its anchor, as wide as that is`(
        worn: String,
        seed: Int
    ) throws {
        let library = try SketchStage.library()
        let scene = try SketchStage.scene(
            Reading([("tkid", 1), (worn, 1)], [(1, .wornBy, 0)]),
            seed: seed
        )
        let kid = try #require(items(scene, "tkid").first)
        let thing = try #require(items(scene, worn).first)
        let fitting = try #require(try SketchStage.subject(worn).worn)
        let (anchor, radius) = try #require(kid.anchor(fitting.anchor, in: library))
        #expect(thing.place(fitting.at, in: library).distance(to: anchor) < 0.5)
        #expect(abs(fitting.span * thing.scale - radius * 2) < radius * 0.02)
        #expect(scene.items.last?.subject == worn)
    }

    @Test(arguments: seeds)
    func `a hat leans with the head`(seed: Int) throws {
        let scene = try SketchStage.scene(Reading([("tkid", 1), ("tcap", 1)], [(1, .wornBy, 0)]), seed: seed)
        let kid = try #require(items(scene, "tkid").first)
        let nod = try #require(kid.pose["nod"]) * (kid.isFlipped ? -1 : 1)
        #expect(abs((items(scene, "tcap").first?.turn ?? 99) - nod) < 0.02)
    }

    @Test func `a cape is painted before its wearer`() throws {
        let scene = try SketchStage.scene(Reading([("tkid", 1), ("tcape", 1)], [(1, .wornBy, 0)]))
        #expect(scene.items.map(\.subject) == ["tcape", "tkid"])
    }

    @Test func `hats are stacked`() throws {
        let library = try SketchStage.library()
        let scene = try SketchStage.scene(Reading([("tkid", 1), ("tcap", 3)], [(1, .wornBy, 0)]))
        let tops = items(scene, "tcap").map { $0.box(in: library).top }
        #expect(tops.count == 3)
        #expect(zip(tops, tops.dropFirst()).allSatisfy { $1 < $0 - 10 })
    }

    @Test(arguments: [1, 3], seeds)
    func `every wearer has a hat, by a plural as by one`(said: Int, seed: Int) throws {
        let library = try SketchStage.library()
        let reading = Reading([("tkid", 4), ("tcap", said)], [(1, .wornBy, 0)])
        let scene = try SketchStage.scene(reading.uncounted(1), seed: seed)
        let hats = items(scene, "tcap").map { $0.place(ScenePoint(x: 50, y: 170), in: library) }
        #expect(hats.count == 4)
        for kid in items(scene, "tkid") {
            let (head, _) = try #require(kid.anchor(.head, in: library))
            #expect(hats.contains { $0.distance(to: head) < 0.5 })
        }
    }

    @Test func `several kinds of wearers share out the hats`() throws {
        var reading = Reading([("tkid", 2), ("cat", 1), ("tcap", 3)])
        reading.claims = [Reading.Claim(figures: [2], relation: .wornBy, grounds: [0, 1])]
        let scene = try SketchStage.scene(reading.uncounted(2))
        #expect(items(scene, "tcap").count == 3)
        #expect(scene.items.count == 6)
    }

    @Test(arguments: ["tball on tkid", "tcap on cat", "tcap on house", "tball on house"], seeds)
    func `without an anchor or a fitting things are worn on top`(who: String, seed: Int) throws {
        let names = who.split(separator: " ").map(String.init)
        let pair = (names[0], names[2])
        let library = try SketchStage.library()
        let scene = try SketchStage.scene(
            Reading([(pair.1, 1), (pair.0, 1)], [(1, .wornBy, 0)]),
            seed: seed
        )
        let wearer = try #require(items(scene, pair.1).first).box(in: library)
        let worn = try #require(items(scene, pair.0).first).box(in: library)
        #expect((wearer.left...wearer.right).contains(worn.centre.x))
        #expect(worn.top < wearer.top)
        #expect(worn.bottom > wearer.top - 1 && worn.bottom < wearer.top + wearer.height * 0.4)
    }

    // MARK: Inside

    @Test(arguments: [1, 2, 3], seeds)
    func `what is inside is within the room and names its container`(count: Int, seed: Int) throws {
        let library = try SketchStage.library()
        let scene = try SketchStage.scene(
            Reading([("tbox", 1), ("cat", count)], [(1, .inside, 0)]),
            seed: seed
        )
        let place = try #require(scene.items.firstIndex { $0.subject == "tbox" })
        let box = scene.items[place]
        let floor = box.place(ScenePoint(x: 0, y: 180), in: library).y
        let sides = [10.0, 90].map { box.place(ScenePoint(x: $0, y: 0), in: library).x }.sorted()
        #expect(items(scene, "cat").count == count)
        for cat in items(scene, "cat") {
            let drawn = cat.box(in: library)
            #expect(cat.container == place)
            #expect(!cat.isGrounded)
            #expect(drawn.left > sides[0] - drawn.width * 0.05 && drawn.right < sides[1] + drawn.width * 0.05)
            #expect(cat.foot.y <= floor + 1)
            // Enough of it looks over the front.
            #expect(box.place(ScenePoint(x: 0, y: 110), in: library).y - drawn.top > drawn.height * 0.4)
        }
    }

    @Test func `whoever is inside keeps what they wear inside`() throws {
        let reading = Reading(
            [("tbox", 1), ("tkid", 1), ("tcap", 1)],
            [(1, .inside, 0), (2, .wornBy, 1)]
        )
        let scene = try SketchStage.scene(reading)
        let box = try #require(scene.items.firstIndex { $0.subject == "tbox" })
        #expect(items(scene, "tcap").first?.container == box)
    }

    @Test func `a box in a box in a box names each the next`() throws {
        let reading = Reading(
            [("tbox", 1), ("tball", 1), ("tbox", 1)],
            [(1, .inside, 0), (0, .inside, 2)]
        )
        let scene = try SketchStage.scene(reading)
        let ball = try #require(items(scene, "tball").first)
        let inner = try #require(ball.container.map { scene.items[$0] })
        let outer = try #require(inner.container.map { scene.items[$0] })
        #expect(inner.subject == "tbox" && outer.subject == "tbox" && outer.container == nil)
    }

    // MARK: Chains

    @Test(arguments: seeds)
    func `a cat in a hat on a chair under a tree is all of that`(seed: Int) throws {
        let library = try SketchStage.library()
        let reading = Reading(
            [("tkid", 1), ("tcap", 1), ("tchair", 1), ("tree", 1)],
            [(1, .wornBy, 0), (0, .on, 2), (0, .under, 3)]
        )
        let scene = try SketchStage.scene(reading, seed: seed)
        let kid = try #require(scene.items.first { $0.subject.hasPrefix("tkid") })
        let chair = try #require(items(scene, "tchair").first)
        let tree = try #require(items(scene, "tree").first).box(in: library)
        #expect(kid.foot.distance(to: chair.place(ScenePoint(x: 50, y: 110), in: library)) < 1)
        #expect(tree.left < chair.foot.x && chair.foot.x < tree.right)
        #expect(kid.box(in: library).top > tree.top + tree.height * 0.25)
        #expect(items(scene, "tcap").count == 1)
    }

    @Test(arguments: [Relation.on, .inside, .heldBy, .wornBy])
    func `a circle is left open`(relation: Relation) throws {
        let reading = Reading([("tkid", 1), ("tbox", 1)], [(0, relation, 1), (1, relation, 0)])
        #expect(try SketchStage.scene(reading).items.count == 2)
    }

    @Test(arguments: [3, 12, 40])
    func `a tower of many stays in the picture`(count: Int) throws {
        let library = try SketchStage.library()
        let claims = (1..<count).map { ($0, Relation.on, $0 - 1) }
        let reading = Reading(Array(repeating: ("tball", 1), count: count), claims)
        let scene = try SketchStage.scene(reading)
        #expect(scene.items.count == count)
        #expect(scene.items.allSatisfy { scene.canvas.box.contains($0.box(in: library), within: 1) })
    }

    @Test(arguments: seeds)
    func `what is held leaves the face free`(seed: Int) throws {
        let library = try SketchStage.library()
        let scene = try SketchStage.scene(
            Reading([("tkid", 1), ("tbloon", 1)], [(1, .heldBy, 0)]),
            seed: seed
        )
        let kid = try #require(items(scene, "tkid").first)
        let (eyes, _) = try #require(kid.anchor(.eyes, in: library))
        let bloon = try #require(items(scene, "tbloon").first)
        // Where the face is in the balloon's own drawing.
        let upright = Affine.turn(-bloon.turn, about: bloon.foot)(eyes)
        let across = (upright.x - bloon.foot.x) / bloon.scale + 50
        let down = (upright.y - bloon.foot.y) / bloon.scale + 60
        #expect(!(10...90).contains(across) || !(4...110).contains(down))
    }

    @Test func `only the last of a list is on what is too narrow for all`() throws {
        var reading = Reading([("tkid", 1), ("house", 1), ("cat", 1), ("tchair", 1)])
        reading.claims = [Reading.Claim(figures: [0, 1, 2], relation: .on, grounds: [3])]
        let scene = try SketchStage.scene(reading)
        #expect(scene.items.filter { !$0.isGrounded }.map(\.subject) == ["cat"])
    }
}
