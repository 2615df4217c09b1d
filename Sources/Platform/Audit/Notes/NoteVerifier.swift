import Crypto
package import FoundationEssentials

/// Verifies what `NoteSigner` signed, under whatever name: an installation that moves keeps its key.
package struct NoteVerifier: Sendable {
    /// The signature algorithm's number for Ed25519.
    private static let algorithm: UInt8 = 1
    private static let idLength = 4

    private let key: Data

    package init(key: Data) {
        self.key = key
    }

    func id(for name: String) -> Data {
        Data(SHA256.hash(data: Data("\(name)\n".utf8) + [Self.algorithm] + key).prefix(Self.idLength))
    }

    func text(for name: String) -> String {
        "\(name)+\(id(for: name).hexadecimal)+\((Data([Self.algorithm]) + key).base64EncodedString())"
    }

    func verifies(_ claim: NoteClaim) -> Bool {
        guard claim.signature.prefix(Self.idLength) == id(for: claim.name),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key)
        else { return false }
        return key.isValidSignature(claim.signature.dropFirst(Self.idLength), for: Data(claim.signed.utf8))
    }
}

/// A whole checkpoint as it was read, not yet believed.
struct NoteClaim: Hashable, Sendable {
    static let lineCount = 5
    private static let signatureLength = 68

    let name: String
    let head: TreeHead
    let signed: String
    let signature: Data

    /// Reads origin, size, root, an empty line and one signature; nil for anything else, such as one that was torn.
    init?(lines: some Collection<Substring>) {
        let lines = Array(lines)
        guard lines.count == Self.lineCount, lines[3].isEmpty, !lines[0].isEmpty else { return nil }
        let mark = lines[4].split(separator: " ", omittingEmptySubsequences: false)
        guard mark.count == 3, mark[0] == "\u{2014}", mark[1] == lines[0],
            let signature = Data(base64Encoded: String(mark[2])), signature.count == Self.signatureLength,
            let size = Int(lines[1]), size >= 0, "\(size)" == lines[1],
            let root = Data(base64Encoded: String(lines[2])), root.count == TreeHash.empty.bytes.count
        else { return nil }
        name = String(lines[0])
        head = TreeHead(size: size, root: TreeHash(root))
        signed = "\(lines[0])\n\(lines[1])\n\(lines[2])\n"
        self.signature = signature
    }
}
