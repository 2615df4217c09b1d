import Testing

@testable import Engines

/// Prompts and what they mean.
struct SketchReadingTests {
    private static let red = "#d63b2f"
    private static let yellow = "#f6c82e"
    private static let black = "#2b2a2e"
    private static let white = "#fbf8f0"
    private static let blue = "#2f74d0"
    private static let green = "#3c9a4e"

    @Test(arguments: [
        ("a cat", "1 cat"),
        ("cats", "3 cat"),
        ("two Cats and a DOG", "2 cat, 1 dog"),
        ("a dozen balloons", "12 balloon"),
        ("half a dozen fish", "6 fish"),
        ("a pair of rabbits", "2 rabbit"),
        ("twenty-one birds", "21 bird"),
        ("12 stars", "12 star"),
        ("two hundred trees", "200 tree"),
        ("people", "3 person"),
        ("a red cat", "1 cat \(red)"),
        ("a big red house", "1 house \(red) 1.4"),
        ("a cat that is black", "1 cat \(black)"),
        ("The cat is black and the dog is white.", "1 cat \(black), 1 dog \(white)"),
        ("a black and white cat", "1 cat \(black) \(white)"),
        ("red, yellow and blue balloons", "3 balloon \(red) \(yellow) \(blue)"),
        ("a light blue car", "1 car #8cc5ec"),
        ("a tiny fox", "1 fox 0.5"),
        ("a hot-air balloon", "1 hot-air-balloon"),
        ("a fluffy red cat", "1 cat \(red)"),
        ("a red trampoline and a cat", "1 cat"),
        ("a cat. A cat.", "1 cat, 1 cat"),
        ("a cat. The cat is red.", "1 cat \(red)"),
        ("the cat's house", "1 cat, 1 house"),
    ])
    func `English things are counted and coloured`(prompt: String, meaning: String) throws {
        #expect(try SketchSupport.reading(prompt).summary == meaning)
    }

    @Test(arguments: [
        ("一隻貓", "1 cat"),
        ("一只猫", "1 cat"),
        ("兩隻紅色的貓", "2 cat \(red)"),
        ("三朵黃花", "3 flower \(yellow)"),
        ("十二隻鳥", "12 bird"),
        ("二十五棵樹", "25 tree"),
        ("一對兔子", "2 rabbit"),
        ("3隻狐狸", "3 fox"),
        ("貓和狗", "1 cat, 1 dog"),
        ("貓、狗、兔子", "1 cat, 1 dog, 1 rabbit"),
        ("貓是黑色的", "1 cat \(black)"),
        ("一個巨大的蘑菇", "1 mushroom 1.9"),
        ("白色的小船", "1 boat \(white)"),
        ("蓝色的汽车和绿色的房子", "1 car \(blue), 1 house \(green)"),
        ("許多星星", "8 star"),
        ("一隻貓，貓是紅色的", "1 cat \(red)"),
        ("一隻 red 貓 and two dogs", "1 cat \(red), 2 dog"),
    ])
    func `Chinese things are counted and coloured`(prompt: String, meaning: String) throws {
        #expect(try SketchSupport.reading(prompt).summary == meaning)
    }

    @Test(arguments: [
        ("a cat on a house", "1 cat, 1 house, cat on house"),
        ("a cat under a tree", "1 cat, 1 tree, cat under tree"),
        ("a cat next to a dog", "1 cat, 1 dog, cat beside dog"),
        ("a cat in front of a big house", "1 cat, 1 house 1.4, cat in_front house"),
        ("a lighthouse behind a boat", "1 lighthouse, 1 boat, lighthouse behind boat"),
        ("a bird above a cat", "1 bird, 1 cat, bird above cat"),
        ("a house between two trees", "1 house, 2 tree, house between tree"),
        (
            "a dog between a cat and a rabbit",
            "1 dog, 1 cat, 1 rabbit, dog between cat+rabbit"
        ),
        ("a cat and a dog under a tree", "1 cat, 1 dog, 1 tree, cat+dog under tree"),
        ("Under a tree, a cat", "1 tree, 1 cat, cat under tree"),
        ("Behind the house is a tree", "1 house, 1 tree, tree behind house"),
        ("a cat on a trampoline and a dog", "1 cat, 1 dog"),
        ("a bird on a cat on a dog", "1 bird, 1 cat, 1 dog, bird on cat, cat on dog"),
        (
            "a cat under a tree, a dog beside a house",
            "1 cat, 1 tree, 1 dog, 1 house, cat under tree, dog beside house"
        ),
        ("a bird in the sky", "1 bird aloft"),
        ("a cat in the sky", "1 cat aloft"),
        ("a castle in the mountains, five balloons in the sky", "1 castle, 5 balloon aloft, @mountains"),
        ("a cat in the snow and a dog under a tree", "1 cat, 1 dog, 1 tree, dog under tree, @snow"),
    ])
    func `English relations stand before their ground`(prompt: String, meaning: String) throws {
        #expect(try SketchSupport.reading(prompt).summary == meaning)
    }

    @Test(arguments: [
        ("一隻貓在房子上", "1 cat, 1 house, cat on house"),
        ("貓坐在樹下", "1 cat, 1 tree, cat under tree"),
        ("樹下有一隻貓", "1 tree, 1 cat, cat under tree"),
        ("樹下的貓", "1 tree, 1 cat, cat under tree"),
        ("在月亮下的船", "1 moon, 1 boat, boat under moon"),
        ("房子旁邊有三棵樹", "1 house, 3 tree, tree beside house"),
        ("房子后面的汽车", "1 house, 1 car, car behind house"),
        ("狗在貓前面", "1 dog, 1 cat, dog in_front cat"),
        ("兩棵樹之間有一座房子", "2 tree, 1 house, house between tree"),
        ("在房子和樹之間有一隻狗", "1 house, 1 tree, 1 dog, dog between house+tree"),
        ("鳥在貓上方", "1 bird, 1 cat, bird above cat"),
        ("貓和狗在樹下", "1 cat, 1 dog, 1 tree, cat+dog under tree"),
        ("貓在樹下，狗在房子前", "1 cat, 1 tree, 1 dog, 1 house, cat under tree, dog in_front house"),
        ("樹下有一隻貓，房子旁邊有一隻狗", "1 tree, 1 cat, 1 house, 1 dog, cat under tree, dog beside house"),
        ("天上有兩隻鳥", "2 bird aloft"),
        ("海上的船", "1 boat, @sea"),
        ("貓在蹦床上", "1 cat"),
        ("老人在長椅上看書", "1 old-man, 1 bench, 1 open-book, old-man on bench, open-book held_by old-man"),
        ("金色的龍在雲中", "1 dragon #dba42c, @sky"),
        ("月球上的太空人", "1 astronaut, @space"),
    ])
    func `Chinese relations stand after their ground`(prompt: String, meaning: String) throws {
        #expect(try SketchSupport.reading(prompt).summary == meaning)
    }

    @Test(arguments: [
        ("a boat on the sea at sunset", "1 boat, @sea, ~dusk"),
        ("a fox in the snow at night", "1 fox, @snow, ~night"),
        ("sunrise in the mountains", "@mountains, ~dawn"),
        ("a robot on a city street, paper-cut", "1 robot, @city, %paper-cut"),
        ("a cup in a room, in the style of ink wash", "1 cup, @room, %ink-wash"),
        ("line art of a cactus in the desert", "1 cactus, @desert, %line-art"),
        ("雪地裡的狐狸，夜晚", "1 fox, @snow, ~night"),
        ("黃昏的森林", "@forest, ~dusk"),
        ("水墨畫，湖邊的房子", "1 house, @mountains, %ink-wash"),
        ("剪紙風格的貓在草地上", "1 cat, @meadow, %paper-cut"),
        ("清晨，沙滩上的狗", "1 dog, @sea, ~dawn"),
    ])
    func `places, times and styles are understood`(prompt: String, meaning: String) throws {
        #expect(try SketchSupport.reading(prompt).summary == meaning)
    }

    @Test(arguments: [
        ("a cat \"Hello\"", ["Hello"]),
        ("“Good  night” and ”", ["Good night"]),
        ("一隻貓「春天」『夏天』", ["春天", "夏天"]),
        ("《小王子》的封面", ["小王子"]),
        ("a cat \"unbalanced", []),
        ("「", []),
        ("\"\" \" \"", []),
        ("\"a cat under a tree\"", ["a cat under a tree"]),
    ])
    func `quoted text is set, not drawn`(prompt: String, quoted: [String]) throws {
        let reading = try SketchSupport.reading(prompt)
        #expect(reading.quoted == quoted)
        #expect(!reading.mentions.contains { $0.subject == "tree" })
    }

    @Test(arguments: [
        ("a beautiful picture of a cat", []),
        ("a purple minotaur beside a cat", ["minotaur"]),
        ("minotaur, Minotaur, zorb, minotaur", ["minotaur", "zorb"]),
        ("一隻河童和貓", ["河童"]),
        ("a cat 🦄 and a кот", ["🦄", "кот"]),
        ("a sea, mountains", ["mountains"]),
        ("請畫一隻可愛的貓", []),
    ])
    func `words that cannot be drawn are told, in order and once`(prompt: String, words: [String]) throws {
        #expect(try SketchSupport.reading(prompt).unknown == words)
    }

    @Test func `at most twenty words are told`() throws {
        let prompt = (1...60).map { "zqx\(String(UnicodeScalar(UInt8(97 + $0 % 26))))\($0)" }.joined(
            separator: " "
        )
        #expect(try SketchSupport.reading(prompt).unknown.count == Sketch.mostReportedWords)
    }
}
