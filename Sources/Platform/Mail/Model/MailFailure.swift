/// Why a mail was not handed over.
package enum MailFailure: Error, Hashable, Sendable {
    /// The server will not have it, ever.
    case refused(code: Int)
    /// The server cannot write to an address of other letters than ASCII.
    case addressNotSupported
    /// The server asks to try again later.
    case deferred(code: Int)
    case unreachable
    /// The server offers no encryption, and lies elsewhere.
    case notEncrypted
    /// The server's certificate, its name or its encryption is not to be trusted.
    case untrusted
    /// The server does not let us in: the wrong name or password, or no way of signing in that we know.
    case notAdmitted
    case timedOut
    /// The server says what no mail server says.
    case garbled
    /// The folder cannot be written.
    case notWritable

    /// Whether trying again is of no use.
    package var isFinal: Bool {
        switch self {
        case .refused, .addressNotSupported: true
        case .deferred, .unreachable, .notEncrypted, .untrusted, .notAdmitted, .timedOut, .garbled,
            .notWritable:
            false
        }
    }
}
