import App
import ArgumentParser

/// `nbp drawings check`: whether every file can be drawn.
struct DrawingsCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Read every drawing, and say which file is wrong and why."
    )

    @OptionGroup var place: DrawingsPlace

    func run() async throws {
        let count = try await place.desk().check()
        print("\(count) drawings are sound")
    }
}
