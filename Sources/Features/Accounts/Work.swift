package import Kernel
package import Queue
import Store
import Vault

/// What a visitor made, wherever it is kept; the composition root supplies it.
package protocol VisitorsWork: Sendable {
    /// Moves what has come to its end to an account, sealed under its key; may be called again, after a crash too.
    /// - Returns: whether nothing is left.
    func move(from visitor: SubjectID, to account: SubjectID) async throws -> Bool

    /// Erases a visitor of whom nothing is left; may be called again.
    func erase(_ visitor: SubjectID) async throws
}

extension Accounts {
    /// The work that brings what visitors made into their accounts.
    package func work(moving belongings: any VisitorsWork) -> [any WorkHandler] {
        [BringWork(accounts: self, belongings: belongings), AnnounceWork(accounts: self)]
    }
}

/// Moves what a visitor made into an account, waits for what still runs, and erases the visitor.
///
/// After a crash it runs again and goes on with what is left: each job moves in one transaction, after its files.
struct BringWork: WorkHandler {
    static let type = WorkType(rawValue: "accounts.bring")
    /// Until it looks again whether a running job has ended.
    private static let patience: Duration = .seconds(2)

    let accounts: Accounts
    let belongings: any VisitorsWork

    var type: WorkType { Self.type }

    func run(_ work: LeasedWork, report: @escaping @Sendable (WorkProgress) -> Void) async throws {
        let visitor = SubjectID(work.target)
        guard let bringing = try await bringing(of: visitor) else { return try await end(work) }
        // Whoever erased their account wanted this gone too.
        guard try await accounts.ring.holdsKey(of: bringing.account) else {
            try await belongings.erase(visitor)
            return try await end(work)
        }
        if try await accounts.ring.holdsKey(of: visitor) {
            let isAll = try await belongings.move(from: visitor, to: bringing.account)
            let (now, earliest) = (accounts.clock.now(), bringing.askedAt + Bringing.grace)
            guard isAll else { return try await goOn(work, at: now + Self.patience) }
            guard earliest <= now else { return try await goOn(work, at: earliest) }
        }
        try await belongings.erase(visitor)
        try await end(work)
    }

    /// Nothing to settle: the row stays, and the next sweep queues the work again.
    func abandon(
        _ work: LeasedWork,
        because end: WorkEnd,
        in tx: Transaction
    ) throws {}

    /// What is to be moved; nil when it is done, or when the visitor has become an account of their own meanwhile.
    private func bringing(of visitor: SubjectID) async throws -> Bringing? {
        try await accounts.store.read { tx in
            guard try AccountRecords(tx).account(of: visitor) == nil else { return nil }
            return try BringingRecords(tx).bringing(of: visitor)
        }
    }

    private func end(_ work: LeasedWork) async throws {
        let queue = accounts.queue
        try await accounts.store.write { tx in
            try BringingRecords(tx).delete(SubjectID(work.target))
            try queue.finish(work, in: tx)
        }
    }

    /// Comes back later, without this having been a failure.
    private func goOn(_ work: LeasedWork, at moment: Timestamp) async throws {
        let queue = accounts.queue
        try await accounts.store.write { tx in
            try queue.finish(work, in: tx)
            try queue.add(NewWork(Self.type, on: work.target, of: nil, notBefore: moment), in: tx)
        }
        queue.wake()
    }
}
