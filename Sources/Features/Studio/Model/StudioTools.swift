package import Engines
package import Typography

/// What orders are read and judged with before anything is rendered.
package struct StudioTools: Sendable {
    package let instructions: InstructionReader
    package let designs: DesignLibrary
    package let illustrator: Illustrator
    /// Prompts to begin with.
    package let presets: PresetLibrary
    let typography: Typography

    package init(
        instructions: InstructionReader,
        designs: DesignLibrary,
        illustrator: Illustrator,
        presets: PresetLibrary,
        typography: Typography
    ) {
        self.instructions = instructions
        self.designs = designs
        self.illustrator = illustrator
        self.presets = presets
        self.typography = typography
    }
}
