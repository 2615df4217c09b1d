package import Kernel
package import Store

/// Carries a changed address to every copy of the old one that others keep; the composition root supplies it.
package protocol AddressRelay: Sendable {
    /// Makes ready, outside of any transaction, what the returned closure notes down in the one that changes the address.
    func prepare(
        from old: EmailAddress,
        of subject: SubjectID
    ) async throws -> @Sendable (Transaction) throws -> Void

    /// Tells whoever carries it that there is something to carry; call it once the transaction has committed.
    func wake()
}
