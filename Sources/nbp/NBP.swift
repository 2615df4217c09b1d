import App
import ArgumentParser
import Glibc
import Provenance

/// The command line.
///
/// Errors are one line on standard error that says what is wrong and what to do: exit 64 for wrong usage, 1
/// otherwise.
@main
struct NBP: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nbp",
        abstract: "Nano Banana Pro: an AI image studio that you host yourself.",
        version: Maker.product.version,
        subcommands: [
            Serve.self, Generate.self, Edit.self, Compose.self, Typeset.self, Upscale.self, Verify.self,
            MCPCommand.self,
            DrawingsCommand.self,
            ModelsCommand.self,
            Admin.self, Keys.self, PrivacyCommand.self, MailCommand.self, Backup.self, Migrate.self,
            Doctor.self,
        ]
    )

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch  where exitCode(for: error) == .success {
            exit(withError: error)
        } catch  where exitCode(for: error) == .validationFailure {
            let line = message(for: error).split(whereSeparator: \.isNewline).joined(separator: " ")
            Terminal.say("nbp: \(line.hasSuffix(".") ? String(line.dropLast()) : line); see nbp --help\n")
            exit(withError: ExitCode.validationFailure)
        } catch let code as ExitCode {
            exit(withError: code)
        } catch {
            Terminal.say("nbp: \(CommandFailure.sentence(for: error))\n")
            Glibc.exit(1)
        }
    }
}
