package import Kernel
package import Store

extension Studio {
    /// How many files of a person there are, thumbnails counted too, and when the oldest was made.
    package static func tallyFiles(
        of subject: SubjectID,
        in tx: Transaction
    ) throws -> (count: Int, since: Timestamp?) {
        let pictures = try ImageRecords(tx).ids(of: subject)
        return (pictures.flatMap(StoredForm.names).count, pictures.map(\.value.moment).min())
    }
}
