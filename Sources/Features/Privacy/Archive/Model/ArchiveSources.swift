package import Blobs
package import Kernel
package import Store

/// What an archive holds that no table of the inventory does.
package struct ArchiveSources: Sendable {
    let files: any ArchivedFiles
    let controller: ArchiveController
    let recipients: [Recipient]
    let folders: [InventoryFile]

    package init(
        files: any ArchivedFiles,
        controller: ArchiveController,
        recipients: [Recipient],
        folders: [InventoryFile]
    ) {
        self.files = files
        self.controller = controller
        self.recipients = recipients
        self.folders = folders
    }
}

/// Names a person's originals, some at a time; the feature that keeps them supplies it.
package protocol ArchivedFiles: Sendable {
    /// The files after `last`, in the order of their ids.
    func originals(
        of subject: SubjectID,
        after last: UUIDv7?,
        limit: Int,
        in tx: Transaction
    ) throws -> [ArchivedFile]
}

/// An original that goes into an archive byte for byte.
package struct ArchivedFile: Hashable, Sendable {
    package let id: UUIDv7
    package let blob: BlobName
    /// Without a dot.
    package let fileExtension: String
    package let mediaType: String
    /// Of the archive; nil for that of the pictures.
    package let folder: String?

    package init(
        id: UUIDv7,
        blob: BlobName,
        fileExtension: String,
        mediaType: String,
        folder: String? = nil
    ) {
        self.folder = folder
        self.id = id
        self.blob = blob
        self.fileExtension = fileExtension
        self.mediaType = mediaType
    }
}

/// Who answers for the data, as the archive names them.
package struct ArchiveController: Hashable, Sendable {
    /// The host of the installation.
    package let instance: String
    package let base: String
    package let name: String?
    package let address: String?
    package let country: String?
    package let contact: String?

    package init(
        instance: String,
        base: String,
        name: String? = nil,
        address: String? = nil,
        country: String? = nil,
        contact: String? = nil
    ) {
        self.instance = instance
        self.base = base
        self.name = name
        self.address = address
        self.country = country
        self.contact = contact
    }
}
