import Blobs
package import Kernel
import Outbound
package import Privacy
import Store
import Studio

extension Core {
    /// What an installation's archives say of it.
    package struct ArchiveChoices: Sendable {
        package var controller = ArchiveController(instance: "localhost", base: "http://localhost")
        package var words = Catalogues([])
        package var tampering = ArchiveTampering()

        package init() {}

        func sources(_ register: EgressRegister) -> ArchiveSources {
            ArchiveSources(
                files: PictureFiles(),
                controller: controller,
                recipients: register.processors.map { processor in
                    ArchiveRecipient(
                        id: processor.id.text,
                        country: processor.country,
                        fields: processor.fields.sorted()
                    )
                },
                folders: Core.files
            )
        }
    }
}

extension Core.ArchiveChoices {
    /// What the share folder and the settings say.
    init(_ share: ShareFolder, _ settings: Settings?) throws {
        self.init()
        words = try Catalogues(share)
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

/// A person's pictures, as Studio keeps them.
private struct PictureFiles: ArchivedFiles {
    func originals(
        of subject: SubjectID,
        after last: UUIDv7?,
        limit: Int,
        in tx: Transaction
    ) throws -> [ArchivedFile] {
        try Studio.pictures(of: subject, after: last.map { ImageID($0) }, limit: limit, in: tx).map { id in
            ArchivedFile(
                id: id.value,
                blob: BlobName(id, variant: "full"),
                fileExtension: "png",
                mediaType: "image/png"
            )
        }
    }
}
