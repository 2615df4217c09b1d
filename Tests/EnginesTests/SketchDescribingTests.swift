import Testing

@testable import Engines

/// What things are like, and what the whole picture is like.
struct SketchDescribingTests {
    @Test(arguments: [
        ("a sad girl", "1 girl sad"),
        ("the girl is sad and the boy is happy", "1 girl sad, 1 boy happy"),
        ("wooden boat", "1 boat wood"),
        ("golden crown", "1 crown gold"),
        ("a golden horse", "1 horse #dba42c"),
        ("a glass castle", "1 castle glass"),
        ("an ice castle", "1 castle ice"),
        ("five colourful balloons", "5 balloon #d63b2f #f6c82e #2f74d0"),
        ("sleeping cat", "1 cat sleeping"),
        ("a dancing robot and a tree", "1 robot dancing, 1 tree"),
        ("a cat that is sleeping on a sofa", "1 cat sleeping, 1 sofa, cat on sofa"),
        ("a cat and a dog running", "1 cat running, 1 dog running"),
        ("a cat jumping and a dog running", "1 cat jumping, 1 dog running"),
        ("a flying whale", "1 whale aloft"),
        ("a sleeping dog", "1 dog asleep"),
        ("a house standing by a tree", "1 house, 1 tree, house beside tree"),
        ("an orange on a table", "1 orange, 1 table, orange on table"),
        ("an orange cat", "1 cat #ef8420"),
        ("an orange and white cat", "1 cat #ef8420 #fbf8f0"),
        ("the cat is orange", "1 cat #ef8420"),
        ("an orange and a cat", "1 orange, 1 cat"),
        ("a girl in a red dress", "1 girl #d63b2f"),
        ("a red blue cat", "1 cat #d63b2f #2f74d0"),
        ("a beautiful picture of cats", "3 cat"),
    ])
    func `English adjectives go to what can be so`(prompt: String, meaning: String) throws {
        #expect(try SketchStubs.reading(prompt).whole == meaning)
    }

    @Test(arguments: [
        ("睡著的貓", "1 cat sleeping"),
        ("睡着的猫", "1 cat sleeping"),
        ("貓在睡覺，狗在跑步", "1 cat sleeping, 1 dog running"),
        ("一隻在跑步的狗", "1 dog running"),
        ("三隻睡著的貓", "3 cat sleeping"),
        ("女孩很傷心", "1 girl sad"),
        ("傷心的女孩", "1 girl sad"),
        ("木頭小船", "1 boat wood"),
        ("冰城堡", "1 castle ice"),
        ("玻璃城堡", "1 castle glass"),
        ("樹下坐著一隻貓", "1 tree, 1 cat sitting, cat under tree"),
        ("貓睡在沙發上", "1 cat sleeping, 1 sofa, cat on sofa"),
        ("睡在樹下的貓", "1 tree, 1 cat sleeping, cat under tree"),
        ("狗旁邊坐著一隻貓", "1 dog, 1 cat sitting, cat beside dog"),
        ("穿著紅色裙子的女孩", "1 girl #d63b2f"),
        ("女孩穿着黄色雨衣", "1 girl #f6c82e"),
        ("黑白的貓", "1 cat #2b2a2e #fbf8f0"),
        ("兩隻在樹下的狗", "1 tree, 2 dog, dog under tree"),
    ])
    func `Chinese adjectives go to what can be so`(prompt: String, meaning: String) throws {
        #expect(try SketchStubs.reading(prompt).whole == meaning)
    }

    @Test(arguments: [
        ("autumn forest", "@forest, &autumn"),
        ("snowy city", "@city, &winter"),
        ("a fox in winter", "1 fox, @snow, &winter"),
        ("a fox sleeping under an autumn tree", "1 fox asleep, 1 tree, fox under tree, &autumn"),
        ("a cat in the rain and a dog under a tree", "1 cat, 1 dog, 1 tree, dog under tree, *rain"),
        ("a boat on a calm sea", "1 boat, @sea, #calm"),
        ("a calm girl in a rainy city", "1 girl calm, @city, *rain"),
        ("a cheerful picture of a happy dog", "1 dog happy, #cheerful"),
        ("a castle at golden hour", "1 castle, ~dusk, #golden"),
        ("a cat in vivid, warm colours", "1 cat, #vivid, #warm"),
        ("close-up of an owl", "1 owl, >close_up"),
        ("a castle seen from above, symmetrical", "1 castle, >from_above, >symmetrical"),
        ("night at noon, a house", "1 house, ~night"),
        ("a sunny evening", "~dusk, *clear"),
        ("下雨的城市", "@city, *rain"),
        ("秋天的樹下睡著一隻狐狸", "1 tree, 1 fox asleep, fox under tree, &autumn"),
        ("春天的草地上，一隻狗", "1 dog, @meadow, &spring"),
        ("夢幻的星空下，鯨魚飛過城市", "1 whale aloft, @city, ~night, #dreamy"),
        ("平靜的海", "@sea, #calm"),
        ("特寫，一隻貓頭鷹", "1 owl, >close_up"),
        ("对称构图，一座城堡", "1 castle, >symmetrical"),
        ("鸟瞰城市", "@city, >from_above"),
        ("雪地裡的狐狸", "1 fox, @snow, &winter"),
    ])
    func `season, weather, tone and framing are the picture's`(prompt: String, meaning: String) throws {
        #expect(try SketchStubs.reading(prompt).whole == meaning)
    }

    @Test func `what was typed is kept for notes`() throws {
        let mention = try #require(
            try SketchStubs.reading("a wooden horse, grinning and galloping").mentions.first
        )
        #expect(mention.materialWord == "wooden")
        #expect(mention.expressionWord == "grinning")
        #expect(mention.poseWord == "galloping")
    }
}
