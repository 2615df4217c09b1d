package import FoundationEssentials
package import Kernel
package import Purposes
import Store
import Vault

extension Studio {
    private static let tagLength = 16

    /// What a client hands back with a picture, so that we know it for ours: its id, and a proof of the id, the person and the bytes.
    ///
    /// Nothing is stored for it.
    package func signature(of image: ImageID, file: Data, for subject: SubjectID) -> Data {
        let id = Data(image.value.bytes)
        return id + tag(id, file, subject)
    }

    /// The picture that a signature came with, if the bytes beside it are still the same and the picture is there.
    package func image(
        signedBy signature: Data,
        file: Data,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> ImageID? {
        let (signature, subject) = (Data(signature), permit.subject)
        let id = signature.dropLast(Self.tagLength)
        guard signature.count > Self.tagLength,
            signature.suffix(Self.tagLength) == tag(Data(id), file, subject),
            let value = UUIDv7(bytes: Data(id))
        else { return nil }
        let image = ImageID(value)
        return try await store.read { tx in try ImageRecords(tx).picture(image, of: subject)?.id }
    }

    private func tag(_ id: Data, _ file: Data, _ subject: SubjectID) -> Data {
        let content = subject.value.bytes + id + file
        return vault.index(content, as: "picture signature").prefix(Self.tagLength)
    }
}
