package import Kernel
package import Store

extension Studio {
    /// Whether a picture is this person's.
    package static func holds(_ image: ImageID, of subject: SubjectID, in tx: Transaction) throws -> Bool {
        try ImageRecords(tx).picture(image, of: subject) != nil
    }
}
