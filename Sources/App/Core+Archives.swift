import Blobs
import Imaging
import Kernel
package import Privacy
import Store
import Studio

extension Core {
    /// What an installation's archives say of it.
    package struct ArchiveChoices: Sendable {
        package var controller = ArchiveController(instance: "localhost", base: "http://localhost")
        package var tampering = ArchiveTampering()

        package init() {}

        func sources(_ outside: Outside) -> ArchiveSources {
            ArchiveSources(
                files: PictureFiles(),
                controller: controller,
                recipients: outside.recipients,
                folders: Core.files
            )
        }
    }
}

extension Core.ArchiveChoices {
    /// What the settings say.
    init(_ settings: Settings?) {
        self.init()
        guard let settings else { return }
        controller = ArchiveController(
            instance: settings.baseURL.host,
            base: "\(settings.baseURL)",
            name: settings.contact.name,
            address: settings.contact.address,
            country: settings.contact.country,
            contact: settings.contact.email?.text
        )
    }
}

/// A person's pictures, as Studio keeps them, and the lines that their programs brought.
private struct PictureFiles: ArchivedFiles {
    func originals(
        of subject: SubjectID,
        after last: UUIDv7?,
        limit: Int,
        in tx: Transaction
    ) throws -> [ArchivedFile] {
        let pictures = try Studio.pictures(
            of: subject,
            after: last.map { ImageID($0) },
            limit: limit,
            in: tx
        ).map { picture in
            ArchivedFile(
                id: picture.id.value,
                blob: BlobName(picture.id, variant: "full"),
                fileExtension: picture.format.fileExtension,
                mediaType: picture.format.mediaType
            )
        }
        let lines = try Studio.filesOfLines(
            of: subject,
            after: last.map { StoredFileID($0) },
            limit: limit,
            in: tx
        ).map { file in
            ArchivedFile(
                id: file.id.value,
                blob: file.blob,
                fileExtension: "jsonl",
                mediaType: StoredFile.linesType,
                folder: "files"
            )
        }
        return Array((pictures + lines).sorted { $0.id < $1.id }.prefix(limit))
    }
}
