import Kernel
import Testing

@testable import Engines

/// What must not be there, and what something nearest stands for.
struct SketchWithoutTests {
    @Test(arguments: [
        ("a cat on the moon, no clouds", "1 cat, @space, no cloud"),
        ("a beach without people or cars", "@sea, no car, no person at all"),
        ("a city with no people", "@city, no person at all"),
        ("no cats, dogs or foxes, a tree", "1 tree, no cat, no dog, no fox"),
        ("a cat, not red", "1 cat, no #d63b2f"),
        ("no red cars, a cat", "1 cat, no car"),
        ("a cat but no dog", "1 cat, no dog"),
        ("not a cat but a dog", "1 dog, no cat"),
        ("a forest with animals except cats", "3 dog, @forest, no cat"),
        ("a cat without a hat", "1 cat, no hat"),
        ("a night without stars", "~night, no star"),
        ("a city without rain", "@city"),
        ("nobody in the forest", "@forest, no person at all"),
        ("a girl, no other people", "1 girl"),
        ("a house, no zorbs", "1 house"),
        ("沒有人的海灘", "@sea, no person at all"),
        ("没有云，一座城堡", "1 castle, no cloud"),
        ("不要人，房子", "1 house, no person at all"),
        ("不要貓和狗，一棵樹", "1 tree, no cat, no dog"),
        ("不紅的花", "1 flower, no #d63b2f"),
        ("沒有紅色的車，一隻貓", "1 cat, no car"),
        ("森林裡沒有動物", "@forest, no animal at all"),
        ("沒有月亮的夜晚", "~night, no moon"),
        ("不是貓，是狗", "1 dog, no cat"),
        ("一朵花也沒有", "no flower"),
    ])
    func `what is denied is neither drawn nor told`(prompt: String, meaning: String) throws {
        let reading = try SketchStubs.reading(prompt)
        #expect(reading.whole == meaning)
        #expect(reading.unknown.isEmpty)
    }

    @Test(arguments: ["a cat, no text", "無文字，一隻貓", "a cat \"Hello\" without text"])
    func `no text means none`(prompt: String) throws {
        let reading = try SketchStubs.reading(prompt)
        #expect(reading.without.isTextless && reading.quoted.isEmpty)
        #expect(reading.mentions.map(\.subject) == ["cat"])
    }

    @Test func `no other text leaves what is quoted`() throws {
        #expect(try SketchStubs.reading("a cat \"SALE\", no other text").quoted == ["SALE"])
    }

    @Test(arguments: [
        ("a lynx and a cat", ["lynx → cat"]),
        ("Lynxes, lynxes and an animal", ["Lynxes → cat", "animal → dog"]),
        ("猞猁在樹下", ["猞猁 → 貓"]),
        ("a cat", []),
        ("no animals, a cat", []),
    ])
    func `what is drawn as the nearest is told`(prompt: String, words: [String]) throws {
        let reading = try SketchStubs.reading(prompt)
        #expect(reading.unknown.isEmpty)
        #expect(reading.nearestNote(try SketchStubs.library())?.words ?? [] == words)
        #expect(reading.mentions.contains(where: \.isNearest) == !words.isEmpty)
    }

    @Test(arguments: [
        ("a sea lion", ["sea lion"]), ("a teddy bear on a car", ["teddy bear"]), ("一隻無尾熊", ["無尾熊"]),
        ("跑車和貓", ["跑車"]),
    ])
    func `no part of a name is taken for something else`(prompt: String, unknown: [String]) throws {
        #expect(try SketchStubs.reading(prompt).unknown == unknown)
        #expect(try SketchStubs.reading(prompt).setting == nil)
    }

    @Test(arguments: MemberTable.kin)
    func `every category falls to a subject that ships`(subject: String) throws {
        #expect(try SketchSupport.library().subjects[subject] != nil)
    }
}

/// What the words files that ship name.
private enum MemberTable {
    static let kin: [String] = {
        let files = (try? SketchSupport.files()) ?? [:]
        let words = files.filter { $0.key.hasPrefix("words") }
            .compactMap { try? WordsFile(file: $0.key, bytes: $0.value) }
        return Set(words.flatMap(\.kin.keys)).sorted()
    }()
}
