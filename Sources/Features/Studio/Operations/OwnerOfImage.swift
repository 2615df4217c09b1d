package import Imaging
package import Kernel
package import Store
package import Vault

extension Studio {
    /// Whether a picture is this person's.
    package static func holds(_ image: ImageID, of subject: SubjectID, in tx: Transaction) throws -> Bool {
        try ImageRecords(tx).picture(image, of: subject) != nil
    }

    /// A person's pictures in the order of their making, those after `last`, and in which form each is stored.
    package static func pictures(
        of subject: SubjectID,
        after last: ImageID?,
        limit: Int,
        in tx: Transaction
    ) throws -> [(id: ImageID, format: ImageFormat)] {
        try ImageRecords(tx).forms(of: subject, after: last, limit: limit)
    }

    /// Which picture an open link leads to, and whose; for what a report is about, never for whoever has the link.
    package static func picture(
        sharedBy token: ShareToken,
        vault: Vault,
        at now: Timestamp,
        in tx: Transaction
    ) throws -> (image: ImageID, owner: SubjectID)? {
        try ShareRecords(tx).find(index(of: token, by: vault), at: now).map { ($0.share.image, $0.owner) }
    }

    /// Whose a picture is; for what a report is about, never for whoever reports.
    package static func owner(of image: ImageID, in tx: Transaction) throws -> SubjectID? {
        try ImageRecords(tx).owner(of: image)
    }
}
