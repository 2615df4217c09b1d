import App
import ArgumentParser
import FoundationEssentials

/// `nbp doctor`: checks an installation, beside a running server too.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the installation; exits 1 when something is wrong."
    )

    @Option(help: "The settings file; else nbp.yaml in the data directory, if there is one.")
    var config: String?

    func run() async throws {
        let settings = try await Settings.read(file: config.map { URL(filePath: $0) })
        let findings = await Checkup(settings).findings()
        for finding in findings {
            print("\(finding.isGood ? "ok  " : "BAD ") \(finding.name): \(finding.detail)")
        }
        if findings.contains(where: { !$0.isGood }) { throw ExitCode(1) }
    }
}
