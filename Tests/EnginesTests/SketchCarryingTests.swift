import Testing

@testable import Engines

/// Who holds, wears and rides what.
struct SketchCarryingTests {
    @Test(arguments: [
        (
            "a woman wearing a red hat and holding an umbrella",
            "1 woman, 1 hat #d63b2f, 1 umbrella, hat worn_by woman, umbrella held_by woman"
        ),
        ("three foxes wearing hats", "3 fox, 3 hat, hat worn_by fox"),
        ("a cat and a dog wearing scarves", "1 cat, 1 dog, 2 scarf, scarf worn_by cat+dog"),
        ("a girl and a boy holding a balloon", "1 girl, 1 boy, 1 balloon, balloon held_by boy"),
        (
            "a girl with a balloon and a boy with a kite",
            "1 girl, 1 balloon, 1 boy, 1 kite, balloon held_by girl, kite held_by boy"
        ),
        ("a dog with a hat", "1 dog, 1 hat, hat worn_by dog"),
        ("a dog with a cat", "1 dog, 1 cat"),
        ("a basket with three apples", "1 basket, 3 apple, apple inside basket"),
        ("a box full of oranges", "1 box, 3 orange, orange inside box"),
        ("a cat in a hat", "1 cat, 1 hat, hat worn_by cat"),
        ("a hat on a cat", "1 hat, 1 cat, hat worn_by cat"),
        ("an umbrella held by a robot", "1 umbrella, 1 robot, umbrella held_by robot"),
        (
            "a girl reading a book under a tree",
            "1 girl reading, 1 book, 1 tree, book held_by girl, girl under tree"
        ),
        (
            "a man riding a horse and holding a book",
            "1 man, 1 horse, 1 book, man on horse, book held_by man"
        ),
        ("a cat on a sofa wearing a hat", "1 cat, 1 sofa, 1 hat, cat on sofa, hat worn_by cat"),
        ("a girl on a zorb holding a balloon", "1 girl, 1 balloon, balloon held_by girl"),
        ("a zorb wearing a hat and a cat", "1 hat, 1 cat"),
        ("a girl wearing a zorb and a cat", "1 girl, 1 cat"),
        ("wearing a hat, a fox sits", "1 hat, 1 fox sitting, hat worn_by fox"),
        ("a girl flying a kite", "1 girl, 1 kite, kite held_by girl"),
        ("a whale flying over a house", "1 whale aloft, 1 house, whale above house"),
        ("a cat inside a box", "1 cat, 1 box, cat inside box"),
        ("a city with a balloon and a cat", "1 balloon, 1 cat, @city"),
    ])
    func `English verbs tie what follows to whoever does it`(prompt: String, meaning: String) throws {
        #expect(try SketchStubs.reading(prompt).whole == meaning)
    }

    @Test(arguments: [
        ("戴著帽子的狐狸", "1 hat, 1 fox, hat worn_by fox"),
        ("戴着帽子的狐狸", "1 hat, 1 fox, hat worn_by fox"),
        ("拿著氣球的女孩", "1 balloon, 1 girl, balloon held_by girl"),
        ("女孩拿著氣球", "1 girl, 1 balloon, balloon held_by girl"),
        ("一隻戴著紅色帽子的狐狸", "1 hat #d63b2f, 1 fox, hat worn_by fox"),
        ("兩個戴著帽子的女孩坐在沙發上", "2 hat, 2 girl sitting, 1 sofa, hat worn_by girl, girl on sofa"),
        ("女孩和戴著帽子的狐狸在樹下", "1 girl, 1 hat, 1 fox, 1 tree, hat worn_by fox, girl+fox under tree"),
        ("戴著帽子拿著書的狐狸", "1 hat, 1 book, 1 fox, hat worn_by fox, book held_by fox"),
        ("狐狸，戴著帽子，拿著書", "1 fox, 1 hat, 1 book, hat worn_by fox, book held_by fox"),
        ("戴著帽子坐在樹下的狐狸", "1 hat, 1 tree, 1 fox sitting, fox under tree, hat worn_by fox"),
        ("女孩在吃蘋果", "1 girl eating, 1 apple, apple held_by girl"),
        ("騎馬的女孩", "1 horse, 1 girl, girl on horse"),
        ("貓頭上的帽子", "1 cat, 1 hat, hat worn_by cat"),
        ("女孩手裡的氣球", "1 girl, 1 balloon, balloon held_by girl"),
        ("女孩戴著帽子，男孩戴著帽子", "1 girl, 1 hat, 1 boy, 1 hat, hat worn_by girl, hat worn_by boy"),
        ("一條龍戴著帽子，一隻貓", "1 hat, 1 cat"),
        ("籃子裡有三個蘋果", "1 basket, 3 apple, apple inside basket"),
        ("箱子裡的貓", "1 box, 1 cat, cat inside box"),
    ])
    func `Chinese verbs do so before and after whoever does it`(prompt: String, meaning: String) throws {
        let reading = try SketchStubs.reading(prompt)
        #expect(Set(reading.whole.components) == Set(meaning.components))
    }
}

extension String {
    /// What a summary lists; the order of relations does not matter.
    fileprivate var components: [Substring] { split(separator: ", ") }
}
