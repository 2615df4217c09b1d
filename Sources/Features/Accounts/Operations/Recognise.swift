import FoundationEssentials
package import Kernel
import Store
import Vault

extension Accounts {
    /// The visitor whose token this is; nil for an unknown, expired or erased one, without saying which.
    ///
    /// A use keeps the visitor for another seven days.
    package func recognise(_ token: Token) async throws -> Visitor? {
        let (now, index) = (clock.now(), index(of: token, as: .visitor))
        guard let visitor = try await store.read({ tx in try VisitorRecords(tx).visitor(token: index) }),
            visitor.expiresAt > now, try await ring.holdsKey(of: visitor.subject)
        else { return nil }
        let renewed = Visitor(subject: visitor.subject, expiresAt: now + Visitor.lifetime)
        guard renewed.expiresAt - visitor.expiresAt > Visitor.renewalStep else { return visitor }
        try await store.write { tx in try VisitorRecords(tx).renew(renewed, now: now) }
        return renewed
    }

    /// Subjects whose time is over, visitors and correspondents, oldest first, at most `limit` of each.
    package func expiredSubjects(limit: Int) async throws -> [SubjectID] {
        let now = clock.now()
        return try await store.read { tx in
            try VisitorRecords(tx).expired(before: now, limit: limit)
                + CorrespondentRecords(tx).expired(before: now, limit: limit)
        }
    }

    /// Deletes what has reached its end: sessions, sign-ups, links, events, and steps that nobody went on with.
    package func deleteExpired() async throws {
        let now = clock.now()
        try await store.write { tx in
            _ = try SessionRecords(tx).deleteEnded(before: now)
            try SignUpRecords(tx).deleteExpired(before: now)
            try LinkRecords(tx).deleteExpired(before: now)
            try EmailChangeRecords(tx).deleteExpired(before: now)
            try HalfWayRecords(tx).deleteExpired(before: now)
            try OneTimeRecords(tx).deleteExpired(before: now)
            try ChallengeRecords(tx).deleteExpired(before: now)
            try EventRecords(tx).deleteOld(before: now - SecurityEvent.lifetime)
        }
    }
}
