import CBOR

/// A manifest that was read from a file: sound in form, and nothing in it believed yet.
struct FoundManifest {
    /// Those of a provider, as whole boxes: ours is the last of its store.
    let others: [[UInt8]]
    let assertions: [SuperBox]
    let claim: [UInt8]
    let signature: ClaimSignature

    /// - Throws: `ForeignBoxes` when it is not laid out as ours are.
    init(readingStore bytes: [UInt8]) throws(ForeignBoxes) {
        let all = try StoreParts(bytes)
        let store = try SuperBox(readingStore: all.own)
        guard store.label == "c2pa", case .boxes(let manifests) = store.content, manifests.count == 1,
            manifests[0].kind == .manifest, case .boxes(let parts) = manifests[0].content, parts.count == 3,
            parts.map(\.kind) == [.assertions, .claim, .signature],
            parts.map(\.label) == ["c2pa.assertions", "c2pa.claim.v2", "c2pa.signature"],
            case .boxes(let assertions) = parts[0].content, case .cbor(let claim) = parts[1].content,
            case .cbor(let signature) = parts[2].content,
            let signature = ClaimSignature(reading: signature), let map = try? CBOR(decoding: claim).map,
            map["signature"]?.text == "self#jumbf=/c2pa/\(manifests[0].label)/c2pa.signature"
        else { throw ForeignBoxes() }
        others = Array(all.manifests.dropLast())
        self.assertions = assertions
        self.claim = claim
        self.signature = signature
    }

    /// Whether the assertions are those that the claim names, each with the hash that it names.
    var assertionsAreClaimed: Bool {
        let claimed = (try? CBOR(decoding: claim))?.map?["created_assertions"]
        return claimed == .array(assertions.map(\.hashedAddress))
            && assertions.allSatisfy { $0.kind == .cbor }
    }

    /// How the picture came to be, as it tells; nil where it does not, or where a provider's mark is not the one that it names.
    var origin: Origin? {
        guard let actions = assertion(Actions.label) else { return nil }
        let namesMark = assertion(Manifest.ingredientLabel)?.map?["activeManifest"] != nil
        guard namesMark || !others.isEmpty else { return Actions.origin(actions, nil) }
        let named = assertions.first { $0.label == Manifest.ingredientLabel }
        guard case .cbor(let bytes)? = named?.content,
            let mark = ProviderMark(manifests: others, assertion: bytes)
        else { return nil }
        return Actions.origin(actions, mark)
    }

    func assertion(_ label: String) -> CBOR? {
        guard let box = assertions.first(where: { $0.label == label }), case .cbor(let bytes) = box.content
        else { return nil }
        return try? CBOR(decoding: bytes)
    }
}
