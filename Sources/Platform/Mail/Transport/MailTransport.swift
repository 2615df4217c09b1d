package import Kernel

/// Hands mails over; one conformance suite (MailTests) says what every implementation does.
package protocol MailTransport: Sendable {
    /// Hands a mail over whole, or throws; a mail that was handed over before may come again.
    /// - Throws: `MailFailure`.
    func deliver(_ message: MailMessage) async throws

    /// When the mails to somebody were made of which the transport itself keeps something.
    func kept(_ mark: RecipientMark) async throws -> [Timestamp]

    /// How many mails that were made before a moment the transport itself keeps something of.
    func count(madeBefore limit: Timestamp) async throws -> Int

    /// Deletes what the transport itself keeps of mails to somebody.
    func forget(_ mark: RecipientMark) async throws

    /// Deletes what of it was made before a moment.
    func forget(_ mark: RecipientMark, madeBefore limit: Timestamp) async throws

    /// Deletes what the transport itself keeps of mails that were made before a moment.
    /// - Returns: how many there were.
    func collect(madeBefore limit: Timestamp) async throws -> Int
}

/// A transport that hands mails on keeps nothing.
extension MailTransport {
    package func kept(_ mark: RecipientMark) async throws -> [Timestamp] { [] }

    package func count(madeBefore limit: Timestamp) async throws -> Int { 0 }

    package func forget(_ mark: RecipientMark, madeBefore limit: Timestamp) async throws {}
}
