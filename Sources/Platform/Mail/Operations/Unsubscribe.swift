import Foundation
package import Kernel
import Store
import Vault

extension Mail {
    /// Ends mails of a link's class to its address, whoever asks; asking again changes nothing.
    /// - Throws: `Problem` `not_found` for a link that this installation did not make.
    package func unsubscribe(by link: UnsubscribeLink) async throws {
        try requireGenuine(link)
        let now = clock.now()
        try await store.write { tx in
            try SuppressionRecords(tx).insert(link.index, link.mailClass, now: now)
        }
    }

    /// Ends mails of a class to an address, as its person says who has signed in.
    package func unsubscribe(_ address: EmailAddress, from mailClass: MailClass) async throws {
        let (index, now) = (index(of: address), clock.now())
        try await store.write { tx in try SuppressionRecords(tx).insert(index, mailClass, now: now) }
    }

    /// - Throws: `Problem` `not_found` for a link that this installation did not make.
    package func requireGenuine(_ link: UnsubscribeLink) throws(Problem) {
        guard link.isGenuine(in: vault) else { throw Problem(.notFound) }
    }

    /// Takes mails of a class again: the address's person has switched them on, which is newer than what they ended.
    package func resubscribe(_ address: EmailAddress, to mailClass: MailClass) async throws {
        let index = index(of: address)
        try await store.write { tx in try SuppressionRecords(tx).delete(index, mailClass) }
    }

    /// Whether mails of a class to an address were ended by a link.
    package func isSuppressed(_ address: EmailAddress, for mailClass: MailClass) async throws -> Bool {
        let index = index(of: address)
        return try await store.read { tx in try SuppressionRecords(tx).holds(index, mailClass) }
    }

    /// The way out that a mail of a class shows its reader; nil for service mails.
    func unsubscribeLink(for address: EmailAddress, _ mailClass: MailClass) -> UnsubscribeLink? {
        UnsubscribeLink(mailClass, index(of: address), in: vault)
    }

    /// The keyed hash that stands for an address, in whatever case or Unicode form it is written.
    private func index(of address: EmailAddress) -> Data {
        let folded = address.text.precomposedStringWithCompatibilityMapping.lowercased()
            .precomposedStringWithCanonicalMapping
        return vault.index(Data(folded.utf8), as: "suppressed address")
    }
}
