package import FoundationEssentials
package import Kernel
package import Vault

/// Eight digits that a mail carries and its reader types: 26 bits, enough for minutes and a handful of tries.
package struct MailCode: Hashable, Sendable {
    package static let digits = 8
    private static let modulus: UInt128 = 100_000_000

    private let number: String

    package init(_ randomness: Randomness) {
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
    package var text: Secret { Secret(number.prefix(4) + " " + number.suffix(4)) }

    /// What is stored and compared instead of the code.
    ///
    /// The id is of what the code was made for, such as a sign-in; a code of one is none of another.
    package func index<Kind>(in vault: Vault, for id: ID<Kind>) -> Data {
        vault.index(Data("\(id.text):\(number)".utf8), as: "mail code")
    }
}

extension MailCode: CustomStringConvertible, CustomReflectable {
    /// A secret: reaches no log by interpolation or dump.
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
