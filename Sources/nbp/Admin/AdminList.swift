import App
import ArgumentParser

/// `nbp admin list`: who is staff.
struct AdminList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List who is staff.")

    @OptionGroup var place: AdminPlace

    func run() async throws {
        let lines = try await place.desk().list()
        if lines.isEmpty { print("Nobody is staff; nbp admin create makes somebody so.") }
        for line in lines {
            let state = line.hasFollowed ? "" : "  (has no password yet)"
            print("\(line.email)  \(line.role)  since \(line.since)\(state)")
        }
    }
}
