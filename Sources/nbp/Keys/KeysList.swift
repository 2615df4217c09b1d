import App
import ArgumentParser

/// `nbp keys list`: the keys of an account.
struct KeysList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the keys of an account, ended ones too."
    )

    @OptionGroup var place: KeysPlace

    func run() async throws {
        let lines = try await place.desk().list(of: place.email)
        if lines.isEmpty { Terminal.say("There are no keys; nbp keys create makes one.\n") }
        for line in lines { print(line) }
    }
}
