import Kernel
import Testing

@testable import Engines

/// What instructions about a picture mean.
struct SketchInstructionTests {
    /// A picture of a cat, a dog, a tree and a house in the forest.
    private func instruction(_ text: String) throws -> SceneInstruction {
        SceneInstruction(text, for: try SketchStubs.scene(), library: try SketchStubs.library())
    }

    @Test(arguments: [
        ("make it night", "time night"),
        ("add a moon", "add 1 moon"),
        ("three cats", "3 cat"),
        ("bigger", "main x1.35"),
        ("make the cat bigger", "cat x1.35"),
        ("make everything smaller", "all x0.74"),
        ("remove the tree", "remove tree"),
        ("remove a cat", "remove 1 cat"),
        ("without the dog", "remove dog, without dog"),
        ("no people", "remove every person"),
        ("remove the animals", "remove every animal"),
        ("replace the dog with a fox", "dog becomes 1 fox"),
        (
            "replace the house with a castle and the dog with a fox",
            "house becomes 1 castle, dog becomes 1 fox"
        ),
        ("change it to a horse", "main becomes 1 horse"),
        ("change it to three cats", "3 cat"),
        ("the cat should be black", "cat #2b2a2e"),
        ("turn the cat blue", "cat #2f74d0"),
        ("a wooden house", "house of wood"),
        ("move it to the left", "main by -0.25 0.0"),
        ("move the cat a bit to the right", "cat by 0.1 0.0"),
        ("higher", "main by 0.0 -0.2"),
        ("make the cat happy", "cat happy"),
        ("make it calm", "tones calm"),
        ("make the sky pink", "sky #f08cae"),
        ("make the cat sleep under the tree", "cat sleeping, add =cat =tree cat under tree"),
        ("change the style to paper cut", "style paper-cut"),
        ("in winter", "season winter else snow"),
        ("it is raining", "weather rain"),
        ("stop the rain", "weather none"),
        ("change the background to the sea", "setting sea"),
        ("as a close-up", "framing close_up"),
        ("another arrangement", "shuffle"),
        ("another cat", "2 cat"),
        ("two more cats", "3 cat"),
        ("two more foxes", "add 2 fox"),
        ("add a black cat", "add 1 cat #2b2a2e"),
        ("add a hat to the cat", "add 1 hat =cat hat worn_by cat"),
        ("give the cat a hat", "add =cat 1 hat hat worn_by cat"),
        ("put a bird on the house", "add 1 bird =house bird on house"),
        ("put the cat on the house", "add =cat =house cat on house"),
        ("add the text \"Hello\"", "text Hello"),
        ("remove the text", "text"),
        (
            "make it night, add two stars and remove the dog",
            "time night, add 2 star, remove dog"
        ),
    ])
    func `English instructions are understood`(text: String, meaning: String) throws {
        let instruction = try instruction(text)
        #expect(instruction.changes.map(\.summary).joined(separator: ", ") == meaning)
        #expect(instruction.notUnderstood.isEmpty)
    }

    @Test(arguments: [
        ("換成雪景", "season winter else snow"),
        ("加一個月亮", "add 1 moon"),
        ("加一个月亮", "add 1 moon"),
        ("三隻貓", "3 cat"),
        ("大一點", "main x1.35"),
        ("全部放大", "all x1.35"),
        ("把狗換成狐狸", "dog becomes 1 fox"),
        ("把狗换成狐狸", "dog becomes 1 fox"),
        ("換成三隻貓", "3 cat"),
        ("去掉樹", "remove tree"),
        ("不要人", "remove every person"),
        ("貓變成黑色", "cat #2b2a2e"),
        ("把貓變成黑色的", "cat #2b2a2e"),
        ("把房子改成木頭的", "house of wood"),
        ("把天空變成紅色", "sky #d63b2f"),
        ("讓貓開心", "cat happy"),
        ("往左移", "main by -0.25 0.0"),
        ("把貓往右移一點", "cat by 0.1 0.0"),
        ("往左移，換成夜晚", "main by -0.25 0.0, time night"),
        ("換成水墨風格", "style ink-wash"),
        ("晚上", "time night"),
        ("下雨", "weather rain"),
        ("停止下雨", "weather none"),
        ("把背景換成海邊", "setting sea"),
        ("特寫", "framing close_up"),
        ("換個排列", "shuffle"),
        ("再加兩隻貓", "3 cat"),
        ("給貓加一頂帽子", "add =cat 1 hat hat worn_by cat"),
        ("給貓戴上帽子", "add =cat 1 hat hat worn_by cat"),
        ("加一隻鳥在房子上", "add 1 bird =house bird on house"),
        ("寫上「你好」", "text 你好"),
    ])
    func `Chinese instructions are understood`(text: String, meaning: String) throws {
        let instruction = try instruction(text)
        #expect(instruction.changes.map(\.summary).joined(separator: ", ") == meaning)
        #expect(instruction.notUnderstood.isEmpty)
    }

    @Test(arguments: [
        ("add a zorb", ["zorb"]),
        ("make the moon smaller", ["moon"]),
        ("replace the whale with a fox", ["whale"]),
        ("", []),
    ])
    func `what cannot be done is told`(text: String, words: [String]) throws {
        let instruction = try instruction(text)
        #expect(instruction.notUnderstood == words)
        #expect(instruction.isEmpty)
    }

    @Test(arguments: [
        "把", "換成", "add", "remove", "replace with with with", "add add add", "把把把換成換成", "no no no",
        "more more cats", "給給", String(repeating: "replace the cat with a dog and ", count: 400),
        String(repeating: "加一隻貓，", count: 2_000), String(repeating: "with to into ", count: 1_000),
    ])
    func `nothing that is typed breaks reading`(text: String) throws {
        let instruction = try instruction(text)
        #expect(instruction.changes.count <= InstructionSense.mostChanges)
        #expect(instruction.notUnderstood.count <= Sketch.mostReportedWords)
    }
}

extension SceneTarget {
    fileprivate var name: String {
        switch self {
        case .subject(let id): id
        case .kind(let kind): "every \(kind.rawValue)"
        case .main: "main"
        case .everything: "all"
        }
    }
}

extension SceneChange {
    /// What it does, in few words.
    fileprivate var summary: String {
        switch self {
        case .add(let addition): "add \(addition.summary)"
        case .remove(let target, let count): "remove \(count.map { "\($0) " } ?? "")\(target.name)"
        case .replace(let target, let mention): "\(target.name) becomes \(mention.count) \(mention.subject)"
        case .count(let subject, let count): "\(count) \(subject)"
        case .colours(let target, let colours): "\(target.name) \(colours.map(\.text).joined(separator: " "))"
        case .size(let target, let factor): "\(target.name) x\(factor)"
        case .move(let target, let step, _): "\(target.name) by \(step.x) \(step.y)"
        case .pose(let target, let pose, _): "\(target.name) \(pose)"
        case .expression(let target, let face, _): "\(target.name) \(face)"
        case .material(let target, let material): "\(target.name) of \(material)"
        case .time(let id): "time \(id)"
        case .setting(let id): "setting \(id)"
        case .season(let season, let setting):
            "season \(season?.rawValue ?? "none")\(setting.map { " else \($0)" } ?? "")"
        case .weather(let id): "weather \(id ?? "none")"
        case .tones(let tones): "tones \(tones.joined(separator: " "))"
        case .noTone(let tone): "not \(tone)"
        case .style(let id): "style \(id)"
        case .sky(let colour): "sky \(colour.text)"
        case .text(let text): (["text"] + text).joined(separator: " ")
        case .framing(let framing): "framing \(framing.rawValue)"
        case .without(let subjects): "without \(subjects.sorted().joined(separator: " "))"
        case .shuffle: "shuffle"
        }
    }
}

extension SceneChange.Addition {
    fileprivate var summary: String {
        let things = mentions.enumerated().map { place, mention in
            let colours = mention.colours.map { " \($0.text)" }.joined()
            return present.contains(place)
                ? "=\(mention.subject)" : "\(mention.count) \(mention.subject)\(colours)"
        }
        let relations = claims.map { claim in
            let names = { (places: [Int]) in places.map { mentions[$0].subject }.joined(separator: "+") }
            return "\(names(claim.figures)) \(claim.relation.rawValue) \(names(claim.grounds))"
        }
        return (things + relations).joined(separator: " ")
    }
}
