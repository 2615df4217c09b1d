import App
import ArgumentParser
import Engines
import FoundationEssentials
import Kernel

/// `nbp drawings sheet`: everything at a glance.
struct DrawingsSheet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet",
        abstract: "Draw contact sheets of all subjects, settings and styles.",
        discussion: "Writes subjects.webp, settings.webp and styles.webp into the folder."
    )

    /// What every style draws on its sheet.
    private static let sample = "a cat under a tree beside a house, a bird in the sky"

    @OptionGroup var place: DrawingsPlace

    @Option(name: [.short, .long], help: "The folder to write to.")
    var output = "."

    @Option(help: "The style of subjects and settings; all draws every subject in every style.")
    var style = "flat"

    func run() async throws {
        let desk = try await place.desk()
        let styles = desk.illustrator.vocabulary.styles.map(\.id)
        for style in style == "all" ? styles : [style] {
            let ending = self.style == "all" ? "-\(style)" : ""
            try await write(subjects(desk, style), columns: 20, small, desk, "subjects\(ending).webp")
            try await write(settings(desk, style), columns: 4, wide, desk, "settings\(ending).webp")
        }
        try await write(samples(desk, styles), columns: 4, large, desk, "styles.webp")
    }

    private var small: PixelSize { PixelSize(width: 104, height: 104) }
    private var wide: PixelSize { PixelSize(width: 400, height: 250) }
    private var large: PixelSize { PixelSize(width: 400, height: 400) }

    private func subjects(_ desk: DrawingDesk, _ style: String) -> [DrawingDesk.Cell] {
        desk.illustrator.drawings.compactMap { id in
            desk.illustrator.portrait(of: id, size: small, style: style).map { .init($0, label: id) }
        }
    }

    private func settings(_ desk: DrawingDesk, _ style: String) -> [DrawingDesk.Cell] {
        desk.illustrator.vocabulary.settings.compactMap { word in
            desk.illustrator.view(of: word.id, size: wide, style: style).map { .init($0, label: word.id) }
        }
    }

    private func samples(_ desk: DrawingDesk, _ styles: [String]) throws -> [DrawingDesk.Cell] {
        try styles.map { style in
            let result = try desk.illustrator.scene(
                of: Prompt(Self.sample),
                size: large,
                seed: Seed(clamping: 3),
                style: style
            )
            return DrawingDesk.Cell(result.scene, label: style)
        }
    }

    private func write(
        _ cells: [DrawingDesk.Cell],
        columns: Int,
        _ size: PixelSize,
        _ desk: DrawingDesk,
        _ name: String
    ) async throws {
        let file = URL(filePath: output).appending(path: name)
        try await desk.sheet(cells, size: size, columns: columns).write(to: file)
        print(file.path)
    }
}
