import CBOR
import Crypto
package import FoundationEssentials
import Imaging

extension ProviderMark {
    /// The mark in a file as its provider delivered it; nil where there is none.
    ///
    /// Kept is only what belongs to the file: whoever had a part in it must not be told by another picture's mark.
    /// - Throws: `ProviderMark.Flaw`; any bytes will do.
    @concurrent
    package static func read(in file: Data) async throws(Flaw) -> ProviderMark? {
        guard let format = try? ImageFormat(recognising: file), let kind = format.carrier,
            let carrier = kind.init(file), let store = carrier.pieces.stores.first
        else { return nil }
        guard carrier.pieces.stores.count == 1 else { throw .malformed }
        guard store.bytes.count <= largest else { throw .tooLarge }
        // Ours is to find room beside them.
        guard let parts = try? StoreParts(store.bytes), parts.manifests.count < StoreParts.mostManifests,
            let chain = ManifestChain(parts.manifests)
        else { throw .malformed }
        let isSigned = chain.active.isSigned
        guard chain.active.assertionsAreClaimed, chain.active.isBound(to: file, at: store.range),
            isSigned != false
        else { throw .broken }
        let findings = Findings(chain.active, isSigned: isSigned ?? false)
        return ProviderMark(
            manifests: parts.manifests,
            assertion: findings.assertion.encoded,
            maker: chain.active.maker
        )
    }

    /// The mark as a file of ours holds it; nil where its manifests are not those that our assertion names.
    init?(manifests: [[UInt8]], assertion: [UInt8]) {
        guard let chain = ManifestChain(manifests), let map = try? CBOR(decoding: assertion).map,
            map["activeManifest"] == Findings.reference(chain.active.address, chain.active.payload)
        else { return nil }
        self.init(manifests: manifests, assertion: assertion, maker: chain.active.maker)
    }
}

/// Manifests of which each but the last is named by another, with its hash, so that the last one's hash holds them all.
private struct ManifestChain {
    let active: ForeignManifest

    init?(_ boxes: [[UInt8]]) {
        let manifests = boxes.compactMap { try? ForeignManifest($0) }
        guard manifests.count == boxes.count, Set(manifests.map(\.label)).count == boxes.count,
            let active = manifests.last
        else { return nil }
        for older in manifests.dropLast() {
            guard manifests.contains(where: { $0.names(older) }) else { return nil }
        }
        self.active = active
    }
}

/// What we say of a provider's manifest, which is what we could check (C2PA 2, section 10.3.2.3): that it is whole and this
/// file's, perhaps who signed it, and always that nobody here vouches for the signer.
private struct Findings {
    private let manifest: ForeignManifest
    private let isSigned: Bool

    init(_ manifest: ForeignManifest, isSigned: Bool) {
        self.manifest = manifest
        self.isSigned = isSigned
    }

    var assertion: CBOR {
        [
            "relationship": "inputTo",
            "activeManifest": Self.reference(manifest.address, manifest.payload),
            "claimSignature": Self.reference(signer, manifest.signature.payload),
            "validationResults": [
                "activeManifest": [
                    "success": .array(successes),
                    "informational": [],
                    "failure": [finding("signingCredential.untrusted", signer)],
                ]
            ],
        ]
    }

    private var signer: String { "\(manifest.address)/\(manifest.signature.label)" }

    private var successes: [CBOR] {
        let addresses = manifest.assertions.map { "\(manifest.address)/c2pa.assertions/\($0.label)" }
        return (isSigned ? [finding("claimSignature.validated", signer)] : [])
            + addresses.map { finding("assertion.hashedURI.match", $0) }
            + [finding("assertion.dataHash.match", "\(manifest.address)/c2pa.assertions/\(DataHash.label)")]
    }

    private func finding(_ code: String, _ address: String) -> CBOR {
        ["code": .text(code), "url": .text(address)]
    }

    static func reference(_ address: String, _ payload: [UInt8]) -> CBOR {
        ["url": .text(address), "hash": .bytes(Array(SHA256.hash(data: payload)))]
    }
}
