import FoundationEssentials
package import Kernel
import Mail
import Purposes
import Store
import Vault

extension Accounts {
    /// A use is noted when the last one is so old.
    private static let useStep: Duration = .seconds(60)

    /// The key that a request shows.
    /// - Throws: `Problem` `api_key_invalid`, `api_key_expired`, `api_key_revoked`.
    package func key(_ secret: KeySecret) async throws -> APIKey {
        let (index, now) = (index(of: secret), clock.now())
        guard let row = try await store.read({ tx in try KeyRecords(tx).key(index: index, now: now) }),
            row.key.kind == secret.kind, try await ring.holdsKey(of: row.key.subject)
        else { throw Problem(.apiKeyInvalid) }
        guard row.revokedAt == nil else { throw Problem(.apiKeyRevoked) }
        if let end = row.key.expiresAt, end <= now { throw Problem(.apiKeyExpired) }
        if row.usedAt.map({ now - $0 >= Self.useStep }) ?? true {
            let id = row.key.id
            try await store.write { tx in try KeyRecords(tx).noteUse(of: id, now: now) }
        }
        return row.key
    }

    /// Makes a key, and tells its person; its secret is shown this once.
    /// - Throws: `Problem` `reauthenticate`, `too_many_keys`.
    package func make(
        _ new: NewAPIKey,
        for session: Session,
        from traits: ClientTraits
    ) async throws -> ShownAPIKey {
        try requireFresh(session)
        return try await make(new, for: session.subject, from: traits)
    }

    /// Makes a key for whoever runs the server, on the command line.
    /// - Throws: `Problem` `too_many_keys`, `account_unknown` for somebody who has none.
    package func make(
        _ new: NewAPIKey,
        for subject: SubjectID,
        from traits: ClientTraits?
    ) async throws
        -> ShownAPIKey
    {
        let (account, now, id): (Account, Timestamp, APIKeyID) = (
            try await account(of: subject), clock.now(), ids.next()
        )
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        let secret = KeySecret(new.kind, randomness)
        let row = KeyRow(
            key: APIKey(
                id: id,
                subject: subject,
                kind: new.kind,
                scopes: new.scopes,
                origins: new.origins.map(\.text),
                limits: new.limits,
                language: account.language,
                expiresAt: new.lifetime.map { now + $0 }
            ),
            name: try await seal(new.name.text, at: .keyName(id), under: permit),
            hint: secret.hint,
            madeAt: now
        )
        let notice = try await prepare(
            .apiKeyMade,
            noting: SecurityEvent(.keyMade, from: traits),
            of: subject
        )
        let index = index(of: secret)
        try await store.write { tx in
            let keys = KeyRecords(tx)
            try keys.lock(subject)
            guard try keys.liveCount(of: subject, now: now) < APIKey.most else {
                throw Problem(.tooManyKeys, ["limit": "\(APIKey.most)"])
            }
            try keys.insert(row, index: index)
            try keys.forgetEnded(of: subject, now: now)
            try add(notice, in: tx)
        }
        mail.wake()
        return ShownAPIKey(line: APIKeyLine(row, name: new.name), secret: secret)
    }

    /// Somebody's keys, ended ones too, the newest first.
    package func keys(of subject: SubjectID) async throws -> [APIKeyLine] {
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        let rows = try await store.read { tx in try KeyRecords(tx).keys(of: subject) }
        var lines: [APIKeyLine] = []
        for row in rows { lines.append(try await line(row, under: permit)) }
        return lines
    }

    /// A key that somebody shows, as its person sees it.
    /// - Throws: `Problem` `not_found`, for other people's keys too.
    package func line(of id: APIKeyID, of subject: SubjectID) async throws -> APIKeyLine {
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        guard let row = try await store.read({ tx in try KeyRecords(tx).key(id, of: subject) }) else {
            throw Problem(.notFound)
        }
        return try await line(row, under: permit)
    }

    /// Gives a key a new secret, while the one before still works for the overlap, and tells its person.
    /// - Throws: `Problem` `reauthenticate`; `not_found` for keys that have ended and other people's.
    package func rotate(
        _ id: APIKeyID,
        overlap: Duration,
        for session: Session,
        from traits: ClientTraits
    ) async throws -> ShownAPIKey {
        try requireFresh(session)
        return try await rotate(id, overlap: overlap, of: session.subject, from: traits)
    }

    /// Gives a key a new secret for whoever runs the server, on the command line.
    /// - Throws: `Problem` `not_found` for keys that have ended and other people's.
    package func rotate(
        _ id: APIKeyID,
        overlap: Duration,
        of subject: SubjectID,
        from traits: ClientTraits?
    ) async throws -> ShownAPIKey {
        let now = clock.now()
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        guard var row = try await store.read({ tx in try KeyRecords(tx).key(id, of: subject) }),
            row.isLive(at: now)
        else { throw Problem(.notFound) }
        let secret = KeySecret(row.key.kind, randomness)
        let (index, end) = (index(of: secret), now + overlap)
        (row.hint, row.oldUntil) = (secret.hint, end)
        let line = try await line(row, under: permit)
        let notice = try await prepare(
            .apiKeyRotated,
            noting: SecurityEvent(.keyRotated, from: traits),
            of: subject
        )
        try await store.write { tx in
            guard try KeyRecords(tx).rotate(id, to: index, hint: line.hint, oldUntil: end) else {
                throw Problem(.notFound)
            }
            try add(notice, in: tx)
        }
        mail.wake()
        return ShownAPIKey(line: line, secret: secret)
    }

    /// Ends a key at once: the next request that shows it is refused.
    /// - Throws: `Problem` `not_found`, for other people's keys and those that have ended too.
    package func revoke(
        _ id: APIKeyID,
        of subject: SubjectID,
        from traits: ClientTraits?
    ) async throws {
        let now = clock.now()
        let event = try await prepare(SecurityEvent(.keyRevoked, from: traits), of: subject)
        try await store.write { tx in
            guard try KeyRecords(tx).revoke(id, of: subject, now: now) else { throw Problem(.notFound) }
            try note(event, in: tx)
        }
    }

    private func index(of secret: KeySecret) -> Data { vault.index(secret.bytes, as: "API key") }

    // Inlined into a loop, it crashes the optimiser of Swift 6.3.1.
    @inline(never)
    func line(
        _ row: KeyRow,
        under permit: borrowing Permit<ManageAccount>
    ) async throws -> APIKeyLine {
        APIKeyLine(row, name: try DisplayName(await open(row.name, under: permit)))
    }
}

extension APIKeyLine {
    fileprivate init(_ row: KeyRow, name: DisplayName) {
        self.init(
            key: row.key,
            name: name,
            hint: row.hint,
            madeAt: row.madeAt,
            usedAt: row.usedAt,
            revokedAt: row.revokedAt,
            oldUntil: row.oldUntil
        )
    }
}
