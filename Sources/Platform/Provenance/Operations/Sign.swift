package import FoundationEssentials
import Imaging
import Kernel

extension Provenance: Marks {
    package func packet(for source: SourceTerm) -> Data {
        XMPPacket.packet(for: source)
    }

    /// Lays out the manifest, hashes the file around it, and signs.
    ///
    /// The layout is a circle: the manifest tells its own place and length, and is hashed before it is signed. So its length
    /// settles first, without hash and signature, which are always equally long.
    @concurrent
    package func signed(_ file: Data, made origin: Origin) async throws -> Data {
        guard let format = try? ImageFormat(recognising: file), let kind = format.carrier,
            let carrier = kind.init(file)
        else { throw ProvenanceError.unsuitableFile }
        guard carrier.pieces.stores.isEmpty else { throw ProvenanceError.signedAlready }
        let manifest = Manifest(
            origin: origin,
            maker: maker,
            identifiers: (randomness.uuid(), randomness.uuid())
        )
        let blank = blankStore(manifest, in: carrier)
        let exclusion = carrier.place..<carrier.place + kind.embedding(blank).count
        let binding = DataHash(of: carrier.file(with: kind.embedding(blank)), without: exclusion)
        let store = try manifest.store(binding) { try ClaimSignature(of: $0, by: credentials).encoded }
        let signed = carrier.file(with: kind.embedding(store))
        // A file that ends in the middle of a piece takes a manifest that nobody finds again.
        guard kind.init(signed)?.pieces.stores.map(\.range) == [exclusion] else {
            throw ProvenanceError.unsuitableFile
        }
        return signed
    }

    /// A store of the final length, with neither hash nor signature.
    private func blankStore(_ manifest: Manifest, in carrier: any Carrier) -> [UInt8] {
        let signature = ClaimSignature.blank(credentials.certificates).encoded
        func store(telling length: Int) -> [UInt8] {
            let exclusion = carrier.place..<carrier.place + length
            return manifest.store(DataHash(exclusion: exclusion)) { _ in signature }
        }
        return store(
            telling: Layout.length { type(of: carrier).embedding(store(telling: $0)).count }
        )
    }
}

extension Randomness {
    /// A UUID of version 4, in its usual form.
    func uuid() -> String {
        var bytes = bytes(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.map(\.hexadecimal)
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }.joined(separator: "-")
    }
}
