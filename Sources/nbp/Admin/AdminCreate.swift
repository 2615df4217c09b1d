import App
import ArgumentParser
import FoundationEssentials
import Kernel

/// `nbp admin create`: makes somebody staff, with an account of their own or the one they have.
struct AdminCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make somebody staff, and print a link that sets the password of a new account, once.",
        discussion: "Without a second factor the admin site stays closed, whatever the role."
    )

    @OptionGroup var place: AdminPlace

    @Option(help: "The e-mail address that they sign in with.")
    var email: String

    @Option(help: "owner, support, privacy, finance or read-only.")
    var role: String

    @Option(help: "The country that a new account is noted with, as TW; else the operator's.")
    var country: String?

    @Option(help: "The language of a new account, en or zh-Hant.")
    var language = Language.english.rawValue

    func run() async throws {
        guard let language = Language(rawValue: language) else {
            throw ValidationError("\(language) is no language; use en or zh-Hant")
        }
        let desk = try await place.desk()
        print(try await desk.create(email, role, in: language, country: country))
    }
}
