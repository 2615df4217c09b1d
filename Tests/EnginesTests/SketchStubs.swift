import Foundation
import Kernel

@testable import Engines

/// A library of plain discs with the words and traits that tests of reading and editing need.
///
/// So these do not depend on which drawings ship. Settings, styles and words are those that ship.
enum SketchStubs {
    /// What can be said of a disc, beside its words.
    enum Trait {
        /// It can hold things, wear them, make faces.
        case hand, head, faces
        /// It is worn, is held, has room inside.
        case worn, held, room
        case aloft, sky
    }

    struct Stub {
        let id: String
        let kind: SketchSubject.Kind
        let english: String
        let chinese: String
        var traits: Set<Trait> = []
        var near: [String: [String]] = [:]
    }

    private static let loaded = Result { try SketchLibrary(files: files()) }

    static func library() throws -> SketchLibrary { try loaded.get() }

    static func reading(_ prompt: String) throws -> Reading {
        Reading(prompt, lexicon: try library().lexicon)
    }

    /// A picture of a prompt; a cat, a dog, a tree and a house in the forest, if none is given.
    static func scene(
        _ prompt: String = "a cat, a dog, a tree and a house in the forest",
        seed: UInt64 = 3
    ) throws -> Scene {
        let composer = Composer(library: try library(), seed: Seed(clamping: seed))
        let canvas = Scene.Canvas(PixelSize(width: 1_024, height: 1_024))
        return composer.compose(try reading(prompt), canvas: canvas, style: nil).scene
    }

    private static let people: [Stub] = [
        Stub(
            id: "girl",
            kind: .person,
            english: "girl girls",
            chinese: "女孩",
            traits: [.hand, .head, .faces]
        ),
        Stub(id: "boy", kind: .person, english: "boy boys", chinese: "男孩", traits: [.hand, .head, .faces]),
        Stub(
            id: "woman",
            kind: .person,
            english: "woman women",
            chinese: "女人",
            traits: [.hand, .head, .faces]
        ),
        Stub(id: "man", kind: .person, english: "man men", chinese: "男人 老人", traits: [.hand, .head, .faces]),
        Stub(id: "person", kind: .person, english: "person people", chinese: "人 人們", traits: [.hand, .head]),
        Stub(id: "robot", kind: .object, english: "robot robots", chinese: "機器人", traits: [.hand, .head]),
    ]

    private static let animals: [Stub] = [
        Stub(
            id: "cat",
            kind: .animal,
            english: "cat cats",
            chinese: "貓 猫",
            traits: [.head, .faces],
            near: ["en": ["lynx", "lynxes"], "zh": ["猞猁"]]
        ),
        Stub(id: "dog", kind: .animal, english: "dog dogs", chinese: "狗", traits: [.head, .faces]),
        Stub(id: "fox", kind: .animal, english: "fox foxes", chinese: "狐狸", traits: [.head, .faces]),
        Stub(id: "horse", kind: .animal, english: "horse horses", chinese: "馬 马", traits: [.head]),
        Stub(id: "owl", kind: .animal, english: "owl owls", chinese: "貓頭鷹 猫头鹰", traits: [.head]),
        Stub(id: "bird", kind: .animal, english: "bird birds", chinese: "鳥 鸟", traits: [.head, .aloft]),
        Stub(id: "whale", kind: .animal, english: "whale whales", chinese: "鯨魚 鲸鱼", traits: [.head]),
    ]

    private static let things: [Stub] = [
        Stub(id: "hat", kind: .clothing, english: "hat hats", chinese: "帽子", traits: [.worn]),
        Stub(id: "scarf", kind: .clothing, english: "scarf scarves", chinese: "圍巾 围巾", traits: [.worn]),
        Stub(id: "crown", kind: .clothing, english: "crown crowns", chinese: "皇冠", traits: [.worn]),
        Stub(id: "umbrella", kind: .object, english: "umbrella umbrellas", chinese: "傘 伞", traits: [.held]),
        Stub(
            id: "balloon",
            kind: .object,
            english: "balloon balloons",
            chinese: "氣球 气球",
            traits: [.held, .aloft]
        ),
        Stub(id: "kite", kind: .object, english: "kite kites", chinese: "風箏 风筝", traits: [.held, .aloft]),
        Stub(id: "book", kind: .object, english: "book books", chinese: "書 书", traits: [.held]),
        Stub(id: "flower", kind: .plant, english: "flower flowers", chinese: "花", traits: [.held]),
        Stub(id: "apple", kind: .food, english: "apple apples", chinese: "蘋果 苹果", traits: [.held]),
        Stub(id: "orange", kind: .food, english: "orange oranges", chinese: "橙子", traits: [.held]),
        Stub(id: "box", kind: .object, english: "box boxes", chinese: "箱子", traits: [.room]),
        Stub(id: "basket", kind: .object, english: "basket baskets", chinese: "籃子 篮子", traits: [.room]),
        Stub(id: "sofa", kind: .furniture, english: "sofa sofas", chinese: "沙發 沙发"),
        Stub(id: "table", kind: .furniture, english: "table tables", chinese: "桌子"),
        Stub(id: "house", kind: .building, english: "house houses", chinese: "房子 小屋"),
        Stub(id: "castle", kind: .building, english: "castle castles", chinese: "城堡"),
        Stub(id: "tree", kind: .plant, english: "tree trees", chinese: "樹 树"),
        Stub(id: "boat", kind: .vehicle, english: "boat boats", chinese: "船 小船"),
        Stub(id: "car", kind: .vehicle, english: "car cars", chinese: "車 车"),
        Stub(id: "moon", kind: .sky, english: "moon moons", chinese: "月亮", traits: [.sky]),
        Stub(id: "star", kind: .sky, english: "star stars", chinese: "星星", traits: [.sky]),
        Stub(id: "cloud", kind: .sky, english: "cloud clouds", chinese: "雲 云", traits: [.sky]),
    ]

    static let all = people + animals + things

    private static func files() throws -> [String: [UInt8]] {
        var files = try SketchSupport.files().filter { !$0.key.hasPrefix("subjects") }
        for stub in all { files["subjects/\(stub.id).svg"] = Array(try stub.svg().utf8) }
        files["subjects/cat-sleeping.svg"] = Array(try pose("sleeping", of: "cat").utf8)
        return files
    }

    private static func pose(_ pose: String, of subject: String) throws -> String {
        let stub = Stub(id: "\(subject)-\(pose)", kind: .animal, english: "", chinese: "")
        return try stub.svg(poseOf: ["subject": subject, "pose": pose])
    }
}

extension SketchStubs.Stub {
    private static let faces = ["happy", "sad", "angry", "surprised", "asleep", "calm"]

    func svg(poseOf: [String: String]? = nil) throws -> String {
        let json = try JSONSerialization.data(withJSONObject: metadata(poseOf), options: [.sortedKeys])
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">
            <metadata>\(String(decoding: json, as: UTF8.self))</metadata>
            <g class="part"><circle fill="{main}" cx="50" cy="50" r="48"/>\(marks)</g>\(front)
            </svg>
            """
    }

    private var marks: String {
        var marks = ""
        if traits.contains(.head) {
            marks += #"<circle class="anchor" data-name="head" cx="50" cy="8" r="8"/>"#
        }
        if traits.contains(.hand) {
            marks += #"<circle class="anchor" data-name="hand" cx="90" cy="50" r="4"/>"#
        }
        guard traits.contains(.faces) else { return marks }
        return marks
            + Self.faces.map {
                #"<g data-expression="\#($0)"><circle fill="{main}" cx="50" cy="30" r="3"/></g>"#
            }.joined()
    }

    private var front: String {
        traits.contains(.room)
            ? #"<g class="part" data-front="true"><circle fill="{main}" cx="50" cy="70" r="20"/></g>"# : ""
    }

    private func metadata(_ poseOf: [String: String]?) -> [String: Any] {
        var metadata: [String: Any] = [
            "format": 1, "id": id,
            "label": ["en": id, "zh-Hant": words(chinese).first ?? "圖"],
            "kind": kind.rawValue, "stands": stands, "height": height, "foot": [50, 98], "mirror": true,
            "palettes": [["main": "#d63b2f"], ["main": "#3c9a4e"]],
        ]
        metadata["words"] = poseOf == nil ? ["en": words(english), "zh": words(chinese)] : nil
        metadata["near"] = near.isEmpty ? nil : near
        metadata["pose_of"] = poseOf
        metadata["worn"] = traits.contains(.worn) ? ["on": "head", "at": [50, 90], "span": 60] : nil
        metadata["held"] = traits.contains(.held) ? [50, 90] : nil
        metadata["room"] = traits.contains(.room) ? [10, 10, 90, 90] : nil
        metadata["expressions"] = traits.contains(.faces) ? Self.faces : nil
        return metadata
    }

    private var stands: String {
        traits.contains(.sky) ? "sky" : traits.contains(.aloft) ? "float" : id == "boat" ? "water" : "ground"
    }

    private var height: Double {
        switch kind {
        case .building,
            .plant where id == "tree":
            0.5
        case .object, .food, .clothing, .plant: 0.12
        default: 0.3
        }
    }

    private func words(_ list: String) -> [String] { list.split(separator: " ").map(String.init) }
}

extension Reading {
    /// All that was understood, in one line.
    var whole: String {
        let things = mentions.map { mention in
            var parts = ["\(mention.count) \(mention.subject)"] + mention.colours.map(\.text)
            if mention.size != 1 { parts.append("x\(mention.size)") }
            parts += [mention.material, mention.pose, mention.expression].compactMap(\.self)
            return parts.joined(separator: " ") + (mention.isAirborne ? " aloft" : "")
        }
        let relations = claims.map { claim in
            let names = { (places: [Int]) in places.map { mentions[$0].subject }.joined(separator: "+") }
            return "\(names(claim.figures)) \(claim.relation.rawValue) \(names(claim.grounds))"
        }
        let place = [
            setting.map { "@\($0)" }, time.map { "~\($0)" }, style.map { "%\($0)" }, season.map { "&\($0)" },
            weather.map { "*\($0)" },
        ]
        return
            (things + relations + place.compactMap(\.self) + tones.map { "#\($0)" }
            + framing.map { ">\($0.rawValue)" }.sorted() + without.list)
            .joined(separator: ", ")
    }
}

extension Without {
    fileprivate var list: [String] {
        subjects.sorted().map { "no \($0)" } + kinds.map { "no \($0.rawValue) at all" }.sorted()
            + colours.map { "no \($0.text)" } + (isTextless ? ["no text"] : [])
    }
}
