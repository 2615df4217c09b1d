import FoundationEssentials
import Kernel
import Mail
import Store

/// What a new session stores beside itself, sealed before its transaction.
struct PreparedArrival: Sendable {
    /// By which wrong passwords are counted.
    let address: Data
    let event: PreparedEvent?
    /// For a browser that the account does not know.
    let letter: SealedLetter?
}

extension Accounts {
    /// Makes ready what `admit` stores.
    ///
    /// A sign-in from a browser that the account does not know is told by mail, unless its person has switched that off; after
    /// many wrong passwords every one is.
    func prepareArrival(
        of subject: SubjectID,
        by means: SecurityEvent.Means,
        from traits: ClientTraits
    ) async throws -> PreparedArrival {
        let account = try await account(of: subject)
        let address = index(of: account.email)
        let guesses = wrongPasswords.number(of: address, at: clock.now())
        let event = SecurityEvent(.signedIn, by: means, from: traits, count: guesses > 0 ? guesses : nil)
        let isKnown = isDevice(traits.deviceProof, of: account.email.text)
        let isTold =
            guesses >= WrongPasswords.suspicious || (!isKnown && account.preferences.wantsSignInMails)
        return PreparedArrival(
            address: address,
            event: try await prepare(event, of: subject),
            letter: isTold ? try await letter(.newSignIn, to: subject, from: traits) : nil
        )
    }

    /// Makes sure, in the transaction that begins a session or half of one, that what was checked before it still holds.
    ///
    /// A reset ends every session: none may begin after it that rests on the password before it.
    /// - Throws: `Problem` `credentials_wrong` when password or address were changed since `epoch`.
    func requireUnchanged(
        _ subject: SubjectID,
        since epoch: Int?,
        in tx: Transaction
    ) throws {
        guard let epoch else { return }
        let accounts = AccountRecords(tx)
        try accounts.lock(subject)
        guard try accounts.epoch(of: subject) == epoch else { throw Problem(.credentialsWrong) }
    }

    /// Notes a sign-in in the transaction that begins its session; call `finish` once that has committed.
    func admit(_ arrival: PreparedArrival, in tx: Transaction) throws {
        try note(arrival.event, in: tx)
        if let letter = arrival.letter { try mail.add(letter, in: tx) }
    }

    func finish(_ arrival: PreparedArrival) {
        wrongPasswords.forget(arrival.address)
        mail.wake()
    }
}
