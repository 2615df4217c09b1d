package import Kernel
import Mail
import Purposes
import Store
import Vault

extension Accounts {
    /// Changes a key from its person's session; programs that show it go on with what it may now.
    ///
    /// Its person is told by mail where it may do more than before, as of a new key; the security log has every change.
    /// - Throws: `Problem` `reauthenticate` where it would be let do more than before; `not_found` for keys that have ended and other
    ///   people's; whatever is wrong with what is wanted.
    package func change(
        _ id: APIKeyID,
        _ change: APIKeyChange,
        for session: Session,
        from traits: ClientTraits
    ) async throws -> APIKeyLine {
        try await apply(change, to: id, of: session.subject, from: traits) { () throws(Problem) in
            try requireFresh(session)
        }
    }

    /// Changes a key for whoever runs the server, on the command line.
    /// - Throws: `Problem` `not_found` for keys that have ended and other people's; whatever is wrong with what is wanted.
    package func change(
        _ id: APIKeyID,
        _ change: APIKeyChange,
        of subject: SubjectID,
        from traits: ClientTraits?
    ) async throws -> APIKeyLine {
        try await apply(change, to: id, of: subject, from: traits) {}
    }

    /// `requireProof` is asked for where the key would be let do more than before.
    private func apply(
        _ change: APIKeyChange,
        to id: APIKeyID,
        of subject: SubjectID,
        from traits: ClientTraits?,
        requireProof: @escaping @Sendable () throws(Problem) -> Void
    ) async throws -> APIKeyLine {
        let (before, now) = (try await line(of: id, of: subject), clock.now())
        guard before.state(at: now) == .live else { throw Problem(.notFound) }
        let change = change.beyond(before)
        let notice = try await notice(of: change, to: before, at: now, from: traits)
        let name = try await seal(change.name, of: id, subject)
        let isWider = try await store.write { tx in
            let keys = KeyRecords(tx)
            // What is narrowed by the one must not be widened again by another that saw it before.
            try keys.lock(subject)
            guard let row = try keys.key(id, of: subject), row.isLive(at: now) else {
                throw Problem(.notFound)
            }
            let key = try change.applied(to: row.key, at: now)
            let isWider = key.exceeds(row.key)
            if isWider { try requireProof() }
            guard key != row.key || name != nil else { return false }
            try keys.change(key, named: name ?? row.name)
            try note(notice.event, in: tx)
            if isWider { try mail.add(notice.letter, in: tx) }
            return isWider
        }
        if isWider { mail.wake() }
        return try await line(of: id, of: subject)
    }

    private func notice(
        of change: APIKeyChange,
        to line: APIKeyLine,
        at now: Timestamp,
        from traits: ClientTraits?
    ) async throws -> PreparedNotice {
        let key = try change.applied(to: line.key, at: now)
        return try await prepare(
            .apiKeyChanged,
            noting: SecurityEvent(.keyChanged, from: traits),
            of: key.subject,
            saying: [
                .name: (change.name ?? line.name).text,
                .change: words.changes(change, key, key.language),
            ]
        )
    }

    private func seal(
        _ name: DisplayName?,
        of id: APIKeyID,
        _ subject: SubjectID
    ) async throws -> Sealed? {
        guard let name else { return nil }
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        return try await seal(name.text, at: .keyName(id), under: permit)
    }
}
