package import Engines
import FoundationEssentials
import Imaging
import Kernel
package import Studio
import Typography
import Upscaling
import Vision

/// The engines of an installation, by the names that models call them by, and what orders for them are read with.
package struct Workshop: Sendable {
    package let engines: [String: any Engine]
    package let tools: StudioTools

    package init(engines: [String: any Engine], tools: StudioTools) {
        self.engines = engines
        self.tools = tools
    }
}

extension Workshop {
    /// What models call the engines that need no key and no server.
    static let engineNames = [Sketch.name, "darkroom", "compositor", "enlarger"]

    /// What is read of the share folder once, before anything is made of it.
    struct Library: Sendable {
        private let sketch: SketchLibrary
        private let instructions: InstructionReader
        private let designs: DesignLibrary
        private let presets: PresetLibrary
        private let weights: URL

        /// - Throws: what is wrong with a file.
        init(_ share: ShareFolder) throws {
            let folder = share.folder
            sketch = try SketchLibrary(folder: folder.appending(path: "sketch"))
            instructions = InstructionReader(
                try InstructionLexicon(folder: folder.appending(path: "darkroom"))
            )
            designs = try DesignLibrary(folder: folder.appending(path: "designs"))
            presets = try PresetLibrary(json: Data(contentsOf: folder.appending(path: "presets.json")))
            weights = folder.appending(path: Upscaler.weightsPath)
        }

        /// The engines that need no key and no server.
        func workshop(_ imaging: Imaging) -> Workshop {
            let typography = Typography(imaging: imaging)
            let vision = Vision(imaging: imaging)
            return Workshop(
                engines: [
                    Sketch.name: Sketch(library: sketch, imaging: imaging),
                    "darkroom": Darkroom(imaging: imaging, vision: vision),
                    "compositor": Compositor(imaging: imaging, typography: typography, vision: vision),
                    "enlarger": Enlarger(imaging: imaging, upscaler: Upscaler(weights: weights)),
                ],
                tools: StudioTools(
                    instructions: instructions,
                    designs: designs,
                    illustrator: Illustrator(library: sketch),
                    presets: presets,
                    typography: typography
                )
            )
        }
    }
}
