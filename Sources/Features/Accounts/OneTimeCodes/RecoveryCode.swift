package import FoundationEssentials
package import Kernel
package import Vault

/// One of ten codes that each take the place of an authenticator once: 60 random bits as `7K3Q-9MXA-T04B`.
///
/// A person sees their codes when they are made and never again; only keyed hashes are stored.
package struct RecoveryCode: Hashable, Sendable {
    /// How many a person gets at a time.
    package static let count = 10
    private static let length = 12
    private static let group = 4
    /// Crockford's Base32: no I, L, O or U.
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    /// Without hyphens, in upper case.
    private let signs: [Character]

    init(_ randomness: Randomness) {
        // A sign takes five of a byte's bits, so every sign is as likely as the next.
        signs = randomness.bytes(Self.length).map { Self.alphabet[Int($0) % Self.alphabet.count] }
    }

    /// Reads what a person typed: in either case, with any hyphens and spaces, and with O for 0 or I and L for 1.
    package init?(_ typed: String) {
        let signs = typed.uppercased().filter { !" -".contains($0) }.map { sign -> Character in
            switch sign {
            case "O": "0"
            case "I", "L": "1"
            default: sign
            }
        }
        guard signs.count == Self.length, signs.allSatisfy(Self.alphabet.contains) else { return nil }
        self.signs = signs
    }

    /// A new set.
    package static func make(_ randomness: Randomness) -> [RecoveryCode] {
        (0..<count).map { _ in RecoveryCode(randomness) }
    }

    /// As it is shown, in groups of four.
    package var text: Secret {
        let groups = stride(from: 0, to: Self.length, by: Self.group).map { start in
            String(signs[start..<start + Self.group])
        }
        return Secret(groups.joined(separator: "-"))
    }

    /// What is stored and compared instead of the code; equal codes of two people differ in it.
    package func index(in vault: Vault, of person: SubjectID) -> Data {
        vault.index(Data("\(person.text):\(String(signs))".utf8), as: "recovery code")
    }
}

extension RecoveryCode: CustomStringConvertible, CustomReflectable {
    /// A secret: reaches no log by interpolation or dump.
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
