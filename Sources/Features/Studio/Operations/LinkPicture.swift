import FoundationEssentials
package import Imaging
package import Kernel
import Purposes
import Store
import Vault

extension Studio {
    private static let proofBytes = 24

    /// An address of a picture for its own person's program, which hands it on to what shows it.
    package func link(
        to image: ImageID,
        as format: ImageFormat,
        quality: Int?,
        for time: Duration
    ) -> PictureLink {
        let link = PictureLink(
            image: image,
            format: format,
            quality: quality,
            until: clock.now() + time,
            proof: Secret("")
        )
        return PictureLink(
            image: image,
            format: format,
            quality: quality,
            until: link.until,
            proof: proof(of: link)
        )
    }

    /// The file that a link leads to.
    /// - Throws: `Problem` `link_expired`, `not_found` for what is none of our links or leads to nothing any more.
    package func file(behind link: PictureLink) async throws -> ImageFile {
        guard proof(of: link).matches(link.proof.reveal()) else { throw Problem(.notFound) }
        guard clock.now() < link.until else { throw Problem(.linkExpired) }
        let owner = try await store.read { tx in try ImageRecords(tx).owner(of: link.image) }
        guard let owner else { throw Problem(.notFound) }
        let permit = try await gate.permit(ProvideService.self, for: owner)
        return try await file(
            of: link.image,
            width: nil,
            format: link.format,
            quality: link.quality,
            under: permit
        )
    }

    private func proof(of link: PictureLink) -> Secret {
        let bytes = vault.index(Data(link.claim.utf8), as: "picture link").prefix(Self.proofBytes)
        return Secret(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }
}
