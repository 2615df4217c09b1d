import App
import ArgumentParser
import FoundationEssentials
import LocalModels

/// `nbp models`: weights for a model that draws on this machine.
struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "Fetch, list and remove weights of models that draw on this machine.",
        subcommands: [ModelsPull.self, ModelsList.self, ModelsRemove.self]
    )
}

/// The installation whose weights a command is about.
struct ModelsPlace: ParsableArguments {
    @Option(help: "The settings file; else nbp.yaml in the data directory, if there is one.")
    var config: String?

    func desk() async throws -> WeightsDesk {
        try await WeightsDesk(Settings.read(file: config.map { URL(filePath: $0) }))
    }
}

extension WeightsName {
    /// A name as somebody typed it.
    /// - Throws: `ValidationError`.
    static func typed(_ text: String) throws -> WeightsName {
        guard let name = WeightsName(text) else {
            throw ValidationError(WeightsRefusal.badName(text).description)
        }
        return name
    }
}
