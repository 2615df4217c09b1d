package import Blobs
import FoundationEssentials
package import Kernel
package import Purposes
package import Store
import Vault

/// Some files of a person.
package struct StoredFiles: Sendable {
    package let items: [StoredFile]
    package let hasMore: Bool
}

/// The bytes behind a file.
package enum StoredBytes: Sendable {
    case picture(ImageFile)
    case lines(OpenedBlob)
    case outcome(Bulk, BulkPart)
}

extension Studio {
    /// A file of this person.
    /// - Throws: `Problem` `not_found`, for other people's files and those whose time is over too.
    package func storedFile(
        _ id: StoredFileID,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> StoredFile {
        let (subject, now) = (permit.subject, clock.now())
        let found = try await store.read { tx in try FileRecords(tx).file(id, of: subject, now: now) }
        guard let found else { throw Problem(.notFound) }
        return try await open(found, under: permit)
    }

    /// The picture behind a file: what other surfaces work on when a file is named to them.
    /// - Throws: `Problem` `not_found`; `image_unsupported` for a file that is no picture.
    package func picture(
        ofFile id: StoredFileID,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> ImageID {
        guard case .picture(let picture) = try await storedFile(id, under: permit).content else {
            throw Problem(.imageUnsupported)
        }
        return picture
    }

    package func storedFiles(
        _ page: FilePage,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> StoredFiles {
        let (subject, now) = (permit.subject, clock.now())
        let rows = try await store.read { tx in try FileRecords(tx).files(of: subject, page, now: now) }
        var files: [StoredFile] = []
        for row in rows.prefix(page.limit) { files.append(try await open(row, under: permit)) }
        return StoredFiles(items: files, hasMore: rows.count > page.limit)
    }

    /// What can be fetched of a file.
    /// - Throws: `Problem` `not_found`, `image_damaged`, `image_withheld`.
    package func contents(
        of id: StoredFileID,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> StoredBytes {
        switch try await storedFile(id, under: permit).content {
        case .picture(let picture):
            return .picture(try await file(of: picture, width: nil, format: nil, under: permit))
        case .lines: return .lines(try await lines(of: id, under: permit))
        case .outcome(let bulk, let part): return .outcome(try await self.bulk(bulk, under: permit), part)
        }
    }

    func lines(
        of id: StoredFileID,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> OpenedBlob {
        guard let blob = try await blobs.open(BlobName(linesOf: id), under: permit), blob.isWhole() else {
            throw Problem(.notFound)
        }
        return blob
    }

    func open(
        _ row: FileRow,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> StoredFile {
        let plain = try await vault.open(row.details, under: permit)
        return StoredFile(row, try JSONDecoder().decode(FileDetails.self, from: plain))
    }

    /// The files with bytes of their own, for archives.
    package static func filesOfLines(
        of subject: SubjectID,
        after last: StoredFileID?,
        limit: Int,
        in tx: Transaction
    ) throws -> [(id: StoredFileID, blob: BlobName)] {
        try FileRecords(tx).linesIDs(of: subject, after: last, limit: limit).map {
            ($0, BlobName(linesOf: $0))
        }
    }
}
