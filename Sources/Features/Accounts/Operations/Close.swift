package import Kernel
import Mail
import Store
import Vault

extension Accounts {
    /// Closes an account: `erase` erases its person, and then the last address is told.
    ///
    /// Nothing can be sealed for somebody who is erased: the mail belongs to a correspondent, whom the next day erases.
    package func close(
        _ subject: SubjectID,
        erasing erase: (SubjectID) async throws -> Void
    ) async throws {
        let account = try await account(of: subject)
        let (correspondent, now): (SubjectID, Timestamp) = (ids.next(), clock.now())
        try await ring.makeKey(for: correspondent)
        let letter = try await mail.seal(
            Letter(
                .accountClosed,
                to: account.email,
                in: account.preferences.language,
                values: [.time: now.inMail]
            ),
            for: correspondent
        )
        // Known from here on, so that the key goes whatever happens next.
        try await store.write { tx in
            try CorrespondentRecords(tx).insert(correspondent, until: now + Correspondent.lifetime)
        }
        try await erase(subject)
        let mail = mail
        try await store.write { tx in try mail.add(letter, in: tx) }
        mail.wake()
    }
}
