import Kernel
package import Mail
import Queue
import Store

/// How many people a campaign would reach, and why not the others.
package struct AnnouncementCount: Hashable, Sendable {
    package var accounts = 0
    /// Who would get it.
    package var readers = 0
    /// Who never asked for it, or has ended it.
    package var unwilling = 0
    /// Whose data may not be used now.
    package var barred = 0
}

extension Accounts {
    /// Sends a letter of the operator's to everybody with an account who takes its kind; once to each, whoever asks again.
    ///
    /// The work is queued: a running server does it, or the next one that starts, and goes on after a crash where it was.
    /// - Returns: the campaign; one with `finishedAt` went out before, and nothing is sent again.
    package func announce(_ kind: MailKind, saying file: CampaignFile) async throws -> Campaign {
        let (mail, queue) = (mail, queue)
        let campaign = try await store.write { tx in
            let campaign = try mail.keep(kind, saying: file.words, in: tx)
            if campaign.finishedAt == nil {
                try queue.add(NewWork(AnnounceWork.type, on: campaign.id.value, of: nil), in: tx)
            }
            return campaign
        }
        queue.wake()
        return campaign
    }

    /// What `announce` would do, without doing any of it.
    package func countReaders(_ kind: MailKind) async throws -> AnnouncementCount {
        var count = AnnouncementCount()
        try await forEachAccount { subject in
            count.accounts += 1
            do {
                try await mail.requireLeave(for: kind.mailClass, of: subject)
                let address = try await account(of: subject).email
                if try await mail.isSuppressed(address, for: kind.mailClass) {
                    count.unwilling += 1
                } else {
                    count.readers += 1
                }
            } catch let problem as Problem {
                count.add(problem)
            }
        }
        return count
    }

    /// Goes through all accounts, a page at a time.
    func forEachAccount(_ act: (SubjectID) async throws -> Void) async throws {
        var last: SubjectID?
        while true {
            let start = last
            let page = try await store.read { tx in
                try AccountRecords(tx).subjects(after: start, limit: Self.accountsAtOnce)
            }
            for subject in page { try await act(subject) }
            guard page.count == Self.accountsAtOnce else { return }
            last = page.last
        }
    }

    private static let accountsAtOnce = 200
}

extension AnnouncementCount {
    mutating func add(_ problem: Problem) {
        switch problem.code {
        case .noConsent, .objected: unwilling += 1
        default: barred += 1
        }
    }
}

/// Queues a campaign's mails, one reader after the other.
///
/// After a crash it goes through everybody again and finds out who has theirs.
struct AnnounceWork: WorkHandler {
    static let type = WorkType(rawValue: "accounts.announce")

    let accounts: Accounts

    var type: WorkType { Self.type }

    func run(_ work: LeasedWork, report: @escaping @Sendable (WorkProgress) -> Void) async throws {
        let (mail, queue, id) = (accounts.mail, accounts.queue, CampaignID(work.target))
        guard let campaign = try await accounts.store.read({ tx in try mail.campaign(id, in: tx) }) else {
            return try await accounts.store.write { tx in try queue.finish(work, in: tx) }
        }
        try await accounts.forEachAccount { subject in
            try Task.checkCancellation()
            try await send(campaign, to: subject)
        }
        try await accounts.store.write { tx in
            try mail.finish(campaign, in: tx)
            try queue.finish(work, in: tx)
        }
    }

    /// Nothing to settle: who has the letter has it, and the same command goes on with the others.
    func abandon(
        _ work: LeasedWork,
        because end: WorkEnd,
        in tx: Transaction
    ) throws {}

    /// Passes over whoever does not take such letters, without opening their address.
    private func send(_ campaign: Campaign, to subject: SubjectID) async throws {
        let mail = accounts.mail
        guard try await !accounts.store.read({ tx in try mail.hasReached(subject, campaign, in: tx) }) else {
            return
        }
        do {
            try await mail.requireLeave(for: campaign.kind.mailClass, of: subject)
            let account = try await accounts.account(of: subject)
            try await mail.send(
                campaign,
                to: account.email,
                in: account.preferences.language,
                for: subject
            )
        } catch is Problem {
            return
        }
    }
}
