package import FoundationEssentials
package import Kernel
import Mail
package import Store
import Vault

/// What somebody's last mail needs, apart from them: it is sealed and kept by whoever erases them, until it is sent.
private struct LastNotice: Codable {
    let address: String
    let language: Language
    let removal: RemovalID
}

extension Accounts {
    /// What the last mail to an account's person needs; nil for somebody without an account.
    package func lastNotice(to subject: SubjectID, about removal: RemovalID) async throws -> Data? {
        guard let (address, language) = try await mailAddress(of: subject) else { return nil }
        return try JSONEncoder().encode(
            LastNotice(address: address.text, language: language, removal: removal)
        )
    }

    /// Makes the last mail ready: it belongs to a correspondent, whom the next day erases, for nothing can be sealed for
    /// somebody who is erased.
    /// - Returns: what queues it, in a transaction; call `mail.wake` once that has committed.
    package func sending(lastNotice bytes: Data) async throws -> @Sendable (Transaction) throws -> Void {
        let notice = try JSONDecoder().decode(LastNotice.self, from: bytes)
        guard let address = EmailAddress(notice.address) else { return { _ in } }
        let correspondent: SubjectID = ids.next()
        let (end, mail) = (clock.now() + Correspondent.lifetime, mail)
        try await ring.makeKey(for: correspondent)
        let letter = try await mail.seal(
            Letter(
                .accountClosed,
                to: address,
                in: notice.language,
                values: [.time: clock.now().inMail, .link: links.report(notice.removal, notice.language)]
            ),
            for: correspondent
        )
        return { tx in
            try CorrespondentRecords(tx).insert(correspondent, until: end)
            try mail.add(letter, in: tx)
        }
    }

    /// Makes a mail ready that a restriction will end; nil for somebody without an account.
    package func liftNotice(
        to subject: SubjectID,
        at moment: Timestamp
    ) async throws -> (@Sendable (Transaction) throws -> Void)? {
        guard let (address, language) = try await mailAddress(of: subject) else { return nil }
        let values: [MailPlaceholder: String] = [.time: moment.inMail, .link: links.restriction(language)]
        let letter = try Letter(.restrictionLifting, to: address, in: language, values: values)
        let (sealed, mail) = (try await mail.seal(letter, for: subject), mail)
        return { tx in try mail.add(sealed, in: tx) }
    }

    /// Tells the sender that there is something to send.
    package func wakeMail() {
        mail.wake()
    }
}
