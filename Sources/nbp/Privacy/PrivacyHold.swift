import App
import ArgumentParser

/// `nbp privacy hold`: legal holds on single records.
struct PrivacyHold: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Keep one picture or job from erasure because the law demands it, and end that.",
        subcommands: [Add.self, List.self, Lift.self]
    )

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hold one record; takes two members of staff.",
            discussion: "It never covers more than the record, and is looked at again on the review date."
        )

        @OptionGroup var place: PrivacyPlace

        @Argument(help: "The picture or job, as img_… or job_….")
        var record: String

        @Option(help: "order (of a court or an authority) or claim (a legal claim).")
        var ground: String

        @Option(help: "Who demands it.")
        var authority: String

        @Option(help: "Why, in ten characters or more.")
        var reason: String

        @Option(help: "When somebody looks at it again, as 2027-01-31, within a year.")
        var review: String

        @Option(help: "The address of the member of staff who proposes it.")
        var by: String

        @Option(help: "The address of another one who approves it.")
        var approvedBy: String

        func run() async throws {
            let wish = PrivacyDesk.HoldWish(
                record: record,
                ground: ground,
                authority: authority,
                reason: reason,
                review: review,
                proposer: by,
                approver: approvedBy
            )
            print(try await place.desk().hold(wish))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the holds that are proposed or in force."
        )

        @OptionGroup var place: PrivacyPlace

        func run() async throws {
            let lines = try await place.desk().holds()
            if lines.isEmpty { print("Nothing is held.") }
            for line in lines { print(line) }
        }
    }

    struct Lift: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a hold; what it kept from an erasure is erased."
        )

        @OptionGroup var place: PrivacyPlace

        @Argument(help: "The hold, as hld_….")
        var hold: String

        func run() async throws {
            try await place.desk().lift(hold)
            print("The hold is lifted.")
        }
    }
}
