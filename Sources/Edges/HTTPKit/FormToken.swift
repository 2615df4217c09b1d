import FoundationEssentials
package import Kernel
package import Vault

/// Proves that a form was made by one of our pages for the person who sends it, and not long ago.
///
/// A token is `minute.nonce.mark`; the nonce tells two forms of one minute apart. Addresses that say what was just done have
/// marks of the same make.
package struct FormTokens: Sendable {
    static let lifetime: Duration = .hours(12)
    /// How long an address says what was just done.
    static let memory: Duration = .hours(1)

    private let vault: Vault
    private let clock: Clock
    private let randomness: Randomness

    package init(
        vault: Vault,
        clock: Clock,
        randomness: Randomness
    ) {
        self.vault = vault
        self.clock = clock
        self.randomness = randomness
    }

    /// A token for a page shown to `subject`, or to somebody we do not know.
    package func token(for subject: SubjectID?) -> String {
        let minute = clock.now().milliseconds / 60_000
        let nonce = hexadecimal(randomness.bytes(8))
        return "\(minute).\(nonce).\(mark(minute, nonce, subject))"
    }

    /// The name of one sending of a form: a button that was pressed twice has the same, another content another.
    package func name(ofSending content: String, with token: String?) -> String {
        hexadecimal(vault.index(Data("\(token ?? "")/\(content)".utf8), as: "form content").prefix(16))
    }

    /// - Throws: `Problem` `form_expired` for a token that is old, altered, somebody else's or missing.
    package func check(_ token: String?, for subject: SubjectID?) throws(Problem) {
        let parts = token?.split(separator: ".", omittingEmptySubsequences: false) ?? []
        guard parts.count == 3, let minute = recent(parts[0], Self.lifetime),
            Secret(mark(minute, String(parts[1]), subject)).matches(parts[2])
        else { throw Problem(.formExpired) }
    }

    /// What the address of a page bears that says what somebody has just done: nobody can make it up.
    package func mark(of deed: String, by subject: SubjectID) -> String {
        let minute = clock.now().milliseconds / 60_000
        return "\(minute).\(mark(minute, of: deed, by: subject))"
    }

    /// Whether a mark was made for this, and not long ago.
    package func vouches(
        _ mark: String,
        for deed: String,
        by subject: SubjectID
    ) -> Bool {
        let parts = mark.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let minute = recent(parts[0], Self.memory) else { return false }
        return Secret(self.mark(minute, of: deed, by: subject)).matches(parts[1])
    }

    /// A minute that is no older than `age`.
    ///
    /// Whoever sends it may have written any number: nothing is reckoned with one that is out of bounds.
    private func recent(_ text: Substring, _ age: Duration) -> Int64? {
        let now = clock.now().milliseconds / 60_000
        let oldest = now - age.wholeMilliseconds / 60_000
        return Int64(text).flatMap { (oldest...(now + 1)).contains($0) ? $0 : nil }
    }

    private func mark(
        _ minute: Int64,
        _ nonce: String,
        _ subject: SubjectID?
    ) -> String {
        let bytes = vault.index(Data("\(minute)/\(nonce)/\(subject?.text ?? "")".utf8), as: "form token")
        return hexadecimal(bytes.prefix(16))
    }

    private func mark(
        _ minute: Int64,
        of deed: String,
        by subject: SubjectID
    ) -> String {
        let bytes = vault.index(Data("\(minute)/\(subject.text)/\(deed)".utf8), as: "deed")
        return hexadecimal(bytes.prefix(16))
    }

    private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
