package import Kernel

/// A password exactly as it was typed: no trimming, no folding of case, no normalising, nothing cut off.
///
/// Its bytes in UTF-8 are what counts. Two spellings that look the same and differ in bytes, such as é in one scalar
/// and in two, are two passwords; keyboards spell in one way. Every sign is allowed, white space and NUL too.
package struct Password: Sendable {
    package static let mostScalars = 256
    package static let mostBytes = 1_024

    let text: String

    /// Takes what was typed at a sign-in, where a short password is merely a wrong one.
    ///
    /// What a new password must be besides, `PasswordRules` says.
    /// - Throws: `Problem` for one that is too long to have been taken.
    package init(_ typed: String) throws(Problem) {
        guard typed.utf8.count <= Self.mostBytes, typed.unicodeScalars.count <= Self.mostScalars else {
            throw Problem(.passwordTooLong, field: "password", ["limit": "\(Self.mostScalars)"])
        }
        text = typed
    }
}

extension Password: CustomStringConvertible, CustomReflectable {
    /// A secret: reaches no log by interpolation or dump.
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
