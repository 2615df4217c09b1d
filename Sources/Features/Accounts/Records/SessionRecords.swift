import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `accounts_session`.
struct SessionRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(
        _ session: NewSession,
        token: Data,
        now: Timestamp,
        hasSecondFactor: Bool = false
    ) throws {
        let secondFactorAt: Timestamp? = hasSecondFactor ? now : nil
        try tx.run(
            """
            INSERT INTO accounts_session (id, subject_id, token_index, traits, made_at, proved_at, second_factor_at,
                used_at, idle_until, ends_at)
            VALUES (\(session.id), \(session.subject), \(token), \(session.traits.bytes), \(now), \(now),
                \(secondFactorAt), \(now), \(now + Session.idleLimit), \(now + Session.longest))
            """
        )
    }

    /// The session of a token, while its account exists.
    func session(token: Data) throws -> Session? {
        try tx.first(
            """
            SELECT s.id, s.subject_id, s.idle_until, s.ends_at, s.proved_at, s.second_factor_at, a.language,
                EXISTS (SELECT 1 FROM accounts_staff AS f WHERE f.subject_id = s.subject_id) AS is_staff
            FROM accounts_session s JOIN accounts_account a ON a.subject_id = s.subject_id
            WHERE s.token_index = \(token)
            """
        ) {
            try Session(
                id: $0.get("id"),
                subject: $0.get("subject_id"),
                language: $0.get("language"),
                idleUntil: $0.get("idle_until"),
                endsAt: $0.get("ends_at"),
                provedAt: $0.get("proved_at"),
                secondFactorAt: $0.get("second_factor_at"),
                isStaff: $0.get("is_staff")
            )
        }
    }

    func renew(_ id: SessionID, now: Timestamp) throws {
        try tx.run(
            """
            UPDATE accounts_session SET used_at = \(now), idle_until = \(now + Session.idleLimit) WHERE id = \(id)
            """
        )
    }

    /// Notes that the session's person has just proved to be them, under a new token.
    func prove(
        _ id: SessionID,
        token: Data,
        now: Timestamp
    ) throws {
        try tx.run(
            "UPDATE accounts_session SET proved_at = \(now), token_index = \(token) WHERE id = \(id)"
        )
    }

    /// Notes that a second factor was given in the session.
    func noteSecondFactor(in id: SessionID, now: Timestamp) throws {
        try tx.run("UPDATE accounts_session SET second_factor_at = \(now) WHERE id = \(id)")
    }

    func live(of subject: SubjectID, now: Timestamp) throws -> [SessionRow] {
        try tx.all(
            """
            SELECT id, traits, made_at, used_at FROM accounts_session
            WHERE subject_id = \(subject) AND idle_until > \(now) AND ends_at > \(now) ORDER BY used_at DESC
            """
        ) {
            let id: SessionID = try $0.get("id")
            return try SessionRow(
                id: id,
                traits: Sealed($0.get("traits"), at: .traits(of: id)),
                madeAt: $0.get("made_at"),
                usedAt: $0.get("used_at")
            )
        }
    }

    /// - Returns: whether the subject had it.
    func end(_ id: SessionID, of subject: SubjectID) throws -> Bool {
        try tx.run("DELETE FROM accounts_session WHERE id = \(id) AND subject_id = \(subject)") == 1
    }

    /// Ends all sessions of somebody but one.
    /// - Returns: how many.
    func endAll(of subject: SubjectID, but kept: SessionID?) throws -> Int {
        guard let kept else {
            return try tx.run("DELETE FROM accounts_session WHERE subject_id = \(subject)")
        }
        return try tx.run("DELETE FROM accounts_session WHERE subject_id = \(subject) AND id <> \(kept)")
    }

    func deleteEnded(before now: Timestamp) throws -> Int {
        try tx.run("DELETE FROM accounts_session WHERE idle_until <= \(now) OR ends_at <= \(now)")
    }
}

/// A session about to begin: what its browser is, sealed.
struct NewSession: Sendable {
    let id: SessionID
    let subject: SubjectID
    let traits: Sealed
}

/// A session as it lies in the database.
struct SessionRow: Sendable {
    let id: SessionID
    let traits: Sealed
    let madeAt: Timestamp
    let usedAt: Timestamp
}

extension SealedPlace {
    static func traits(of session: SessionID) -> SealedPlace {
        SealedPlace("accounts_session", "traits", row: session)
    }
}
