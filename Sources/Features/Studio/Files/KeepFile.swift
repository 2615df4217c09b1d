package import Blobs
import Engines
import FoundationEssentials
import Imaging
package import Kernel
import Purposes
import Store
import Vault

/// A file that a program brings, spooled and not yet believed.
package struct NewFile: Sendable {
    /// Bytes of a file of lines: 200 MB.
    package static let longestLines = 200_000_000
    /// Bytes of whatever it turns out to be.
    package static let longest = max(longestLines, Upload.longestFile)

    let content: SpooledFile
    let name: String?
    let purpose: StoredFile.Purpose
    let lifetime: FileLifetime
    /// The key that it is brought with; nil for a person's own.
    package var key: APIKeyID?
    /// A hash of the request that brought it, for its retries.
    fileprivate(set) var body: Data?

    /// Takes the name as it was sent.
    package init(
        _ content: SpooledFile,
        named name: String?,
        for purpose: StoredFile.Purpose,
        keptFor lifetime: FileLifetime
    ) {
        self.content = content
        self.name = name.flatMap(FileName.tidied)
        self.purpose = purpose
        self.lifetime = lifetime
    }
}

extension Studio {
    /// Keeps a file: a picture as all uploads are kept, or lines of JSON as they are.
    ///
    /// Which of them it is, its first byte says, and not what its program calls it. A retry that names itself by its `attempt` answers
    /// with the file that is there.
    /// - Throws: `Problem` `file_too_large`, `quota_exceeded`, and for what is no picture whatever `upload` throws; then nothing is stored.
    package func keep(
        _ file: NewFile,
        _ attempt: OrderAttempt? = nil,
        for subject: SubjectID
    ) async throws -> StoredFile {
        var file = file
        if let attempt {
            let body = vault.index(subject.value.bytes + attempt.fingerprint, as: "file body")
            if attempt.joining == .newest, let earlier = try await earlierFile(body, of: subject) {
                return earlier
            }
            file.body = body
        }
        guard try await file.content.beginsLikeJSON() else {
            return try await keepPicture(file, for: subject)
        }
        guard file.content.size <= NewFile.longestLines else {
            throw Problem(.fileTooLarge, field: "file", ["limit": "\(NewFile.longestLines / 1_000_000)"])
        }
        return try await keepLines(file, for: subject)
    }

    private func earlierFile(_ body: Data, of subject: SubjectID) async throws -> StoredFile? {
        let permit = try await gate.permit(ProvideService.self, for: subject)
        let since = clock.now() - OrderAttempt.lifetime
        let found = try await store.read { tx in
            try FileRecords(tx).newest(body, of: subject, since: since)
        }
        guard let found else { return nil }
        return try await open(found, under: permit)
    }

    private func keepPicture(_ file: NewFile, for subject: SubjectID) async throws -> StoredFile {
        guard file.purpose != .batch else {
            throw Problem(.unsupportedMediaType, ["expected": StoredFile.linesType])
        }
        guard file.content.size <= Upload.longestFile else {
            throw Problem(.fileTooLarge, field: "file", ["limit": "\(Upload.longestFile / 1_000_000)"])
        }
        var upload = Upload([Upload.File(file.content, named: file.name)], as: .picture)
        upload.key = file.key
        guard let picture = try await self.upload(upload, for: subject).first else {
            throw Problem(.internalError)
        }
        await checkpoint.reach("file.picture")
        let permit = try await gate.permit(ProvideService.self, for: subject)
        let row = try await row(
            of: file,
            // Its own number, so that whoever names the file names the picture.
            StoredFileID(picture.id.value),
            .picture(picture.id),
            picture.format.mediaType,
            under: permit
        )
        let body = file.body
        try await store.write { tx in try FileRecords(tx).insert(row, body, of: subject) }
        return StoredFile(row, FileDetails(file))
    }

    private func keepLines(_ file: NewFile, for subject: SubjectID) async throws -> StoredFile {
        let permit = try await gate.permit(ProvideService.self, for: subject)
        let (id, studio, size): (StoredFileID, Studio, Int) = (ids.next(), self, file.content.size)
        let (more, body) = (Amount(count: 1, bytes: size), file.body)
        try await store.read { tx in try studio.requireRoom(for: more, of: subject, in: tx) }
        let row = try await row(of: file, id, .lines, StoredFile.linesType, under: permit)
        let name = BlobName(linesOf: id)
        let writer = try await blobs.begin(name, under: permit)
        do {
            try await file.content.forEachChunk { try await writer.append($0) }
            try await writer.finish()
        } catch {
            await writer.discard()
            throw error
        }
        await checkpoint.reach("file.lines")
        do {
            try await store.write { tx in
                try studio.requireRoom(for: more, of: subject, in: tx)
                try FileRecords(tx).insert(row, body, of: subject)
            }
        } catch {
            // What cannot go now is collected later.
            try? await blobs.delete([name])
            throw error
        }
        return StoredFile(row, FileDetails(file))
    }

    private func row(
        of file: NewFile,
        _ id: StoredFileID,
        _ content: StoredFile.Content,
        _ mediaType: String,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> FileRow {
        let now = clock.now()
        let details = try JSONEncoder().encode(FileDetails(file))
        return FileRow(
            id: id,
            details: try await vault.seal(details, at: .details(of: id), under: permit),
            purpose: file.purpose,
            mediaType: mediaType,
            bytes: file.content.size,
            content: content,
            madeAt: now,
            expiresAt: now + file.lifetime.duration
        )
    }
}

extension FileDetails {
    fileprivate init(_ file: NewFile) {
        self.init(name: file.name, sha256: file.content.digest, key: file.key)
    }
}

extension StoredFile {
    init(_ row: FileRow, _ details: FileDetails) {
        self.init(
            id: row.id,
            name: details.name,
            purpose: row.purpose,
            mediaType: row.mediaType,
            bytes: row.bytes,
            digest: details.sha256,
            key: details.key,
            content: row.content,
            madeAt: row.madeAt,
            expiresAt: row.expiresAt
        )
    }
}

extension BlobName {
    /// Names the file of lines that a program brought.
    init(linesOf file: StoredFileID) {
        self.init(of: file, variant: "lines")
    }

    /// The file of lines that it is; nil for a file of anything else.
    var lines: StoredFileID? { text.split(separator: ".").first.flatMap { StoredFileID($0) } }
}

extension SpooledFile {
    /// Whether it begins as an object of JSON does, behind blanks and a byte order mark.
    fileprivate func beginsLikeJSON() async throws -> Bool {
        let start = try await prefix()
        let mark = Data([0xEF, 0xBB, 0xBF])
        let text = start.starts(with: mark) ? start.dropFirst(mark.count) : start
        return text.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
    }
}
