package import Audit
package import Kernel
import Store

/// Knows whom a case of the review queue is about; Moderation does, and App wires it.
///
/// Somebody without an account is for staff to see for that reason alone.
package protocol CaseSubjects: Sendable {
    func isNamed(_ subject: SubjectID) async throws -> Bool
}

/// Who runs the installation, and what each of them may do: everything is denied that a role does not name.
///
/// Roles are read anew at each request, so that what is taken away is gone at once.
package struct Staff: Sendable {
    let accounts: Accounts
    let audit: AuditLog
    let cases: any CaseSubjects

    package init(
        accounts: Accounts,
        audit: AuditLog,
        cases: any CaseSubjects
    ) {
        self.accounts = accounts
        self.audit = audit
        self.cases = cases
    }

    var store: any Store { accounts.store }

    /// The member of staff of a session.
    ///
    /// The first use of a right in a session is logged, for the member's own eyes too.
    /// - Throws: `Problem` `not_found` for everybody else, for whom the admin site does not exist; `staff_second_factor` in a
    ///   session without a second factor, whatever the right; `right_missing`.
    package func member(of session: Session?, for right: StaffRight) async throws -> StaffMember {
        guard let session else { throw Problem(.notFound) }
        let found = try await store.read { tx in
            try StaffRecords(tx).role(of: session.subject, in: session.id)
        }
        guard let (role, hasEntered) = found else { throw Problem(.notFound) }
        guard session.secondFactorAt != nil else { throw Problem(.staffSecondFactor) }
        guard role.may(right) else { throw Problem(.rightMissing) }
        if !hasEntered { try await enter(session, as: role) }
        return StaffMember(session: session, role: role)
    }

    /// Logs, once a session, that somebody of the staff is at work.
    private func enter(_ session: Session, as role: StaffRole) async throws {
        let act = try await audit.prepare(.signInStaff, about: session.subject, [.role: role.rawValue])
        let (audit, now) = (audit, accounts.clock.now())
        try await store.write { tx in
            guard try StaffRecords(tx).enter(session.id, of: session.subject, at: now) else { return }
            try audit.append(act, in: tx)
        }
    }
}
