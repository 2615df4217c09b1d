import FoundationEssentials
import Kernel
import Vault

/// The secret part of the link that ends mails of one class to one address.
///
/// It stands on its own: it names the address by its keyed hash and is proved by another, so that it works without an
/// account, without a cookie, years later, and after an erasure.
package struct UnsubscribeLink: Hashable, Sendable {
    private static let letters: [MailClass: Character] = [.update: "u", .marketing: "m"]
    private static let indexLength = 32
    private static let proofLength = 16

    package let mailClass: MailClass
    let index: Data
    private let proof: Data

    /// Reads the text of a link; nil for what is none, whatever it proves.
    package init?(_ text: some StringProtocol) {
        let bytes = Data(hexadecimal: text.dropFirst())
        guard let mailClass = Self.letters.first(where: { $0.value == text.first })?.key,
            let bytes, bytes.count == Self.indexLength + Self.proofLength
        else { return nil }
        self.mailClass = mailClass
        index = bytes.prefix(Self.indexLength)
        proof = Data(bytes.suffix(Self.proofLength))
    }

    /// Nil for a class that nobody can end.
    init?(_ mailClass: MailClass, _ index: Data, in vault: Vault) {
        guard Self.letters[mailClass] != nil else { return nil }
        self.mailClass = mailClass
        self.index = index
        proof = Self.proof(of: mailClass, index, in: vault)
    }

    package var text: String {
        String(Self.letters[mailClass] ?? "-") + (index + proof).map(\.hexadecimal).joined()
    }

    /// Whether this installation made it.
    func isGenuine(in vault: Vault) -> Bool {
        Secret(Self.proof(of: mailClass, index, in: vault).map(\.hexadecimal).joined())
            .matches(proof.map(\.hexadecimal).joined())
    }

    private static func proof(of mailClass: MailClass, _ index: Data, in vault: Vault) -> Data {
        vault.index(Data("\(mailClass.rawValue)/".utf8) + index, as: "unsubscribe link").prefix(proofLength)
    }
}

extension UInt8 {
    fileprivate var hexadecimal: String { (self < 16 ? "0" : "") + String(self, radix: 16) }
}

extension Data {
    /// Nil for anything but pairs of lower-case digits.
    fileprivate init?(hexadecimal text: some StringProtocol) {
        let digits = text.utf8.map { byte -> UInt8? in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
            default: nil
            }
        }
        guard digits.count.isMultiple(of: 2), digits.allSatisfy({ $0 != nil }) else { return nil }
        let known = digits.compactMap(\.self)
        self.init(stride(from: 0, to: known.count, by: 2).map { known[$0] << 4 | known[$0 + 1] })
    }
}
