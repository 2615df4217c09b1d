import ArgumentParser

/// `nbp mail`: letters of the operator's to many.
struct MailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail",
        abstract:
            "Send a letter to those who take such letters; works beside a running server, which sends it.",
        subcommands: [MailNews.self, MailUpdate.self]
    )
}
