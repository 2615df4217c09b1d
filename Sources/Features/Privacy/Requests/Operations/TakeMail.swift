import FoundationEssentials
import Kernel
import Vault

extension RequestDesk {
    /// Opens a request for a mail to the rights mailbox; the same mail again is the request that is there.
    ///
    /// A mail is no proof of anything: what shows or changes somebody's data waits for the code. Mails of machines are taken, and
    /// not answered.
    package func take(_ mail: IncomingMail) async throws -> TakenRequest {
        let kind = mail.from == nil ? .other : KindGuess.kind(of: mail)
        let new = try NewRequest(
            kind,
            by: .mail,
            regime: nil,
            text: mail.words,
            language: KindGuess.language(of: mail)
        )
        var origin = RequestOrigin(isSilent: mail.isAutomatic)
        origin.source = mail.messageID.map { vault.index(Data($0.utf8), as: "request mail") }
        return try await take(new, from: .address(mail.from), origin: origin)
    }
}
