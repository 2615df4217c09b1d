import CBOR
import Crypto

/// What a file's manifest says, before it is signed (C2PA 2, claims of version 2).
struct Manifest {
    private static let identifiers = "urn:c2pa:"
    static let ingredientLabel = "c2pa.ingredient.v3"

    let origin: Origin
    let maker: Maker
    /// Two random UUIDs: of the manifest, and of this edition of the picture.
    let identifiers: (manifest: String, instance: String)

    var label: String { Self.identifiers + identifiers.manifest }

    /// The store with the COSE_Sign1 that `signature` makes of the claim.
    func store(_ binding: DataHash, signature: ([UInt8]) throws -> [UInt8]) rethrows -> [UInt8] {
        let assertions = assertions(binding)
        let claim = claim(over: assertions).encoded
        let manifest = SuperBox(
            .manifest,
            label,
            .boxes([
                SuperBox(.assertions, "c2pa.assertions", .boxes(assertions)),
                SuperBox(.claim, "c2pa.claim.v2", .cbor(claim)),
                SuperBox(.signature, "c2pa.signature", .cbor(try signature(claim))),
            ])
        )
        return StoreParts.store(of: (origin.provider?.manifests ?? []) + [manifest.bytes])
    }

    private func assertions(_ binding: DataHash) -> [SuperBox] {
        let (relationship, count) = origin.ingredients
        // Neither title nor thumbnail: the other picture may be a private one.
        let nameless = (["relationship": .text(relationship)] as CBOR).encoded
        let provided = origin.provider.map { [$0.assertion] } ?? []
        let contents = provided + [[UInt8]](repeating: nameless, count: count)
        let ingredients = contents.enumerated().map { number, content in
            let label = number == 0 ? Self.ingredientLabel : "\(Self.ingredientLabel)__\(number)"
            return SuperBox(.cbor, label, .cbor(content))
        }
        let addresses = ingredients.map(\.hashedAddress)
        let actions = Actions.assertion(
            origin,
            by: maker,
            provider: Array(addresses.prefix(provided.count)),
            Array(addresses.dropFirst(provided.count))
        )
        return ingredients + [
            SuperBox(.cbor, Actions.label, .cbor(actions.encoded)),
            SuperBox(.cbor, DataHash.label, .cbor(binding.assertion.encoded)),
        ]
    }

    private func claim(over assertions: [SuperBox]) -> CBOR {
        [
            "instanceID": .text("xmp:iid:\(identifiers.instance)"),
            "claim_generator_info": ["name": .text(maker.name), "version": .text(maker.version)],
            "signature": .text("self#jumbf=/c2pa/\(label)/c2pa.signature"),
            "created_assertions": .array(assertions.map(\.hashedAddress)),
            "alg": "sha256",
        ]
    }
}

extension SuperBox {
    /// An assertion's address with the hash over its payload.
    var hashedAddress: CBOR {
        [
            "url": .text("self#jumbf=c2pa.assertions/\(label)"),
            "hash": .bytes(Array(SHA256.hash(data: payload))),
        ]
    }
}
