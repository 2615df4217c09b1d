import FoundationEssentials
package import Kernel
import Vault

/// What lets one archive in from another installation: 256 random bits, good for an hour and for one delivery.
///
/// Only a keyed hash of it is stored.
package struct TransferToken: Sendable {
    static let length = 32

    package let secret: Secret

    init(_ randomness: Randomness) {
        secret = Secret(Data(randomness.bytes(Self.length)).hexadecimal(Self.length))
    }

    /// Reads what stands in an address: 64 lower-case hexadecimal digits.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == Self.length * 2,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        secret = Secret(String(text))
    }

    /// What is stored instead of it.
    func index(in vault: Vault) -> Data {
        vault.index(Data(secret.reveal().utf8), as: "transfer token")
    }

    /// What is stored of the delivery that used it up, by the name that its sender gave it.
    func index(of delivery: String, in vault: Vault) -> Data {
        vault.index(Data("\(secret.reveal()):\(delivery)".utf8), as: "transfer delivery")
    }
}
