import App
import ArgumentParser
import LocalModels

/// `nbp models list`: which weights are here.
struct ModelsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the weights that were pulled, with their SHA-256 and when it was verified."
    )

    @OptionGroup var place: ModelsPlace

    func run() async throws {
        let entries = try await place.desk().entries
        if entries.isEmpty { print("There are no weights; nbp models pull fetches some.") }
        for entry in entries {
            print("\(entry.name.text)  \(entry.size >> 20) MiB  \(entry.digest.text)  \(entry.verifiedAt)")
        }
    }
}
