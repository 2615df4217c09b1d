package import Kernel
import Purposes
import Store

extension Accounts {
    /// Takes over what a person chose at another installation; what they did not choose there stays.
    /// - Returns: whether they have an account, which alone keeps such.
    package func adopt(
        language: Language?,
        theme: Theme?,
        wantsSignInMails: Bool?,
        for subject: SubjectID
    ) async throws -> Bool {
        _ = try await gate.permit(ManageAccount.self, for: subject)
        return try await store.write { tx in
            let accounts = AccountRecords(tx)
            guard var preferences = try accounts.account(of: subject)?.preferences else { return false }
            preferences.language = language ?? preferences.language
            preferences.theme = theme ?? preferences.theme
            preferences.wantsSignInMails = wantsSignInMails ?? preferences.wantsSignInMails
            try accounts.set(preferences, of: subject)
            return true
        }
    }
}
