import App
import ArgumentParser
import FoundationEssentials
import Kernel

/// The account whose keys a command is about, and its installation.
struct KeysPlace: ParsableArguments {
    @Option(help: "The settings file; else nbp.yaml in the data directory, if there is one.")
    var config: String?

    @Option(help: "The e-mail address of the account.")
    var email: String

    func desk() async throws -> KeyDesk {
        try await KeyDesk(Settings.read(file: config.map { URL(filePath: $0) }))
    }
}

extension KeyDesk.Shown {
    /// The secret alone on standard output, so that it can go into a file or another command; the rest beside it.
    func tell() {
        Terminal.say("\(about)\nThe secret is shown only now.\n")
        print(secret.reveal())
    }
}
