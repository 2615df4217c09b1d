package import Crypto
import FoundationEssentials

/// Signs tree heads as checkpoints (C2SP tlog-checkpoint and signed-note), with Ed25519.
package struct NoteSigner: Sendable {
    /// Origin and key name alike: `studio.example/audit`.
    package let name: String
    private let key: Curve25519.Signing.PrivateKey

    /// A signer of this name, which has no blanks and no plus signs.
    package init(name: String, key: Curve25519.Signing.PrivateKey) {
        self.name = name
        self.key = key
    }

    package var verifier: NoteVerifier { NoteVerifier(key: key.publicKey.rawRepresentation) }

    /// What others verify with: `name+key id+base64 of algorithm and public key`.
    package var verifierKey: String { verifier.text(for: name) }

    package func sign(_ head: TreeHead) throws -> SignedNote {
        let text = "\(name)\n\(head.size)\n\(head.root.bytes.base64EncodedString())\n"
        let signature = verifier.id(for: name) + (try key.signature(for: Data(text.utf8)))
        return SignedNote(head: head, text: "\(text)\n\u{2014} \(name) \(signature.base64EncodedString())\n")
    }
}

/// A checkpoint with its signature, as it goes out.
package struct SignedNote: Hashable, Sendable {
    package let head: TreeHead
    package let text: String
}
