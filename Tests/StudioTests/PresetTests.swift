import Engines
import Foundation
import Kernel
import Studio
import TestSupport
import Testing

/// The prompts that ship to begin with.
struct PresetTests {
    @Test func `there are presets in every category, in both languages`() throws {
        let library = try StudioTools.forTests.presets
        #expect(library.presets.count >= 24)
        #expect(Set(library.presets.map(\.category)) == Set(library.categories.map(\.id)))
        for preset in library.presets {
            for language in Language.allCases {
                #expect(preset.names[language]?.isEmpty == false, "\(preset.id)")
                #expect(preset.templates[language]?.variables.isEmpty == false, "\(preset.id)")
                #expect(preset.prompts[language]?.text.contains("{") == false, "\(preset.id)")
            }
        }
    }

    @Test(arguments: Language.allCases)
    func `a preset as it ships makes a picture of something here`(language: Language) throws {
        let tools = try StudioTools.forTests
        // What is abstract is of nothing.
        for preset in tools.presets.presets where preset.category != "pattern" {
            let prompt = try #require(preset.prompts[language])
            let size = PixelSize(preset.aspectRatio, .oneK)
            let seed = try #require(Seed(7))
            let result = try tools.illustrator.scene(of: prompt, size: size, seed: seed, style: nil)
            #expect(!result.notes.map(\.code).contains(.nothingDrawn), "\(preset.id)")
        }
    }

    @Test(arguments: [
        #"{"categories":[],"presets":[]"#,
        #"{"categories":[{"id":"a","names":{"en":"A"}}],"presets":[]}"#,
        #"{"categories":[],"presets":[{"id":"x","category":"a","names":{},"templates":{},"examples":{},"aspect_ratio":"1:1"}]}"#,
    ])
    func `a file that is not whole is refused`(json: String) {
        #expect(throws: (any Error).self) { try PresetLibrary(json: Data(json.utf8)) }
    }
}
