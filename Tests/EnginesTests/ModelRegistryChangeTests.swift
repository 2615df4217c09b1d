import Foundation
import Kernel
import Testing

@testable import Engines

/// The registry of one installation: an operator's rows, and the engines that there are.
struct ModelRegistryChangeTests {
    private let now = Timestamp(milliseconds: 1_795_456_800_000)

    private static func row(_ id: String, engine: String, more: String = "") -> String {
        """
        {"id": "\(id)", "engine": "\(engine)", "aliases": ["\(id)-latest"], "tasks": ["generate", "edit"],
         "kind": "generative", "sizes": "table", "aspect_ratios": ["1:1", "16:9"], "resolutions": ["1K", "2K"],
         "styles": [], "most_images": 4, "takes_seed": true, "credits_per_image": 0, "typical_seconds": {},
         "place": "own"\(more)}
        """
    }

    private func registry(_ rows: [String]) throws -> ModelRegistry {
        try ModelRegistry(json: Data("[\(rows.joined(separator: ","))]".utf8))
    }

    @Test func `a model whose engine is not there is not offered, and says so by all its names`() throws {
        let all = try registry([Self.row("a", engine: "here"), Self.row("b", engine: "gone")])
        let registry = try all.changed(by: nil, running: ["here": nil])
        #expect(registry.offered(at: now).map(\.id) == ["a"])
        for name in ["b", "b-latest"] {
            #expect(throws: Problem(.modelOff, field: "model")) {
                try registry.model(named: name, at: now)
            }
        }
        #expect(throws: Problem(.modelUnknown, field: "model")) {
            try registry.model(named: "c", at: now)
        }
    }

    @Test func `a retired model names its successor, engine or not`() throws {
        let retired = Self.row("old", engine: "gone", more: #", "retires": "2026-01-01", "replacement": "a""#)
        let registry = try registry([retired]).changed(by: nil, running: [:])
        #expect(throws: Problem(.modelRetired, field: "model", ["replacement": "a"])) {
            try registry.model(named: "old", at: now)
        }
        #expect(registry.offered(at: now).isEmpty)
    }

    @Test func `an operator's rows replace, add and take away`() throws {
        let all = try registry([Self.row("a", engine: "e"), Self.row("b", engine: "e")])
        let changes = """
            [\(Self.row("a", engine: "e", more: #", "upstream": "theirs""#)), \(Self.row("c", engine: "e")),
             {"id": "b", "enabled": false}]
            """
        let registry = try all.changed(by: Data(changes.utf8), running: ["e": "here"])
        #expect(registry.models.map(\.id) == ["a", "c"])
        #expect(registry.models[0].upstream == "theirs")
        #expect(registry.models.allSatisfy { $0.staysHere }, "the engine says where words go")
    }

    @Test(arguments: ["{", "{}", "[{\"id\": \"x\"}]", "[1]"])
    func `an operator's file that is no list of rows is refused`(text: String) throws {
        let all = try registry([Self.row("a", engine: "e")])
        #expect(throws: (any Error).self) { try all.changed(by: Data(text.utf8), running: ["e": nil]) }
    }

    @Test(arguments: [
        ("640x640", "1024x1024"), ("1920x1080", "2752x1536"), ("1200x700", "1376x768"),
        ("4000x4000", "2048x2048"),
        ("100x900", "1024x1024"),
    ])
    func `a picture is made anew in the nearest shape, about as fine`(source: String, size: String) throws {
        let model = try #require(try registry([Self.row("a", engine: "e")]).models.first)
        let given = try #require(PixelSize(source))
        #expect(model.size(repainting: given) == PixelSize(size))
    }
}
