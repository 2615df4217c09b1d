import Engines
import Foundation
import Kernel

/// What is made of words before anything is drawn: whatever people write, and however much, must not stop a worker.
///
/// The tests run the same under a limit that catches what never ends; here it is seen when time grows with the square.
struct WordWork {
    private static let length = 4_000
    /// Of what plain words of the same length take.
    private static let mostBesidePlain = 10.0
    private static let canvas = PixelSize(width: 1_024, height: 1_024)
    /// As many as a scene may have.
    private static let mostItems = 200

    private let illustrator: Illustrator
    private let instructions: InstructionReader

    init(_ share: ShareContents) throws {
        illustrator = Illustrator(library: try SketchLibrary(folder: share.sketch))
        let words = share.folder.appending(path: "darkroom")
        instructions = InstructionReader(try InstructionLexicon(folder: words))
    }

    func findings() throws -> [Finding] {
        try readings("prompt of 4,000 characters", composed)
            + readings("instruction of 4,000 characters", read)
            + [crowd(), edits()].compactMap(\.self)
    }

    /// Each hard text at its length and at four times it.
    private func readings(_ what: String, _ act: (String) throws -> Void) throws -> [Finding] {
        let plain = try stretch("plain", HardText.plain, act)
        let hard = try HardText.allCases.map { try stretch($0.rawValue, $0.text, act) }
        return [
            Stretch.slowest(of: hard, what, beside: plain, most: Self.mostBesidePlain),
            Stretch.worst(of: hard + [plain], what),
        ].compactMap(\.self)
    }

    private func stretch(
        _ name: String,
        _ text: (Int) -> String,
        _ act: (String) throws -> Void
    ) throws -> Stretch {
        let (short, long) = (text(Self.length), text(Self.length * Stretch.factor))
        return try Stretch(name, little: { try act(short) }, much: { try act(long) })
    }

    private func composed(_ words: String) throws {
        _ = try illustrator.scene(of: Prompt(words), size: Self.canvas, seed: Seed(clamping: 7), style: nil)
    }

    private func read(_ words: String) {
        _ = instructions.read(words, canvas: Self.canvas)
    }

    /// Two hundred things, of which as many are set out as fit, beside a quarter of those.
    private func crowd() throws -> Finding {
        let kinds = [
            "cat", "dog", "bird", "boat", "house", "tree", "flower", "car", "duck", "horse", "owl", "cow",
            "rabbit", "goat", "bear", "balloon", "chair",
        ]
        let few = kinds.prefix(10).map { "a \($0)" }.joined(separator: ", ")
        let many = kinds.map { "12 \($0)s" }.joined(separator: ", ")
        return try Stretch(
            "setting out 200 things, as many as fit, beside 10",
            little: { try composed(few) },
            much: { try composed(many) }
        ).finding
    }

    /// A change of the fullest scene, beside one of a quarter of it.
    private func edits() throws -> Finding? {
        let (few, many) = (try scene(of: Self.mostItems / Stretch.factor), try scene(of: Self.mostItems))
        let stretches = try ["three cats", "add a moon", "another arrangement"].map { words in
            try Stretch(words, little: { try change(few, words) }, much: { try change(many, words) })
        }
        return Stretch.worst(of: stretches, "change of a scene of 50 things")
    }

    private func change(_ scene: Scene, _ words: String) throws {
        _ = try illustrator.changed(scene, saying: Prompt(words))
    }

    /// So many cats in a row.
    private func scene(of count: Int) throws -> Scene {
        var scene = try illustrator.scene(
            of: Prompt("a cat and a dog"),
            size: Self.canvas,
            seed: Seed(clamping: 7),
            style: nil
        ).scene
        guard let cat = scene.items.first(where: { $0.subject == "cat" }) else {
            throw Complaint("the offline engine drew no cat")
        }
        while scene.items.count < count {
            var copy = cat
            copy.isGrounded = scene.items.count.isMultiple(of: 2)
            copy.foot.x = Double(scene.items.count) * 5
            scene.items.append(copy)
        }
        return scene
    }
}
