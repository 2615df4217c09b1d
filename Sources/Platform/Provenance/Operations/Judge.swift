package import FoundationEssentials
import Imaging
import SwiftASN1
@_spi(FixedExpiryValidationTime) import X509

extension Provenance {
    /// What a file's marks tell; any bytes will do.
    package func judge(_ file: Data) async -> Judgement {
        await Judge(roots: roots, signers: signers).judge(file)
    }
}

/// Reads marks and believes those that lead to one of its roots.
package struct Judge: Sendable {
    private let roots: [TrustedRoot]
    private let signers: Set<Signer>

    /// Without `signers` everybody is believed whom a root vouches for, which suits roots that issue for one installation alone.
    package init(roots: [TrustedRoot], signers: Set<Signer> = []) {
        self.roots = roots
        self.signers = signers
    }

    @concurrent
    package func judge(_ file: Data) async -> Judgement {
        guard let format = try? ImageFormat(recognising: file) else { return Judgement(.unmarked) }
        guard let kind = format.carrier else { return Self.unsigned(XMPPacket.source(in: file)) }
        guard let carrier = kind.init(file) else { return Judgement(.unmarked) }
        let claimed = carrier.pieces.packet.flatMap(XMPPacket.source)
        guard let store = carrier.pieces.stores.first else { return Self.unsigned(claimed) }
        guard carrier.pieces.stores.count == 1, let manifest = try? FoundManifest(readingStore: store.bytes),
            await isOurs(manifest)
        else { return Judgement(.foreign, source: claimed) }
        guard manifest.assertionsAreClaimed, let origin = manifest.origin else {
            return Judgement(.changed, source: claimed)
        }
        let binding = DataHash(of: file, without: store.range)
        let isWhole =
            manifest.assertion(DataHash.label) == binding.assertion
            && file.part(store.range.lowerBound, store.range.count) == kind.embedding(store.bytes)
        return Judgement(
            isWhole ? .madeHere : .changed,
            source: origin.source,
            act: origin.act,
            provider: origin.provider
        )
    }

    private static func unsigned(_ claimed: SourceTerm?) -> Judgement {
        Judgement(claimed == nil ? .unmarked : .unsigned, source: claimed)
    }

    /// Whether the claim was signed with a certificate of ours, which one of the roots vouches for.
    ///
    /// Certificates are taken as of their own time: that one has run out since does not make a picture another's.
    private func isOurs(_ manifest: FoundManifest) async -> Bool {
        let chain = manifest.signature.certificates.compactMap { try? Certificate(derEncoded: $0) }
        guard chain.count == manifest.signature.certificates.count, let leaf = chain.first,
            signers.isEmpty || signers.contains(Signer(leaf)),
            manifest.signature.holds(for: manifest.claim, by: leaf)
        else { return false }
        var verifier = Verifier(rootCertificates: CertificateStore(roots.map(\.certificate))) {
            RFC5280Policy(fixedExpiryValidationTime: leaf.notValidBefore.addingTimeInterval(1))
        }
        let result = await verifier.validate(leaf: leaf, intermediates: CertificateStore(chain.dropFirst()))
        if case .validCertificate = result { return true }
        return false
    }
}
