import FoundationEssentials
import Kernel
import Vault

/// Eight digits that go to the address on file and come back: 26 bits, for ten minutes, five tries and one use.
package struct RequestCode: Hashable, Sendable {
    static let lifetime: Duration = .seconds(600)
    static let tries = 5
    /// How many codes one request can have sent; each goes to somebody's mailbox.
    static let limit = 5
    private static let digits = 8
    private static let modulus: UInt128 = 100_000_000

    private let number: String

    init(_ randomness: Randomness) {
        // Of 128 bits the remainder favours no code by more than 1 in 2^101.
        let chance = randomness.bytes(16).reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        let text = String(chance % Self.modulus)
        number = String(repeating: "0", count: Self.digits - text.count) + text
    }

    /// Reads what a person typed; spaces and hyphens count for nothing.
    package init?(_ typed: String) {
        let number = typed.filter { !" -".contains($0) }
        guard number.utf8.count == Self.digits, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        self.number = number
    }

    /// As the mail shows it: `1234 5678`.
    var text: Secret { Secret(number.prefix(4) + " " + number.suffix(4)) }

    /// What is stored instead of it; a code of one request is none of another.
    func index(in vault: Vault, for request: RightsRequestID) -> Data {
        vault.index(Data("\(request.text):\(number)".utf8), as: "request code")
    }
}

extension RequestCode: CustomStringConvertible, CustomReflectable {
    /// A secret: reaches no log by interpolation or dump.
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
