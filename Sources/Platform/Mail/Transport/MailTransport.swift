package import Kernel

/// Hands mails over; one conformance suite (MailTests) says what every implementation does.
package protocol MailTransport: Sendable {
    /// Hands a mail over whole, or throws; a mail that was handed over before may come again.
    /// - Throws: `MailFailure`.
    func deliver(_ message: MailMessage) async throws

    /// Deletes what the transport itself keeps of mails to somebody.
    func forget(_ mark: RecipientMark) async throws

    /// Deletes what the transport itself keeps of mails that were made before a moment.
    /// - Returns: how many there were.
    func collect(madeBefore limit: Timestamp) async throws -> Int
}
