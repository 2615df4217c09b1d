import FoundationEssentials
import Kernel
import Purposes
import Store
import Vault

/// What a challenge was made for; the answer to one counts on no other occasion.
enum PasskeyOccasion: Sendable {
    /// A passkey is made, in this session.
    case making(SessionID)
    /// Somebody signs in of whom nothing is known yet.
    case signingIn
    /// Somebody shows the second factor.
    case secondStep(RowID)
    /// Somebody shows again that it is them, in this session.
    case proving(SessionID)

    fileprivate var text: String {
        switch self {
        case .making(let id): "making \(id.text)"
        case .signingIn: "signing in"
        case .secondStep(let id): "second step \(id.text)"
        case .proving(let id): "proving \(id.text)"
        }
    }
}

extension Accounts {
    /// This site, as passkeys know it.
    /// - Throws: `Problem` `not_found` on a host that has none, such as an address.
    func passkeySite() throws(Problem) -> RelyingParty {
        guard let party = site.passkeys else { throw Problem(.notFound) }
        return party
    }

    /// The name by which devices know whose passkey they hold; derived, so that it need not be kept.
    func handle(of subject: SubjectID) throws -> PasskeyUserHandle {
        let bytes = vault.index(subject.value.bytes, as: "passkey user handle")
        guard let handle = PasskeyUserHandle(bytes: bytes) else { throw VaultError.damaged }
        return handle
    }

    func challenge(for occasion: PasskeyOccasion) async throws -> PasskeyChallenge {
        let challenge = PasskeyChallenge(randomness)
        let (index, end) = (index(of: challenge, for: occasion), clock.now() + RelyingParty.patience)
        try await store.write { tx in try ChallengeRecords(tx).insert(index, until: end) }
        return challenge
    }

    /// Takes the challenge that an answer names out of the store, whatever becomes of the answer.
    /// - Throws: `Problem` `passkey_refused` for one that is unknown, over, used, or of another occasion.
    func takeChallenge(
        _ claimed: PasskeyChallenge?,
        for occasion: PasskeyOccasion
    ) async throws -> PasskeyChallenge {
        let now = clock.now()
        guard let claimed else { throw Problem(.passkeyRefused) }
        let index = index(of: claimed, for: occasion)
        guard try await store.write({ tx in try ChallengeRecords(tx).take(index, now: now) }) else {
            throw Problem(.passkeyRefused)
        }
        return claimed
    }

    /// Whose passkey has signed; `expected` says whose it must be, where that is known.
    ///
    /// A count that does not rise, of a device that counts, is refused: somebody may have copied the key.
    /// - Throws: `Problem` `passkey_refused`, for whatever reason.
    func verified(
        _ assertion: PasskeyAssertion,
        on occasion: PasskeyOccasion,
        of expected: SubjectID? = nil
    ) async throws -> SubjectID {
        let (party, now) = (try passkeySite(), clock.now())
        let challenge = try await takeChallenge(assertion.claimedChallenge, for: occasion)
        let index = index(ofPasskey: assertion.passkeyID)
        guard let row = try await store.read({ tx in try PasskeyRecords(tx).passkey(index: index) }),
            expected == nil || expected == row.subject
        else { throw Problem(.passkeyRefused) }
        let (passkey, owner) = (try await open(row), try handle(of: row.subject))
        let use: PasskeyUse
        do throws(PasskeyRefusal) {
            use = try party.verify(
                assertion,
                of: passkey,
                owner: owner,
                isOwnerClaimed: expected == nil,
                answering: challenge
            )
        } catch {
            throw error.problem
        }
        guard !use.isCloneSuspected,
            try await store.write({ tx in try PasskeyRecords(tx).note(use, of: row.id, now: now) })
        else { throw Problem(.passkeyRefused) }
        return row.subject
    }

    func open(_ row: PasskeyRow) async throws -> Passkey {
        let permit = try await gate.permit(ManageAccount.self, for: row.subject)
        let plain = try await vault.open(row.credential, under: permit)
        let stored = try JSONDecoder().decode(StoredPasskey.self, from: plain)
        return try stored.passkey(signCount: row.signCount, isBackedUp: row.isBackedUp)
    }

    func index(ofPasskey id: Data) -> Data { vault.index(id, as: "passkey") }

    private func index(of challenge: PasskeyChallenge, for occasion: PasskeyOccasion) -> Data {
        vault.index(Data("\(occasion.text)\0".utf8) + challenge.bytes, as: "passkey challenge")
    }
}
