import CBOR

extension FoundManifest {
    /// In bytes, of a maker's name or version that is believed to be one.
    private static let longestName = 32

    /// Whether ours, over the same binding, would say the same to the letter: then it tells nothing that ours do not.
    ///
    /// Who signed it does not matter.
    func isAsWeWrite(over binding: DataHash) -> Bool {
        // What a provider's mark tells is its provider's choice.
        guard others.isEmpty, let claim = try? CBOR(decoding: claim).map, let maker = Self.maker(in: claim),
            let manifest = Self.uuid(in: claim["signature"], after: "self#jumbf=/c2pa/urn:c2pa:"),
            let instance = Self.uuid(in: claim["instanceID"], after: "xmp:iid:"),
            let origin
        else { return false }
        let ours = Manifest(origin: origin, maker: maker, identifiers: (manifest, instance))
        let written = try? FoundManifest(readingStore: ours.store(binding) { _ in signature.encoded })
        return written?.assertions == assertions && written?.claim == self.claim
    }

    private static func maker(in claim: CBORMap) -> Maker? {
        let info = claim["claim_generator_info"]?.map
        guard let name = info?["name"]?.text, let version = info?["version"]?.text,
            name.utf8.count <= longestName, version.utf8.count <= longestName
        else { return nil }
        return Maker(name: name, version: version)
    }

    /// A UUID in its usual form; nil for anything longer or other.
    private static func uuid(in value: CBOR?, after prefix: String) -> String? {
        guard let text = value?.text, text.hasPrefix(prefix) else { return nil }
        let uuid = text.dropFirst(prefix.count).prefix { $0 != "/" }
        let isOne = uuid.utf8.count == 36 && uuid.allSatisfy { $0.isHexDigit || $0 == "-" }
        return isOne ? String(uuid) : nil
    }
}
