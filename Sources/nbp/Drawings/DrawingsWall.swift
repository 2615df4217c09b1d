import App
import ArgumentParser
import Engines
import FoundationEssentials
import Kernel

/// `nbp drawings wall`: many prompts side by side.
struct DrawingsWall: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wall",
        abstract: "Draw a prompt a line of a file, side by side.",
        discussion: "With --each the pictures are written at 1024 pixels too, numbered, as PNG."
    )

    @OptionGroup var place: DrawingsPlace

    @Argument(help: "A text file with a prompt a line.")
    var prompts: String

    @Option(name: [.short, .long], help: "The file to write, WebP.")
    var output = "wall.webp"

    @Option(help: "A folder for the single pictures.")
    var each: String?

    @Option(help: "The number that makes the same pictures again.")
    var seed = 7

    private static let cell = PixelSize(width: 300, height: 300)
    private static let whole = PixelSize(width: 1_024, height: 1_024)

    func validate() throws {
        guard Seed(seed) != nil else {
            throw ValidationError("the seed is a number from 0 to \(Seed.largest)")
        }
    }

    func run() async throws {
        let desk = try await place.desk()
        let text = String(decoding: try Data(contentsOf: URL(filePath: prompts)), as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        var cells: [DrawingDesk.Cell] = []
        for (place, line) in lines.enumerated() {
            let scene = try desk.illustrator.scene(
                of: Prompt(line),
                size: Self.whole,
                seed: Seed(clamping: UInt64(seed)),
                style: nil
            ).scene
            cells.append(DrawingDesk.Cell(scene, label: "\(place + 1) \(line.prefix(44))"))
            if let each {
                let number = String(repeating: "0", count: place < 9 ? 1 : 0) + "\(place + 1)"
                let file = URL(filePath: each).appending(path: "\(number).png")
                try await desk.picture(of: scene, size: Self.whole).write(to: file)
            }
        }
        try await desk.sheet(cells, size: Self.cell, columns: 6).write(to: URL(filePath: output))
        print(output)
    }
}
