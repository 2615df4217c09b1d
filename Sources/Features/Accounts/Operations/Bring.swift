import Kernel
import Queue
import Store

extension Accounts {
    /// Has what a visitor made moved into an account, by queued work; the visitor's token opens nothing from here on.
    ///
    /// `pictures` is how many there are, for the log. A sign-up that the visitor had begun is dropped: the account is there.
    /// - Throws: `Problem` `nothing_to_bring` when the visitor is gone: of several that ask at once, one succeeds.
    package func bring(
        _ visitor: Visitor,
        into session: Session,
        pictures: Int,
        from traits: ClientTraits? = nil
    ) async throws {
        let event = try await prepare(
            SecurityEvent(.workBrought, from: traits, count: pictures),
            of: session.subject
        )
        let (queue, now) = (queue, clock.now())
        let bringing = Bringing(visitor: visitor.subject, account: session.subject, askedAt: now)
        try await store.write { tx in
            guard try VisitorRecords(tx).take(visitor.subject) else { throw Problem(.nothingToBring) }
            try SignUpRecords(tx).deleteAll(of: visitor.subject)
            try BringingRecords(tx).insert(bringing)
            try queue.add(NewWork(BringWork.type, on: visitor.subject.value, of: nil), in: tx)
            try note(event, in: tx)
        }
        queue.wake()
    }

    /// Queues again what was begun and never finished: after tries that all failed, after a restored backup.
    /// - Returns: how many visitors' work is on its way.
    @discardableResult
    package func resumeBringings() async throws -> Int {
        let queue = queue
        let open = try await store.write { tx in
            let visitors = try BringingRecords(tx).visitors(limit: Self.resumeLimit)
            for visitor in visitors {
                try queue.add(NewWork(BringWork.type, on: visitor.value, of: nil), in: tx)
            }
            return visitors.count
        }
        if open > 0 { queue.wake() }
        return open
    }

    private static let resumeLimit = 1_000
}
