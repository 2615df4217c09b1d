import App
import ArgumentParser

/// `nbp admin role`: gives somebody of the staff another role.
struct AdminRole: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role",
        abstract: "Give somebody of the staff another role, at once."
    )

    @OptionGroup var place: AdminPlace

    @Option(help: "The e-mail address that they sign in with.")
    var email: String

    @Option(help: "owner, support, privacy, finance or read-only.")
    var role: String

    func run() async throws {
        try await place.desk().change(email, to: role)
        print("The role is \(role) now.")
    }
}
