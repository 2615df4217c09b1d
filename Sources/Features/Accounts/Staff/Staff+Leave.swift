package import Kernel
package import Store

/// What the erasure of an account asks about its role, in its own transactions.
extension Staff {
    /// - Throws: `Problem` `last_owner` when nobody else would be left to look after the installation.
    package static func requireOwner(besides subject: SubjectID, in tx: Transaction) throws {
        let records = StaffRecords(tx)
        try records.lock()
        try records.keepOwner(besides: records.role(of: subject) == .owner)
    }

    /// Takes the role of an owner who is erased at once: of two who go together the second must not count on the first.
    /// - Throws: `Problem` `last_owner`.
    package static func letGo(_ subject: SubjectID, in tx: Transaction) throws {
        try requireOwner(besides: subject, in: tx)
        let records = StaffRecords(tx)
        if try records.role(of: subject) == .owner { try records.delete(subject) }
    }
}
