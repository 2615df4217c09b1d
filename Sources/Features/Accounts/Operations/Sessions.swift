import FoundationEssentials
import Kernel
import Purposes
import Store
import Vault

extension Accounts {
    /// The session whose token this is; nil for an unknown or ended one, without saying which.
    ///
    /// A use keeps it for another twelve hours, up to its end.
    package func session(_ token: Token) async throws -> Session? {
        let (index, now) = (index(of: token, as: .session), clock.now())
        guard let session = try await store.read({ tx in try SessionRecords(tx).session(token: index) }),
            session.idleUntil > now, session.endsAt > now, try await ring.holdsKey(of: session.subject)
        else { return nil }
        guard now + Session.idleLimit - session.idleUntil > Visitor.renewalStep else { return session }
        try await store.write { tx in try SessionRecords(tx).renew(session.id, now: now) }
        return session
    }

    /// The person's sessions, the last used first.
    package func sessions(of session: Session) async throws -> [SessionLine] {
        let (subject, now) = (session.subject, clock.now())
        let permit = try await gate.permit(HonourRights.self, for: subject)
        let rows = try await store.read { tx in try SessionRecords(tx).live(of: subject, now: now) }
        var lines: [SessionLine] = []
        for row in rows {
            let plain = try await vault.open(row.traits, under: permit)
            lines.append(
                SessionLine(
                    id: row.id,
                    traits: try JSONDecoder().decode(ClientTraits.self, from: plain),
                    madeAt: row.madeAt,
                    usedAt: row.usedAt
                )
            )
        }
        return lines
    }

    /// Ends one of the person's sessions, the own one too.
    /// - Throws: `Problem` `not_found`, for other people's sessions too.
    package func end(_ id: SessionID, for session: Session) async throws {
        let subject = session.subject
        let event = id == session.id ? nil : try await prepare(SecurityEvent(.sessionEnded), of: subject)
        try await store.write { tx in
            guard try SessionRecords(tx).end(id, of: subject) else { throw Problem(.notFound) }
            try note(event, in: tx)
        }
    }

    /// Ends all of the person's sessions but this one.
    /// - Returns: how many.
    package func endOthers(than session: Session) async throws -> Int {
        let event = try await prepare(SecurityEvent(.sessionsEnded), of: session.subject)
        return try await store.write { tx in
            let count = try SessionRecords(tx).endAll(of: session.subject, but: session.id)
            if count > 0 { try note(event, in: tx) }
            return count
        }
    }
}
