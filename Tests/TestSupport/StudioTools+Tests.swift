import Engines
import Foundation
import Imaging
package import Studio
import Typography

extension StudioTools {
    /// What the product ships: the words of instructions, the designs, and fonts as they are installed.
    package static var forTests: StudioTools { get throws { try loaded.get() } }

    /// Read once: thousands of tests have a studio.
    private static let loaded = Result {
        StudioTools(
            instructions: InstructionReader(
                try InstructionLexicon(folder: share.appending(path: "darkroom"))
            ),
            designs: try DesignLibrary(folder: share.appending(path: "designs")),
            illustrator: Illustrator(library: try SketchLibrary(folder: share.appending(path: "sketch"))),
            presets: try PresetLibrary(json: Data(contentsOf: share.appending(path: "presets.json"))),
            typography: .forTests
        )
    }
    private static let share = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../share").standardizedFileURL
}

extension Typography {
    /// One for all tests: each has threads of its own.
    fileprivate static let forTests = Typography(imaging: .forTests, threads: 1)
}
