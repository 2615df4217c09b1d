import FoundationEssentials
package import Kernel
package import Purposes
import Store
import Vault

/// Collections: what somebody keeps together.
extension Studio {
    /// The person's collections, newest first.
    package func collections(
        under permit: borrowing Permit<ProvideService>
    ) async throws -> [PictureCollection] {
        let subject = permit.subject
        let rows = try await store.read { tx in try CollectionRecords(tx, of: subject).collections() }
        var collections: [PictureCollection] = []
        for row in rows { collections.append(try await open(row, under: permit)) }
        return collections
    }

    /// - Throws: `Problem` `not_found`, for other people's collections too.
    package func collection(
        _ id: CollectionID,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> PictureCollection {
        let subject = permit.subject
        let row = try await store.read { tx in try CollectionRecords(tx, of: subject).collection(id) }
        guard let row else { throw Problem(.notFound) }
        return try await open(row, under: permit)
    }

    /// The collections that a picture is in.
    package func collections(
        holding image: ImageID,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Set<CollectionID> {
        let subject = permit.subject
        return try await store.read { tx in try Set(CollectionRecords(tx, of: subject).holding(image)) }
    }

    /// Makes a collection of these pictures; several may have one name.
    /// - Throws: `Problem` `not_found` if one of them is not the person's, `library_full`; then nothing was made.
    package func makeCollection(
        _ name: CollectionName,
        of images: [ImageID] = [],
        under permit: borrowing Permit<ProvideService>
    ) async throws -> PictureCollection {
        let (subject, id, now): (SubjectID, CollectionID, Timestamp) = (
            permit.subject, ids.next(), clock.now()
        )
        let sealed = try await vault.seal(Data(name.text.utf8), at: .name(of: id), under: permit)
        try await store.write { tx in
            let collections = CollectionRecords(tx, of: subject)
            guard try collections.count() < PictureCollection.most else {
                throw Problem(.libraryFull, ["most": "\(PictureCollection.most)"])
            }
            try collections.insert(id, sealed, at: now)
            try Self.add(images, to: id, of: subject, at: now, in: tx)
        }
        return PictureCollection(id: id, name: name, count: Set(images).count, madeAt: now)
    }

    /// - Throws: `Problem` `not_found`, for other people's collections too.
    package func rename(
        _ id: CollectionID,
        _ name: CollectionName,
        under permit: borrowing Permit<ProvideService>
    ) async throws {
        let subject = permit.subject
        let sealed = try await vault.seal(Data(name.text.utf8), at: .name(of: id), under: permit)
        let isThere = try await store.write { tx in
            try CollectionRecords(tx, of: subject).rename(id, sealed)
        }
        guard isThere else { throw Problem(.notFound) }
    }

    /// Takes a collection apart; its pictures stay.
    /// - Throws: `Problem` `not_found`, for other people's collections too.
    package func deleteCollection(_ id: CollectionID, for subject: SubjectID) async throws {
        let isGone = try await store.write { tx in try CollectionRecords(tx, of: subject).delete(id) }
        guard isGone else { throw Problem(.notFound) }
    }

    /// Adds pictures; those that are in it already stay in it.
    /// - Throws: `Problem` `not_found`, for other people's collections and pictures too; `library_full`; then none was added.
    package func add(
        _ images: [ImageID],
        to id: CollectionID,
        under permit: borrowing Permit<ProvideService>
    ) async throws {
        let (subject, now) = (permit.subject, clock.now())
        try await store.write { tx in
            try Self.add(images, to: id, of: subject, at: now, in: tx)
        }
    }

    /// Takes a picture out of a collection; one that is not in it is no error.
    /// - Throws: `Problem` `not_found`, for other people's collections too.
    package func remove(
        _ image: ImageID,
        from id: CollectionID,
        under permit: borrowing Permit<ProvideService>
    ) async throws {
        let subject = permit.subject
        try await store.write { tx in
            let collections = CollectionRecords(tx, of: subject)
            guard try collections.collection(id) != nil else { throw Problem(.notFound) }
            try collections.remove(image, from: id)
        }
    }

    /// Marks a picture as a favourite, or takes the mark away; either twice changes nothing.
    /// - Throws: `Problem` `not_found`, for other people's pictures too.
    package func setFavourite(
        _ isFavourite: Bool,
        _ id: ImageID,
        under permit: borrowing Permit<ProvideService>
    ) async throws {
        let (subject, now) = (permit.subject, clock.now())
        let isThere = try await store.write { tx in
            try ImageRecords(tx).setFavourite(isFavourite ? now : nil, id, of: subject)
        }
        guard isThere else { throw Problem(.notFound) }
    }

    private static func add(
        _ images: [ImageID],
        to id: CollectionID,
        of subject: SubjectID,
        at now: Timestamp,
        in tx: Transaction
    ) throws {
        let (collections, wanted) = (CollectionRecords(tx, of: subject), Set(images))
        guard try collections.collection(id) != nil,
            try ImageRecords(tx).pictures(Array(wanted), of: subject).count == wanted.count
        else { throw Problem(.notFound) }
        for image in wanted { try collections.add(image, to: id, at: now) }
        guard try collections.collection(id)?.count ?? 0 <= PictureCollection.mostPictures else {
            throw Problem(.libraryFull, ["most": "\(PictureCollection.mostPictures)"])
        }
    }

    private func open(
        _ row: CollectionRow,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> PictureCollection {
        let text = String(decoding: try await vault.open(row.name, under: permit), as: UTF8.self)
        return PictureCollection(
            id: row.id,
            name: CollectionName(stored: text),
            count: row.count,
            madeAt: row.madeAt
        )
    }
}
