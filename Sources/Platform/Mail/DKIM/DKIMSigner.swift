import Crypto
import FoundationEssentials
import Kernel

/// Signs mails, so that their receivers can tell ours from others' (RFC 6376, relaxed/relaxed).
package struct DKIMSigner: Sendable {
    private let key: DKIMKey
    private let domain: String
    private let selector: String

    /// A signer for `domain`, whose public key is in the DNS at `selector._domainkey.domain`.
    package init(
        key: DKIMKey,
        domain: String,
        selector: String
    ) {
        self.key = key
        self.domain = domain
        self.selector = selector
    }

    /// The head with the signature before it, which covers all of it.
    func signed(
        _ head: [HeaderField],
        body: Data,
        at moment: Timestamp
    ) throws -> [HeaderField] {
        let names = head.map { $0.name.lowercased() }.joined(separator: ":")
        let bodyHash = Data(SHA256.hash(data: Relaxed.body(body))).base64EncodedString()
        let open =
            "v=1; a=\(key.algorithm); c=relaxed/relaxed; d=\(domain); s=\(selector);"
            + " t=\(moment.milliseconds / 1_000); h=\(names); bh=\(bodyHash); b="
        let unsigned = HeaderField("DKIM-Signature", open)
        let text = head.map { Relaxed.header($0) + "\r\n" }.joined() + Relaxed.header(unsigned)
        let signature = try key.signature(of: Data(text.utf8)).base64EncodedString()
        return [HeaderField("DKIM-Signature", open + Self.broken(signature))] + head
    }

    /// With blanks to fold at, which are no part of base64.
    private static func broken(_ base64: String) -> String {
        var (rest, pieces) = (base64[...], [Substring]())
        while !rest.isEmpty {
            pieces.append(rest.prefix(64))
            rest = rest.dropFirst(64)
        }
        return pieces.joined(separator: " ")
    }
}

/// The forms in which mails are hashed, which survive what servers on the way do to them (RFC 6376, section 3.4).
enum Relaxed {
    static func header(_ field: HeaderField) -> String {
        "\(field.name.lowercased()):\(collapsed(field.value[...]).drop { $0 == " " })"
    }

    static func body(_ bytes: Data) -> Data {
        var lines = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map(collapsed)
        while lines.last == "" { lines.removeLast() }
        return Data(lines.map { $0 + "\r\n" }.joined().utf8)
    }

    /// Runs of blanks as one, none at the end.
    private static func collapsed(_ line: Substring) -> String {
        var text = ""
        for character in line.unicodeScalars {
            let isBlank = character == " " || character == "\t"
            if isBlank, text.unicodeScalars.last == " " { continue }
            text.unicodeScalars.append(isBlank ? " " : character)
        }
        return text.hasSuffix(" ") ? String(text.dropLast()) : text
    }
}
