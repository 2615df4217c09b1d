import CBOR
import FoundationEssentials

/// A manifest that somebody else wrote, read as far as we can check it; claims of both versions are read.
struct ForeignManifest {
    private static let lists: [CBOR] = ["assertions", "created_assertions", "gathered_assertions"]

    let label: String
    /// Without the box's own head.
    let payload: [UInt8]
    let assertions: [ForeignBox]
    let claim: CBORMap
    let claimBytes: [UInt8]
    let signature: ForeignBox

    /// - Throws: `ForeignBoxes` where a part is missing.
    init(_ box: [UInt8]) throws(ForeignBoxes) {
        var reader = BoxReader(box[...])
        let manifest = try ForeignBox(payload: reader.next("jumb"))
        guard reader.isAtEnd, manifest.kind == .manifest, !manifest.label.contains("/") else {
            throw ForeignBoxes()
        }
        let parts = try manifest.boxes()
        guard let assertions = parts.first(where: { $0.kind == .assertions }),
            let claim = parts.first(where: { $0.kind == .claim }), let map = claim.cbor?.map,
            let signature = parts.first(where: { $0.kind == .signature })
        else { throw ForeignBoxes() }
        label = manifest.label
        payload = manifest.payload
        self.assertions = try assertions.boxes()
        self.claim = map
        claimBytes = try claim.cborBytes()
        self.signature = signature
    }

    /// How others address it.
    var address: String { "self#jumbf=/c2pa/\(label)" }

    private var algorithm: String { claim["alg"]?.text ?? NamedHash.usual }

    func assertion(_ label: String) -> CBOR? {
        assertions.first { $0.label == label }?.cbor
    }

    /// Whether the claim names each assertion, with its hash, and names nothing else.
    var assertionsAreClaimed: Bool {
        let claimed = Self.lists.flatMap { claim[$0]?.array ?? [] }.compactMap { Reference($0) }
        return claimed.count == assertions.count && !claimed.isEmpty
            && assertions.allSatisfy { box in
                claimed.contains { $0.name == box.label && $0.hash == hash(box.payload, $0.algorithm) }
            }
    }

    /// Whether it is the manifest of this file: the hash leaves out the manifest's own place, and nothing more.
    func isBound(to file: Data, at place: Range<Int>) -> Bool {
        guard let binding = assertion(DataHash.label)?.map, let told = binding["hash"]?.bytes,
            let exclusions = binding["exclusions"]?.array, exclusions.count == 1,
            let start = exclusions[0].map?["start"]?.integer,
            let length = exclusions[0].map?["length"]?.integer, start == place.lowerBound,
            // A pad byte may lie behind it.
            length == place.count || length == place.count + 1, start + length <= file.count
        else { return false }
        let parts = [file.prefix(start), file.dropFirst(start + length)]
        return NamedHash.of(parts, by: binding["alg"]?.text ?? algorithm) == told
    }

    /// Whether it names another one as an ingredient, with that one's hash.
    func names(_ other: ForeignManifest) -> Bool {
        assertions.contains { box in
            guard box.label.hasPrefix("c2pa.ingredient"), let map = box.cbor?.map,
                let found = (map["activeManifest"] ?? map["c2pa_manifest"]).flatMap({ Reference($0) })
            else { return false }
            return found.address == other.address && found.hash == hash(other.payload, found.algorithm)
        }
    }

    private func hash(_ payload: [UInt8], _ name: String?) -> [UInt8]? {
        NamedHash.of([Data(payload)], by: name ?? algorithm)
    }

    /// An address with the hash of what it leads to.
    private struct Reference {
        let address: String
        let hash: [UInt8]
        let algorithm: String?

        init?(_ item: CBOR) {
            guard let map = item.map, let address = map["url"]?.text, let hash = map["hash"]?.bytes else {
                return nil
            }
            self.address = address
            self.hash = hash
            algorithm = map["alg"]?.text
        }

        /// Its last part.
        var name: Substring { address.split(separator: "/").last ?? "" }
    }
}
