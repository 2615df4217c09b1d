import Foundation
import Kernel

@testable import Engines

/// What Sketch's tests share: the library that ships, read once, and shorthands.
enum SketchSupport {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "share/sketch")

    private static let loaded = Result { try SketchLibrary(folder: folder) }
    private static let read = Result { try LibraryFiles.read(folder) }

    /// The library as it ships.
    static func library() throws -> SketchLibrary { try loaded.get() }

    /// Its files, for tests that damage them.
    static func files() throws -> [String: [UInt8]] { try read.get() }

    static func reading(_ prompt: String) throws -> Reading {
        Reading(prompt, lexicon: try library().lexicon)
    }

    static func scene(
        _ prompt: String,
        seed: Int = 1,
        size: PixelSize = PixelSize(width: 1_024, height: 1_024),
        style: String? = nil
    ) throws -> Scene {
        try composed(prompt, seed: seed, size: size, style: style).scene
    }

    static func composed(
        _ prompt: String,
        seed: Int = 1,
        size: PixelSize = PixelSize(width: 1_024, height: 1_024),
        style: String? = nil
    ) throws -> Composer.Result {
        let composer = Composer(library: try library(), seed: Seed(clamping: UInt64(seed)))
        return composer.compose(try reading(prompt), canvas: Scene.Canvas(size), style: style)
    }

    /// One thing by day, whatever its words mean to the reader.
    static func scene(
        of subject: String,
        colours: [SketchColour] = [],
        in setting: String? = nil,
        size: PixelSize,
        style: String
    ) throws -> Scene {
        var reading = Reading()
        reading.mentions = [Reading.Mention(subject: subject, word: subject, count: 1, colours: colours)]
        (reading.setting, reading.time) = (setting, "day")
        let composer = Composer(library: try library(), seed: Seed(clamping: 1))
        return composer.compose(reading, canvas: Scene.Canvas(size), style: style).scene
    }

    static func svg(_ scene: Scene) throws -> String {
        guard let writer = SceneWriter(scene, library: try library()) else { throw Missing() }
        return writer.svg()
    }

    struct Missing: Error {}

    /// Without the files that are poses of others.
    static let subjects =
        (try? library())?.subjects.values.filter { $0.poseOf == nil }.map(\.id).sorted()
        ?? []
    static let settings = ids(in: "settings", ending: ".svg")
    static let styles = ids(in: "styles", ending: ".json")

    /// Read from the folder, so that a new file is tested without a new line here.
    private static func ids(in name: String, ending: String) -> [String] {
        let files = try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: name).path)
        return (files ?? []).filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }
            .sorted()
    }
}

extension Scene.Item {
    /// What is drawn, in scene units and the middle pose.
    func box(in library: SketchLibrary) -> SceneBox {
        guard let subject = library.subjects[subject] else {
            return SceneBox(left: 0, top: 0, right: 0, bottom: 0)
        }
        return subject.box(at: foot, scale: scale, isFlipped: isFlipped)
    }
}

extension Reading {
    /// What was understood, in one line: things, relations, place, time, style.
    var summary: String {
        let things = mentions.map { mention in
            let colours = mention.colours.map { " \($0.text)" }.joined()
            let size = mention.size == 1 ? "" : " \(mention.size)"
            return "\(mention.count) \(mention.subject)\(colours)\(size)\(mention.isAirborne ? " aloft" : "")"
        }
        let relations = claims.map { claim in
            let names = { (places: [Int]) in places.map { mentions[$0].subject }.joined(separator: "+") }
            return "\(names(claim.figures)) \(claim.relation.rawValue) \(names(claim.grounds))"
        }
        let rest = [setting.map { "@\($0)" }, time.map { "~\($0)" }, style.map { "%\($0)" }].compactMap { $0 }
        return (things + relations + rest).joined(separator: ", ")
    }
}
