package import Kernel

/// Whose choices hold for a request: an account's, else the browser's own, which outlive its visitor.
package struct Chooser: Hashable, Sendable {
    /// Nil for a browser that has chosen nothing.
    package var subject: SubjectID?
    package let isAccount: Bool
    /// The signal that stands, whether this request bears it or an earlier one did.
    package var signal: SignalRecord?

    package init(
        subject: SubjectID? = nil,
        isAccount: Bool = false,
        signal: SignalRecord? = nil
    ) {
        self.subject = subject
        self.isAccount = isAccount
        self.signal = signal
    }
}

/// Who asks, and what their browser keeps from here on.
package struct Recalled: Sendable {
    package var chooser: Chooser
    /// What the cookie shall hold; nil where it stays as it is.
    package var cookie: Cookie?

    package enum Cookie: Hashable, Sendable {
        case set(String)
        case expire
    }
}
