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
    ///   people's; `key_changed` for one that is another than was seen; whatever is wrong with what is wanted.
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
    /// - Throws: `Problem` `not_found` for keys that have ended and other people's; `key_changed` for one that another changes just
    ///   now; whatever is wrong with what is wanted.
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
        requireProof: () throws(Problem) -> Void
    ) async throws -> APIKeyLine {
        let now = clock.now()
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        guard let row = try await store.read({ tx in try KeyRecords(tx).key(id, of: subject) }),
            row.isLive(at: now)
        else { throw Problem(.notFound) }
        let before = try await line(row, under: permit)
        if let seen = change.edition, seen != before.edition { throw Problem(.keyChanged) }
        let change = change.beyond(before)
        let key = try change.applied(to: row.key, at: now)
        guard key != row.key || change.name != nil else { return before }
        let isWider = key.exceeds(row.key)
        if isWider { try requireProof() }
        let letter = try await isWider ? letter(on: before, becoming: key, change.name, from: traits) : nil
        let event = try await prepare(SecurityEvent(.keyChanged, from: traits), of: subject)
        let name =
            if let name = change.name {
                try await seal(name.text, at: .keyName(id), under: permit)
            } else {
                row.name
            }
        try await store.write { tx in
            let keys = KeyRecords(tx)
            try keys.lock(subject)
            // Another may have changed it since: what was asked, proved and written down here is about the one that was read.
            guard let found = try keys.key(id, of: subject), found.isSame(as: row) else {
                throw Problem(.keyChanged)
            }
            try keys.change(key, named: name)
            try note(event, in: tx)
            if let letter { try mail.add(letter, in: tx) }
        }
        if isWider { mail.wake() }
        return try await line(of: id, of: subject)
    }

    /// `name` is its new one, if it gets one; its person knows it by the old one.
    private func letter(
        on line: APIKeyLine,
        becoming key: APIKey,
        _ name: DisplayName?,
        from traits: ClientTraits?
    ) async throws -> SealedLetter {
        let names = [line.name, name].compactMap { $0?.text }
        return try await letter(
            .apiKeyChanged,
            to: key.subject,
            from: traits,
            saying: [
                .name: names.joined(separator: " → "),
                .change: words.changes(line.key, key),
            ]
        )
    }
}
