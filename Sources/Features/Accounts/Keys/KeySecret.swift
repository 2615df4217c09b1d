import Crypto
import FoundationEssentials
package import Kernel

/// What a program shows to be known: `nbp_sk_` or `nbp_pk_`, 40 letters and digits by chance (238 bits), and six that are a
/// checksum of all before them.
///
/// The prefix and the checksum let a scanner tell a leaked key from any other text without asking us. Only a keyed hash of it is
/// stored.
package struct KeySecret: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// For programs on machines that nobody else reads.
        case secret
        /// For pages that anybody reads: it works on named sites only, and makes pictures only.
        case publishable

        var prefix: String {
            switch self {
            case .secret: "nbp_sk_"
            case .publishable: "nbp_pk_"
            }
        }
    }

    static let randomLength = 40
    static let checksumLength = 6
    /// How many characters at the end people recognise a key by.
    static let hintLength = 4

    package let kind: Kind
    package let secret: Secret

    init(_ kind: Kind, _ randomness: Randomness) {
        let text = kind.prefix + Base62.digits(Self.randomLength, randomness)
        self.kind = kind
        secret = Secret(text + Self.checksum(of: text))
    }

    /// Reads what was shown; nil for what cannot be a key, a mistyped one too.
    package init?(_ text: some StringProtocol) {
        guard let kind = Kind.allCases.first(where: { text.hasPrefix($0.prefix) }),
            text.utf8.count == kind.prefix.utf8.count + Self.randomLength + Self.checksumLength,
            text.utf8.allSatisfy({ $0 == UInt8(ascii: "_") || Base62.isDigit($0) })
        else { return nil }
        let body = text.dropLast(Self.checksumLength)
        guard Self.checksum(of: String(body)) == text.suffix(Self.checksumLength) else { return nil }
        self.kind = kind
        secret = Secret(String(text))
    }

    /// The last characters, which its person recognises it by.
    var hint: String { String(secret.reveal().suffix(Self.hintLength)) }

    var bytes: Data { Data(secret.reveal().utf8) }

    /// The first 32 bits of SHA-256, in base 62: `2^32 < 62^6`.
    private static func checksum(of text: String) -> String {
        let hash = SHA256.hash(data: Data(text.utf8)).prefix(4)
        return Base62.digits(of: hash.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }, checksumLength)
    }
}

/// Digits, capital and small letters.
private enum Base62 {
    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

    static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    /// So many digits by chance, each as likely as any other: bytes that would favour the first ones are thrown away.
    static func digits(_ count: Int, _ randomness: Randomness) -> String {
        var text = ""
        while text.count < count {
            for byte in randomness.bytes(count) where byte < 248 && text.count < count {
                text.append(alphabet[Int(byte) % 62])
            }
        }
        return text
    }

    static func digits(of number: UInt64, _ count: Int) -> String {
        var (rest, digits) = (number, [Character]())
        for _ in 0..<count {
            digits.append(alphabet[Int(rest % 62)])
            rest /= 62
        }
        return String(digits.reversed())
    }
}
