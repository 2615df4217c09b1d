package import Kernel
package import Store

extension Studio {
    /// Whether a picture is this person's.
    package static func holds(_ image: ImageID, of subject: SubjectID, in tx: Transaction) throws -> Bool {
        try ImageRecords(tx).picture(image, of: subject) != nil
    }

    /// A person's pictures in the order of their making, those after `last`.
    package static func pictures(
        of subject: SubjectID,
        after last: ImageID?,
        limit: Int,
        in tx: Transaction
    ) throws -> [ImageID] {
        try ImageRecords(tx).ids(of: subject, after: last, limit: limit)
    }
}
