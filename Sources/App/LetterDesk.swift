import Accounts
import Mail

/// Sends the operator's letters from the machine itself, beside a running server.
package struct LetterDesk: Sendable {
    package enum Kind: Sendable {
        case update
        case news
    }

    /// What a command cannot do, and what to do instead.
    package struct Refusal: Error, CustomStringConvertible {
        package let description: String
    }

    private let core: Core

    /// Opens the installation beside a running server.
    /// - Throws: whatever forbids the start of a server; `RestoredCopy`.
    package init(_ settings: Settings) async throws {
        core = try await Core.beside(settings)
    }

    /// Queues a letter; the server sends it.
    /// - Returns: what was done, in one line.
    package func send(_ text: String, as kind: Kind) async throws -> String {
        let campaign = try await core.accounts.announce(kind.mail, saying: file(text))
        if let finishedAt = campaign.finishedAt {
            throw Refusal(
                description: "this very letter went out until \(finishedAt); change its words to send another"
            )
        }
        return "The letter is queued; the running server, or the next one that starts, sends it."
    }

    /// How many would get a letter now.
    package func count(_ text: String, as kind: Kind) async throws -> String {
        _ = try file(text)
        let count = try await core.accounts.countReaders(kind.mail)
        return """
            Would get it: \(count.readers) of \(count.accounts) accounts
            Do not take such letters: \(count.unwilling)
            May not be written to now: \(count.barred)
            """
    }

    private func file(_ text: String) throws(Refusal) -> CampaignFile {
        do {
            return try CampaignFile(text)
        } catch {
            throw Refusal(description: error.description)
        }
    }
}

extension LetterDesk.Kind {
    fileprivate var mail: MailKind {
        switch self {
        case .update: .update
        case .news: .news
        }
    }
}
