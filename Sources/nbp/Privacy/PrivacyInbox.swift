import App
import ArgumentParser
import FoundationEssentials

/// `nbp privacy inbox`: takes a mail to the rights mailbox from standard input, for a mail server's pipe.
struct PrivacyInbox: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox",
        abstract:
            "Open a request for the mail on standard input, and acknowledge it; nothing else is done on a mail alone.",
        discussion:
            "Only From, Date, Subject, Message-ID and the text are kept. A mail that came before opens nothing anew."
    )

    /// In bytes: a little more than what is read of a mail, so that a longer one shows.
    private static let longest = 4 << 20

    @OptionGroup var place: AdminPlace

    func run() async throws {
        var mail = Data()
        while mail.count < Self.longest, let part = try Terminal.read(upTo: 64 << 10) { mail.append(part) }
        guard !mail.isEmpty else { throw ValidationError("there is no mail on standard input") }
        print(try await place.requests().take(mail: mail))
    }
}
