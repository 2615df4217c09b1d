import FoundationEssentials
package import Kernel
import Purposes
import Store
import Vault

/// A session that has begun, and the token that its browser keeps; it is told once.
package struct SignedIn: Sendable {
    package let subject: SubjectID
    package let language: Language
    package let token: Token
}

extension Accounts {
    /// Signs somebody in by address and password.
    ///
    /// An address without an account costs the same work and has the same answer.
    /// - Throws: `Problem` `credentials_wrong`, `too_busy`.
    package func signIn(
        email: String,
        password: Password,
        traits: ClientTraits
    ) async throws -> SignedIn {
        // What is no address is looked up too, under a hash that nobody has.
        let index = mark(ofTyped: email)
        let found = try await store.read { tx in try AccountRecords(tx).account(email: index) }
        guard let found, try await proves(password, found) else {
            if found == nil { try await pretend(password) }
            throw Problem(.credentialsWrong)
        }
        return try await begin(found.subject, found.language, traits)
    }

    /// Begins a session for somebody who has proved to be them.
    func begin(
        _ subject: SubjectID,
        _ language: Language,
        _ traits: ClientTraits
    ) async throws -> SignedIn {
        let (new, now) = (try await newSession(of: subject, language, traits), clock.now())
        try await store.write { tx in
            try SessionRecords(tx).insert(new.row, token: new.index, now: now)
        }
        return new.told
    }

    /// Whether a password is an account's; a hash of another cost is made anew.
    func proves(_ password: Password, _ account: SealedAccount) async throws -> Bool {
        let permit = try await gate.permit(ManageAccount.self, for: account.subject)
        guard let sealed = account.password else {
            try await passwords.verifyNobody(password)
            return false
        }
        guard try await isPassword(password, sealed, under: permit) else { return false }
        if let hash = PasswordHash(try await open(sealed, under: permit)), passwords.needsRehash(hash) {
            let place = SealedPlace.account(account.subject, "password")
            let renewed = try await seal(passwords.hash(password).text, at: place, under: permit)
            try await store.write { tx in
                try AccountRecords(tx).renewPassword(renewed, replacing: sealed, of: account.subject)
            }
        }
        return true
    }

    func isPassword(
        _ password: Password,
        _ sealed: Sealed,
        under permit: borrowing Permit<ManageAccount>
    ) async throws -> Bool {
        guard let hash = PasswordHash(try await open(sealed, under: permit)) else { throw VaultError.damaged }
        return try await passwords.verify(password, against: hash)
    }

    /// The work that a known address would have made.
    private func pretend(_ password: Password) async throws {
        let nobody: SubjectID = ids.next()
        _ = try await gate.permit(ManageAccount.self, for: nobody)
        _ = try await ring.holdsKey(of: nobody)
        try await passwords.verifyNobody(password)
    }

    func newSession(
        of subject: SubjectID,
        _ language: Language,
        _ traits: ClientTraits
    ) async throws -> PreparedSession {
        let permit = try await gate.permit(SecureService.self, for: subject)
        let (id, token): (SessionID, Token) = (ids.next(), Token(randomness))
        let plain = try JSONEncoder().encode(traits)
        return PreparedSession(
            row: NewSession(
                id: id,
                subject: subject,
                traits: try await vault.seal(plain, at: .traits(of: id), under: permit)
            ),
            index: index(of: token, as: .session),
            told: SignedIn(subject: subject, language: language, token: token)
        )
    }
}

/// A session whose parts are sealed and that is not in the database yet.
struct PreparedSession: Sendable {
    let row: NewSession
    let index: Data
    let told: SignedIn
}
