package import Kernel
import Purposes
import Store
import Vault

extension Accounts {
    /// Changes a key from its person's session; programs that show it go on with what it may now.
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
        let permit = try await gate.permit(ManageAccount.self, for: subject)
        var name: Sealed?
        if let new = change.name { name = try await seal(new.text, at: .keyName(id), under: permit) }
        let event = try await prepare(SecurityEvent(.keyChanged, from: traits), of: subject)
        let (now, sealed) = (clock.now(), name)
        try await store.write { tx in
            let keys = KeyRecords(tx)
            // What is narrowed by the one must not be widened again by another that saw it before.
            try keys.lock(subject)
            guard let row = try keys.key(id, of: subject), row.isLive(at: now) else {
                throw Problem(.notFound)
            }
            let key = try change.applied(to: row.key, at: now)
            if key.exceeds(row.key) { try requireProof() }
            guard key != row.key || sealed != nil else { return }
            try keys.change(key, named: sealed ?? row.name)
            try note(event, in: tx)
        }
        return try await line(of: id, of: subject)
    }
}
