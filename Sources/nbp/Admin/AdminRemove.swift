import App
import ArgumentParser

/// `nbp admin remove`: takes somebody's role away; the account stays.
struct AdminRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take somebody's role away, at once; the account stays."
    )

    @OptionGroup var place: AdminPlace

    @Option(help: "The e-mail address that they sign in with.")
    var email: String

    func run() async throws {
        try await place.desk().remove(email)
        print("The role is taken away.")
    }
}
