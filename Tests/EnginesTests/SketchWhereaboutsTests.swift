import Kernel
import Testing

@testable import Engines

/// Where pictures play that name no place.
struct SketchWhereaboutsTests {
    private func settings(_ reading: Reading) throws -> Set<String> {
        Set(try (1...12).map { try SketchStage.scene(reading, seed: $0).backdrop.setting })
    }

    private static let homes: [(things: [String], settings: Set<String>)] = [
        (["whale"], ["sea"]), (["cactus"], ["desert"]), (["tbox"], ["snow"]), (["tkid"], ["meadow"]),
        (["tchair"], ["room", "desert"]), (["cactus", "tchair"], ["desert"]),
        (["tkid", "tchair"], ["room", "desert"]),
    ]

    @Test(arguments: homes.indices)
    func `things are shown where they are at home, all of them if there is such a place`(index: Int) throws {
        let home = Self.homes[index]
        #expect(try settings(Reading(home.things.map { ($0, 1) })) == home.settings)
    }

    @Test func `a place that is named is the place`() throws {
        var reading = Reading([("whale", 1)])
        reading.setting = "room"
        #expect(try settings(reading) == ["room"])
    }

    @Test func `what is carried has no say`() throws {
        #expect(try settings(Reading([("tkid", 1), ("tbox", 1)], [(1, .heldBy, 0)])) == ["meadow"])
    }

    @Test(arguments: ["moon", "cloud"])
    func `the sky is not indoors`(thing: String) throws {
        #expect(try !settings(Reading([(thing, 1), ("tchair", 1)])).contains("room"))
    }

    @Test func `nor is the rain`() throws {
        var reading = Reading([("tchair", 1)])
        reading.weather = "rain"
        #expect(try settings(reading) == ["desert"])
    }

    @Test func `season, weather and tones go into the scene`() throws {
        var reading = Reading([("cat", 1)])
        reading.season = .winter
        reading.weather = "snow"
        reading.tones = ["calm"]
        let backdrop = try SketchStage.scene(reading).backdrop
        #expect(backdrop.season == .winter)
        #expect(backdrop.weather == "snow")
        #expect(backdrop.tones == ["calm"])
    }
}
