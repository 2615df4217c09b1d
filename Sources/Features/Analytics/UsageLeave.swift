package import Kernel

/// Who is asked about before anything is counted.
package struct UsageAsker: Hashable, Sendable {
    /// Whoever has an account, a visitor's cookie, or has chosen in this browser; nil for everybody else.
    package let subject: SubjectID?
    /// Whether the browser itself says no (Global Privacy Control, Do Not Track).
    package let saysNo: Bool

    package init(subject: SubjectID?, saysNo: Bool) {
        self.subject = subject
        self.saysNo = saysNo
    }
}

/// Decides whose use may be counted; the composition root supplies it from consents, objections and the legal basis.
package protocol UsageLeave: Sendable {
    /// Answers no when it cannot tell.
    func allows(_ asker: UsageAsker) async -> Bool
}
