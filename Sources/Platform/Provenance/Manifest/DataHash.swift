import CBOR
import Crypto
import FoundationEssentials

/// The assertion that binds a manifest to its file, `c2pa.hash.data`: a hash over everything but the manifest itself.
struct DataHash: Hashable {
    static let label = "c2pa.hash.data"
    static let length = SHA256.byteCount

    let exclusion: Range<Int>
    let hash: [UInt8]

    var assertion: CBOR {
        [
            "exclusions": [["start": CBOR(exclusion.lowerBound), "length": CBOR(exclusion.count)]],
            "name": "jumbf manifest",
            "alg": "sha256",
            "hash": .bytes(hash),
            // Required, and never needed: lengths settle without it.
            "pad": .bytes([]),
        ]
    }

    init(exclusion: Range<Int>, hash: [UInt8] = [UInt8](repeating: 0, count: Self.length)) {
        self.exclusion = exclusion
        self.hash = hash
    }

    /// Hashes a file.
    init(of file: Data, without exclusion: Range<Int>) {
        var hasher = SHA256()
        hasher.update(data: file.prefix(exclusion.lowerBound))
        hasher.update(data: file.dropFirst(exclusion.upperBound))
        self.init(exclusion: exclusion, hash: Array(hasher.finalize()))
    }
}
