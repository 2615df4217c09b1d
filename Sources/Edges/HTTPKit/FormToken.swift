import FoundationEssentials
package import Kernel
package import Vault

/// Proves that a form was made by one of our pages for the person who sends it, and not long ago.
///
/// A token is `minute.nonce.mark`; the nonce tells two forms of one minute apart.
package struct FormTokens: Sendable {
    static let lifetime: Duration = .hours(12)

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
        let now = clock.now().milliseconds / 60_000
        // Whoever sends it may have written any number: nothing is reckoned with one that is out of bounds.
        let oldest = now - Self.lifetime.wholeMilliseconds / 60_000
        guard parts.count == 3, let minute = Int64(parts[0]), (oldest...(now + 1)).contains(minute),
            Secret(mark(minute, String(parts[1]), subject)).matches(parts[2])
        else { throw Problem(.formExpired) }
    }

    private func mark(
        _ minute: Int64,
        _ nonce: String,
        _ subject: SubjectID?
    ) -> String {
        let bytes = vault.index(Data("\(minute)/\(nonce)/\(subject?.text ?? "")".utf8), as: "form token")
        return hexadecimal(bytes.prefix(16))
    }

    private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
