package import FoundationEssentials
import Kernel
import Vault

extension Accounts {
    /// What a typed address is counted under: a keyed hash, the same in whatever letters it is typed.
    package func mark(ofTyped email: String) -> Data {
        EmailAddress(email).map(index(of:)) ?? vault.index(Data(email.utf8), as: "no address")
    }

    /// What a browser keeps to show that an address has signed in with it; it tells nobody which.
    package func deviceProof(of email: String) -> String {
        let nonce = hexadecimal(randomness.bytes(16))
        return "\(nonce).\(proof(nonce, email))"
    }

    /// Whether this address has signed in with the browser that sends the proof.
    package func isDevice(_ text: String?, of email: String) -> Bool {
        let parts = text?.split(separator: ".") ?? []
        guard parts.count == 2, parts[0].utf8.count == 32 else { return false }
        return Secret(proof(String(parts[0]), email)).matches(parts[1])
    }

    private func proof(_ nonce: String, _ email: String) -> String {
        hexadecimal(vault.index(Data(nonce.utf8) + mark(ofTyped: email), as: "known device"))
    }

    private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
