import App
import ArgumentParser
import FoundationEssentials
import Kernel

/// `nbp drawings`: what Sketch can draw, for those who add to it.
struct DrawingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drawings",
        abstract: "Check and look at what Sketch can draw.",
        subcommands: [DrawingsCheck.self, DrawingsSheet.self, DrawingsWall.self]
    )
}

/// Where the drawings lie.
struct DrawingsPlace: ParsableArguments {
    @Option(help: "The settings file; else nbp.yaml in the data directory, if there is one.")
    var config: String?

    func desk() async throws -> DrawingDesk {
        let settings = try await Settings.read(file: config.map { URL(filePath: $0) })
        return try DrawingDesk(ShareFolder(settings.shareFolder))
    }
}
