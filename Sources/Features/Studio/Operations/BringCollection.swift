import FoundationEssentials
package import Kernel
import Purposes
import Store
import Vault

extension Studio {
    /// Takes over a collection that was kept elsewhere, with those of its pictures that are here; one that is here already stays as
    /// it is.
    /// - Throws: `Problem` `name_malformed`, `library_full`; then nothing is stored.
    package func bring(_ collection: BroughtCollection, for subject: SubjectID) async throws {
        let permit = try await gate.permit(ProvideService.self, for: subject)
        let (id, now) = (collection.id, clock.now())
        let name = try CollectionName(collection.name)
        let sealed = try await vault.seal(Data(name.text.utf8), at: .name(of: id), under: permit)
        try await store.write { tx in
            let collections = CollectionRecords(tx, of: subject)
            guard try collections.collection(id) == nil else { return }
            guard try collections.count() < PictureCollection.most else {
                throw Problem(.libraryFull, ["most": "\(PictureCollection.most)"])
            }
            let images = collection.images.prefix(PictureCollection.mostPictures)
            let here = try ImageRecords(tx).pictures(Array(Set(images)), of: subject).map(\.id)
            try collections.insert(id, sealed, at: now)
            for image in here { try collections.add(image, to: id, at: now) }
        }
    }
}
