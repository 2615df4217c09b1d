import Kernel
import Testing

@testable import Engines

/// Which drawings are chosen, and how many of each.
struct SketchCastTests {
    private func mention(_ change: (inout Reading.Mention) -> Void, subject: String = "tkid") -> Reading {
        var reading = Reading([(subject, 1)])
        change(&reading.mentions[0])
        return reading
    }

    // MARK: Poses, faces, materials

    @Test func `a pose is a drawing of its own`() throws {
        let result = try SketchStage.composed(mention { $0.pose = "sitting" })
        #expect(result.scene.items.map(\.subject) == ["tkid-sitting"])
        #expect(result.unmet.isEmpty)
    }

    @Test func `a pose that nobody drew is told by its word`() throws {
        let result = try SketchStage.composed(
            mention {
                $0.pose = "dancing"
                $0.poseWord = "waltzing"
            }
        )
        #expect(result.scene.items.map(\.subject) == ["tkid"])
        #expect(result.unmet == ["waltzing"])
    }

    @Test(arguments: ["cat sitting", "bird flying", "kite flying", "whale swimming"])
    func `a pose that the drawing shows anyway is met`(what: String) throws {
        let names = what.split(separator: " ").map(String.init)
        let result = try SketchStage.composed(mention({ $0.pose = names[1] }, subject: names[0]))
        #expect(result.scene.items.map(\.subject) == [names[0]])
        #expect(result.unmet.isEmpty)
    }

    @Test func `who is on a seat sits, if they can`() throws {
        let seated = try SketchStage.scene(Reading([("tkid", 1), ("tchair", 1)], [(0, .on, 1)]))
        #expect(seated.items.contains { $0.subject == "tkid-sitting" })
        let standing = try SketchStage.scene(Reading([("tkid", 1), ("house", 1)], [(0, .on, 1)]))
        #expect(standing.items.contains { $0.subject == "tkid" })
    }

    @Test func `a face goes to who can make it`() throws {
        let result = try SketchStage.composed(mention { $0.expression = "sad" })
        #expect(result.scene.items.map(\.expression) == ["sad"])
        #expect(result.unmet.isEmpty)
    }

    @Test func `a face that cannot be made is told`() throws {
        let result = try SketchStage.composed(mention { $0.expression = "angry" })
        #expect(result.scene.items.map(\.expression) == [nil])
        #expect(result.unmet == ["angry"])
    }

    @Test func `a material goes to the thing`() throws {
        let scene = try SketchStage.scene(mention { $0.material = "wood" })
        #expect(scene.items.map(\.material) == ["wood"])
    }

    @Test func `a pose is no subject of its own`() throws {
        #expect(try SketchStage.scene(Reading([("tkid-sitting", 1)])).items.isEmpty)
    }

    // MARK: Counts

    @Test(arguments: [1, 2, 5, 12])
    func `counts are exact`(count: Int) throws {
        for subject in ["tkid", "balloon", "boat"] {
            #expect(try SketchStage.scene(Reading([(subject, count)])).items.count == count)
        }
    }

    @Test func `one who wears hats wears as many as the words say`() throws {
        let reading = Reading([("tkid", 1), ("tcap", 3)], [(1, .wornBy, 0)]).uncounted(1)
        let result = try SketchStage.composed(reading)
        #expect(result.scene.items.count { $0.subject == "tcap" } == 3)
        #expect(result.reduced.isEmpty)
    }

    @Test func `hats lost to the limit take no heads`() throws {
        let reading = Reading([("tkid", 200), ("tcap", 3)], [(1, .wornBy, 0)]).uncounted(1)
        let result = try SketchStage.composed(reading)
        #expect(result.scene.items.count { $0.subject == "tkid" } == Cast.mostOfOne)
        #expect(result.scene.items.count { $0.subject == "tcap" } == Cast.mostOfOne)
        #expect(result.reduced.contains("tkid"))
    }

    @Test(.timeLimit(.minutes(5)))
    func `two hundred things are as many as fit`() throws {
        let reading = Reading(Array(repeating: ("cat", 12), count: 64))
        let result = try SketchStage.composed(reading)
        #expect(result.scene.items.count == Cast.mostInAll)
    }

    @Test func `a cup is no taller than the cat beside it`() throws {
        let library = try SketchStage.library()
        let scene = try SketchStage.scene(Reading([("cup", 1), ("cat", 1)], [(0, .beside, 1)]))
        let heights = scene.items.map { ($0.subject, $0.box(in: library).height) }
        let cup = try #require(heights.first { $0.0 == "cup" }).1
        let cat = try #require(heights.first { $0.0 == "cat" }).1
        #expect(cup < cat * 0.7)
    }

    // MARK: Without

    @Test func `what must not be there is not drawn`() throws {
        var reading = Reading([("cat", 1), ("tkid", 2), ("tcap", 1)], [(2, .wornBy, 1)])
        reading.without.kinds = [.person]
        let result = try SketchStage.composed(reading)
        #expect(!result.scene.items.contains { $0.subject.hasPrefix("tkid") })
        #expect(result.scene.items.count { $0.subject == "cat" } == 1)
        #expect(result.scene.backdrop.without.contains("tkid"))
    }

    @Test(arguments: 1...12)
    func `a colour that must not be there is no palette's`(seed: Int) throws {
        var reading = Reading([("tkid", 3)])
        reading.without.colours = [SketchColour(red: 0.8, green: 0.27, blue: 0.27)]
        let scene = try SketchStage.scene(reading, seed: seed)
        #expect(scene.items.allSatisfy { $0.palette == 1 })
    }

    @Test func `no text is no text`() throws {
        var reading = Reading([("cat", 1)])
        reading.quoted = ["Hello"]
        reading.without.isTextless = true
        #expect(try SketchStage.scene(reading).text == nil)
    }
}
