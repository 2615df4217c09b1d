import App
import ArgumentParser
import LocalModels

/// `nbp models remove`: takes weights away.
struct ModelsRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Delete weights, and what a broken pull left of them.",
        discussion: "A running server that draws with them goes on until it is stopped."
    )

    @OptionGroup var place: ModelsPlace

    @Argument(help: "The name, as nbp models list shows it.")
    var name: String

    func run() async throws {
        let name = try WeightsName.typed(name)
        try await place.desk().remove(name)
        print("\(name.text) is removed.")
    }
}
