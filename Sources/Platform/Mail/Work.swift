import FoundationEssentials
import Kernel
import Logging
import Metrics
import Purposes
package import Queue
import Store
import Vault

extension Mail {
    /// The work that sends mails, for a worker of the mail's own queue.
    package var work: [any WorkHandler] { [SendMail(mail: self)] }

    /// That queue's worker.
    package var worker: Worker { Worker(queue: queue, handlers: work) }
}

/// Sends one mail, and removes it in the transaction that ends the work.
///
/// After a crash between the two it goes out again: with the same Message-ID, by which mail programs know a copy.
struct SendMail: WorkHandler {
    static let type = WorkType(rawValue: "mail.send")

    let mail: Mail

    var type: WorkType { Self.type }

    func run(_ work: LeasedWork, report: @escaping @Sendable (WorkProgress) -> Void) async throws {
        let id = RowID(work.target)
        guard let waiting = try await mail.store.read({ tx in try OutboxRecords(tx).letter(id) }) else {
            try await end(work, id)
            return
        }
        let outcome = try await send(waiting, work)
        try await end(work, id)
        MailOutcome.count(outcome, waiting.kind)
    }

    func abandon(
        _ work: LeasedWork,
        because end: WorkEnd,
        in tx: Transaction
    ) throws {
        let (records, id) = (OutboxRecords(tx), RowID(work.target))
        guard let waiting = try records.letter(id) else { return }
        try records.delete(id)
        log("A mail was given up", work, waiting.kind)
        MailOutcome.count(.expired, waiting.kind)
    }

    /// - Throws: anything that another try may mend.
    private func send(_ waiting: SealedLetter, _ work: LeasedWork) async throws -> MailOutcome {
        guard mail.clock.now() < waiting.expiresAt else {
            log("A mail was given up", work, waiting.kind)
            return .expired
        }
        do {
            guard let message = try await message(of: waiting) else { return .unreadable }
            try await mail.transport.deliver(message)
            await mail.checkpoint.reach("mail.accepted")
            return try await withdrawnIfErased(waiting)
        } catch let problem as Problem where problem.code == .erased {
            return .erased
        } catch let problem as Problem where [.noConsent, .objected].contains(problem.code) {
            return .unwanted
        } catch let failure as MailFailure {
            guard failure.isFinal else {
                log("A mail could not be handed over; it is tried again", work, waiting.kind, failure)
                throw failure
            }
            log("A mail was refused for good", work, waiting.kind, failure)
            return .refused
        }
    }

    /// The mail written out; nil when an earlier version stored what this one does not know.
    private func message(of waiting: SealedLetter) async throws -> MailMessage? {
        let plain = try await mail.opened(waiting)
        guard let letter = try? JSONDecoder().decode(StoredLetter.self, from: plain).letter else {
            return nil
        }
        try await mail.requireLeave(for: letter.kind.mailClass, to: letter.recipient, of: waiting.subject)
        var insert = MailInsert()
        if let id = letter.campaign {
            let campaign = try await mail.store.read { tx in try CampaignRecords(tx).campaign(id) }
            guard let words = campaign?.words[letter.language] else { return nil }
            insert.words = words
            insert.unsubscribe = mail.unsubscribeLink(for: letter.recipient, letter.kind.mailClass)
        }
        return try mail.press.print(
            letter,
            with: insert,
            id: waiting.id,
            madeAt: waiting.madeAt,
            mark: mail.mark(of: waiting.subject)
        )
    }

    /// An erasure that began while the mail went out has looked for files already: then its file goes here.
    private func withdrawnIfErased(_ waiting: SealedLetter) async throws -> MailOutcome {
        do {
            _ = try await mail.gate.permit(NotifyByMail.self, for: waiting.subject)
        } catch let problem as Problem {
            // Whatever else stands in the way now came after the mail had gone.
            if problem.code == .erased { try await mail.deleteFiles(of: waiting.subject) }
        }
        return .sent
    }

    private func end(_ work: LeasedWork, _ id: RowID) async throws {
        let queue = mail.queue
        try await mail.store.write { tx in
            try OutboxRecords(tx).delete(id)
            try queue.finish(work, in: tx)
        }
    }

    private func log(
        _ message: Logger.Message,
        _ work: LeasedWork,
        _ kind: MailKind,
        _ failure: MailFailure? = nil
    ) {
        var metadata: Logger.Metadata = ["work": "\(work.id)", "mail": "\(kind.rawValue)"]
        if let failure { metadata["error"] = "\(failure)" }
        Logger.current.warning(message, metadata: metadata)
    }
}

/// What became of a mail.
enum MailOutcome: String {
    case sent
    /// The server will not have it.
    case refused
    /// Tried for as long as anybody may wait for it.
    case expired
    case erased
    /// Its reader has ended such mails since it was queued.
    case unwanted
    case unreadable

    static func count(_ outcome: MailOutcome, _ kind: MailKind) {
        let dimensions = [("mail", kind.rawValue), ("outcome", outcome.rawValue)]
        Counter(label: "mail.outcomes", dimensions: dimensions).increment()
    }
}
