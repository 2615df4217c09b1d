/// What is stored instead of a password: Argon2id's result with its salt and parameters, in the PHC string format.
package struct PasswordHash: Hashable, Sendable {
    /// libsodium's `crypto_pwhash_STRBYTES` without its NUL.
    private static let longest = 127

    package let text: String

    /// Reads what was stored; nil for anything but Argon2id of version 1.3.
    package init?(_ text: String) {
        let form = #/\$argon2id\$v=19\$m=[0-9]+,t=[0-9]+,p=[0-9]+\$[A-Za-z0-9+\/]+\$[A-Za-z0-9+\/]+/#
        guard text.utf8.count <= Self.longest, text.wholeMatch(of: form) != nil else { return nil }
        self.text = text
    }

    private init(known text: String) {
        self.text = text
    }

    /// The hash of no password that anybody knows, at today's cost.
    static let nobody = PasswordHash(
        known:
            "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    )
}

extension PasswordHash: CustomStringConvertible, CustomReflectable {
    /// Something to guess against: reaches no log by interpolation or dump.
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
