import Foundation
import Kernel

@testable import Engines

/// A library with a few plain drawings more, so that tests know every anchor; and readings made without words.
enum SketchStage {
    private static let loaded = Result {
        var files = try SketchSupport.files()
        for (id, metadata, body) in drawings { files["subjects/\(id).svg"] = file(id, metadata, body) }
        return try SketchLibrary(files: files)
    }

    static func library() throws -> SketchLibrary { try loaded.get() }

    static func subject(_ id: String) throws -> SketchSubject {
        guard let subject = try library().subjects[id] else { throw SketchSupport.Missing() }
        return subject
    }

    static func composed(
        _ reading: Reading,
        seed: Int = 1,
        size: PixelSize = PixelSize(width: 1_024, height: 1_024)
    ) throws -> Composer.Result {
        let composer = Composer(library: try library(), seed: Seed(clamping: UInt64(seed)))
        return composer.compose(reading, canvas: Scene.Canvas(size), style: nil)
    }

    static func scene(
        _ reading: Reading,
        seed: Int = 1,
        size: PixelSize = PixelSize(width: 1_024, height: 1_024)
    ) throws -> Scene {
        try composed(reading, seed: seed, size: size).scene
    }

    // MARK: Drawings

    private static func file(_ id: String, _ metadata: String, _ body: String) -> [UInt8] {
        let palettes = "[{\"main\": \"#cc4444\"}, {\"main\": \"#4444cc\"}]"
        let isPose = metadata.contains("pose_of")
        let words = isPose ? "" : "\"words\": {\"en\": [\"\(id)\"], \"zh\": [\"\(id)字\"]},"
        let text = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 200">
            <metadata>{"format": 1, "id": "\(id)", "label": {"en": "\(id)", "zh-Hant": "\(id)"}, \(words)
            "palettes": \(palettes), \(metadata)}</metadata>
            \(body)
            </svg>
            """
        return Array(text.utf8)
    }

    private static let drawings: [(String, String, String)] = [
        (
            "tkid",
            """
            "kind": "person", "stands": "ground", "height": 0.4, "foot": [50, 198], "mirror": true,
            "pose": {"nod": [-12, 12], "arm": [-20, 20]}, "expressions": ["happy", "sad"]
            """,
            """
            <g class="part"><path fill="{main}" d="M30 80L70 80L74 198L26 198Z"/>
            <circle class="anchor" data-name="neck" cx="50" cy="78" r="10"/>
            <circle class="anchor" data-name="back" cx="50" cy="100" r="20"/></g>
            <g class="part" transform="rotate({arm} 66 90)"><path fill="{main-shade}" d="M62 88L72 88L88 130L80 132Z"/>
            <circle class="anchor" data-name="hand" cx="84" cy="130" r="5"/></g>
            <g class="part" transform="rotate({nod} 50 80)"><circle fill="{main-light}" cx="50" cy="46" r="30"/>
            <g data-expression="happy"><path class="line" d="M40 60L60 60"/></g>
            <g data-expression="sad"><path class="line" d="M40 64L60 64"/></g>
            <circle class="anchor" data-name="head" cx="50" cy="22" r="24"/>
            <circle class="anchor" data-name="eyes" cx="50" cy="44" r="14"/></g>
            """
        ),
        (
            "tkid-sitting",
            """
            "kind": "person", "stands": "ground", "height": 0.3, "foot": [50, 198], "mirror": true,
            "pose_of": {"subject": "tkid", "pose": "sitting"}
            """,
            "<g class=\"part\"><path fill=\"{main}\" d=\"M30 4L70 4L90 198L10 198Z\"/></g>"
        ),
        (
            "tcap",
            """
            "kind": "clothing", "stands": "ground", "height": 0.12, "foot": [50, 196], "mirror": true,
            "worn": {"on": "head", "at": [50, 170], "span": 60}
            """,
            "<g class=\"part\"><path fill=\"{main}\" d=\"M20 4L80 4L96 196L4 196Z\"/></g>"
        ),
        (
            "tspecs",
            """
            "kind": "clothing", "stands": "ground", "height": 0.06, "foot": [50, 196], "mirror": true,
            "worn": {"on": "eyes", "at": [50, 100], "span": 80}
            """,
            "<g class=\"part\"><path fill=\"{main}\" d=\"M4 4L96 4L96 196L4 196Z\"/></g>"
        ),
        (
            "tcape",
            """
            "kind": "clothing", "stands": "ground", "height": 0.2, "foot": [50, 196], "mirror": true,
            "worn": {"on": "back", "at": [50, 40], "span": 50}
            """,
            "<g class=\"part\"><path fill=\"{main}\" d=\"M20 4L80 4L96 196L4 196Z\"/></g>"
        ),
        (
            "tbloon",
            """
            "kind": "object", "stands": "float", "height": 0.5, "foot": [50, 60], "mirror": false, "held": [50, 196]
            """,
            "<g class=\"part\"><path fill=\"{main}\" d=\"M10 4L90 4L90 110L54 110L54 196L46 196L46 110L10 110Z\"/></g>"
        ),
        (
            "tball",
            "\"kind\": \"object\", \"stands\": \"ground\", \"height\": 0.3, \"foot\": [50, 196], \"mirror\": true",
            "<g class=\"part\"><path fill=\"{main}\" d=\"M4 4L96 4L96 196L4 196Z\"/></g>"
        ),
        (
            "tbox",
            """
            "kind": "object", "stands": "ground", "height": 0.2, "foot": [50, 196], "mirror": true, "at": ["snow"],
            "room": [10, 20, 90, 180]
            """,
            """
            <g class="part"><path fill="{main-shade}" d="M4 4L96 4L96 196L4 196Z"/></g>
            <g class="part" data-front="true"><path fill="{main}" d="M4 110L96 110L96 196L4 196Z"/></g>
            """
        ),
        (
            "tchair",
            """
            "kind": "furniture", "stands": "ground", "height": 0.3, "foot": [50, 196], "mirror": true,
            "seat": [50, 110], "at": ["room", "desert"]
            """,
            "<g class=\"part\"><path fill=\"{main}\" d=\"M10 4L30 4L30 110L90 110L90 196L10 196Z\"/></g>"
        ),
    ]
}

extension Reading {
    /// So many of each, and how they stand to each other by their places in the list.
    init(_ things: [(subject: String, count: Int)], _ claims: [(Int, Relation, Int)] = []) {
        self.init()
        mentions = things.map {
            Mention(subject: $0.subject, word: $0.subject, count: $0.count, isCounted: true)
        }
        self.claims = claims.map { Claim(figures: [$0.0], relation: $0.1, grounds: [$0.2]) }
    }

    /// The same without a number that was said.
    func uncounted(_ mention: Int) -> Reading {
        var other = self
        other.mentions[mention].isCounted = false
        return other
    }
}

extension Scene.Item {
    /// Where a point of its drawing lies in the scene.
    func place(_ point: ScenePoint, in library: SketchLibrary) -> ScenePoint {
        guard let subject = library.subjects[subject] else { return foot }
        let x = (point.x - subject.foot.x) * scale * (isFlipped ? -1 : 1)
        let there = ScenePoint(x: foot.x + x, y: foot.y + (point.y - subject.foot.y) * scale)
        return Affine.turn(turn, about: foot)(there)
    }

    /// An anchor in its own pose: where it is, and its radius in the scene.
    func anchor(_ name: SketchSubject.Anchor, in library: SketchLibrary) -> (ScenePoint, Double)? {
        guard let spot = library.subjects[subject]?.spot(of: name, in: pose) else { return nil }
        return (place(spot.centre, in: library), spot.radius * scale)
    }
}

extension ScenePoint {
    func distance(to other: ScenePoint) -> Double { (self - other).length }
}
