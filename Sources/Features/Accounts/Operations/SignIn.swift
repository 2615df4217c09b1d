import FoundationEssentials
package import Kernel
import Mail
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
    /// An address without an account costs the same work and has the same answer. That a second factor is owed, only
    /// whoever knows the password learns.
    /// - Throws: `Problem` `credentials_wrong`, `too_busy`.
    package func signIn(
        email: String,
        password: Password,
        traits: ClientTraits
    ) async throws -> Entry {
        // What is no address is looked up too, under a hash that nobody has.
        let index = mark(ofTyped: email)
        let found = try await store.read { tx in try AccountRecords(tx).account(email: index) }
        guard let found, try await provesUnlessErased(password, found) else {
            if found == nil { try await pretend(password, at: index) }
            wrongPasswords.count(index, at: clock.now())
            throw Problem(.credentialsWrong)
        }
        return try await enter(found.subject, by: .password, traits: traits, since: found.epoch)
    }

    /// Whether a password is an account's; of one that was erased a moment ago nothing is told, and no less is done.
    private func provesUnlessErased(_ password: Password, _ account: SealedAccount) async throws -> Bool {
        do {
            return try await proves(password, account)
        } catch let problem as Problem where problem.code == .erased {
            try await passwords.verifyNobody(password)
            return false
        }
    }

    /// Whether a password is an account's; a hash of another cost is made anew.
    func proves(_ password: Password, _ account: SealedAccount) async throws -> Bool {
        guard let sealed = account.password else {
            try await passwords.verifyNobody(password)
            return false
        }
        let permit = try await permit(for: account.subject, ifProvenBy: password, sealed)
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

    /// That an account is frozen, only whoever knows its password learns.
    /// - Throws: `Problem` `credentials_wrong`, `account_restricted`.
    private func permit(
        for subject: SubjectID,
        ifProvenBy password: Password,
        _ sealed: Sealed
    ) async throws -> Permit<ManageAccount> {
        do {
            return try await gate.permit(for: subject)
        } catch let problem as Problem where problem.code == .accountRestricted {
            let permit = try await gate.permit(ProtectChildren.self, for: subject)
            guard try await isPassword(password, sealed, under: permit) else {
                throw Problem(.credentialsWrong)
            }
            throw problem
        }
    }

    func isPassword<P>(
        _ password: Password,
        _ sealed: Sealed,
        under permit: borrowing Permit<P>
    ) async throws -> Bool {
        guard let hash = PasswordHash(try await open(sealed, under: permit)) else { throw VaultError.damaged }
        return try await passwords.verify(password, against: hash)
    }

    /// The work that a known address would have made, what is cached of it included: an address has the same nobody each time.
    private func pretend(_ password: Password, at index: Data) async throws {
        let nobody = nobody(at: index)
        _ = try await gate.permit(ManageAccount.self, for: nobody)
        _ = try await ring.holdsKey(of: nobody)
        try await passwords.verifyNobody(password)
    }

    /// Who stands for the account that an address does not have: the same nobody each time.
    func nobody(at index: Data) -> SubjectID {
        func number(_ bytes: Data) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
        return SubjectID(UUIDv7(high: number(index.prefix(8)), low: number(index.dropFirst(8).prefix(8))))
    }

    /// Of somebody who is not watched over, nothing of the device.
    private func sealed(
        _ traits: ClientTraits,
        of session: SessionID,
        for subject: SubjectID
    ) async throws -> Sealed {
        let encoder = JSONEncoder()
        guard let permit = try await watchPermit(for: subject) else {
            let nothing = try encoder.encode(ClientTraits(device: "", network: nil))
            let permit = try await gate.permit(ManageAccount.self, for: subject)
            return try await vault.seal(nothing, at: .traits(of: session), under: permit)
        }
        return try await vault.seal(encoder.encode(traits), at: .traits(of: session), under: permit)
    }

    func newSession(
        of subject: SubjectID,
        _ language: Language,
        _ traits: ClientTraits
    ) async throws -> PreparedSession {
        let (id, token): (SessionID, Token) = (ids.next(), Token(randomness))
        return PreparedSession(
            row: NewSession(
                id: id,
                subject: subject,
                traits: try await sealed(traits, of: id, for: subject)
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
