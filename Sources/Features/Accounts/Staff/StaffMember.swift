package import Kernel

/// Somebody of the staff who has shown in this session, with two factors, that it is them.
package struct StaffMember: Hashable, Sendable {
    package let session: Session
    package let role: StaffRole

    package var subject: SubjectID { session.subject }

    package func may(_ right: StaffRight) -> Bool { role.may(right) }
}

/// A line of the list of staff.
package struct StaffLine: Hashable, Sendable {
    package let subject: SubjectID
    package let role: StaffRole
    package let madeAt: Timestamp
    /// Nil for whom the command line made.
    package let madeBy: SubjectID?

    package init(
        subject: SubjectID,
        role: StaffRole,
        madeAt: Timestamp,
        madeBy: SubjectID?
    ) {
        self.subject = subject
        self.role = role
        self.madeAt = madeAt
        self.madeBy = madeBy
    }
}

/// A line of the list of staff with whose it is.
package struct StaffEntry: Hashable, Sendable {
    package let line: StaffLine
    /// Nil for whoever has just been erased.
    package let email: EmailAddress?
    /// False until an invitation was followed.
    package let hasPassword: Bool
    package let hasSecondFactor: Bool

    package init(
        line: StaffLine,
        email: EmailAddress?,
        hasPassword: Bool,
        hasSecondFactor: Bool
    ) {
        self.line = line
        self.email = email
        self.hasPassword = hasPassword
        self.hasSecondFactor = hasSecondFactor
    }
}
