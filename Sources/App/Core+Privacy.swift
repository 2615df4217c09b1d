import Accounts
import Blobs
import FoundationEssentials
import Kernel
import Mail
import Privacy
import Store
import Studio

/// What people made, which Studio keeps.
struct StudioContent: SubjectContent {
    let studio: Studio

    func stop(_ choice: ContentChoice, in tx: Transaction) throws -> [UUIDv7] {
        try studio.stop(Wipe(choice), in: tx)
    }

    func counts(of choice: ContentChoice, in tx: Transaction) throws -> [StoreCount] {
        try studio.counts(of: Wipe(choice), in: tx).map { StoreCount($0.store, before: $0.rows) }
    }

    func files(of choice: ContentChoice, in tx: Transaction) throws -> [BlobName] {
        try studio.files(of: Wipe(choice), in: tx)
    }

    func delete(_ choice: ContentChoice, in tx: Transaction) throws {
        try studio.delete(Wipe(choice), in: tx)
    }

    func owner(of record: RecordName, in tx: Transaction) throws -> SubjectID? {
        switch record {
        case .image(let id): try studio.owner(of: id, in: tx)
        case .job(let id): try studio.owner(of: id, in: tx)
        }
    }

    func job(of image: ImageID, in tx: Transaction) throws -> JobID? { try studio.job(of: image, in: tx) }

    func hand(_ record: RecordName, from owner: SubjectID, to keeper: SubjectID) async throws {
        switch record {
        case .image(let id): try await studio.hand(id, of: nil, from: owner, to: keeper)
        case .job(let id): try await studio.hand(nil, of: id, from: owner, to: keeper)
        }
    }
}

extension Wipe {
    fileprivate init(_ choice: ContentChoice) {
        self.init(
            of: choice.subject,
            madeUntil: choice.madeUntil,
            image: choice.image,
            keepingImages: choice.sparing.compactMap(\.image),
            keepingJobs: choice.sparing.compactMap(\.job)
        )
    }
}

/// The files of a person's pictures, which Studio names for the erasure.
struct ImageFiles: SubjectFiles {
    func names(of subject: SubjectID, in tx: Transaction) throws -> [BlobName] {
        try Studio.fileNames(of: subject, in: tx)
    }
}

/// The mails to a person that were written to files.
struct MailFiles: SubjectTraces {
    let mail: Mail

    func delete(of subject: SubjectID) async throws {
        try await mail.deleteFiles(of: subject)
    }
}

/// The owners, whom Accounts knows: one of them has to stay.
struct StaffCaretakers: Caretakers {
    func requireOther(than subject: SubjectID, in tx: Transaction) throws {
        try Staff.requireOwner(besides: subject, in: tx)
    }

    func letGo(_ subject: SubjectID, in tx: Transaction) throws {
        try Staff.letGo(subject, in: tx)
    }
}

/// Mails about what is done with people's data, to those with an account.
struct AccountNotices: PersonNotices {
    let accounts: Accounts

    func lastNotice(to subject: SubjectID, about removal: RemovalID) async throws -> Data? {
        try await accounts.lastNotice(to: subject, about: removal)
    }

    func sending(_ notice: Data) async throws -> @Sendable (Transaction) throws -> Void {
        try await accounts.sending(lastNotice: notice)
    }

    func liftNotice(
        to subject: SubjectID,
        at moment: Timestamp
    ) async throws -> (@Sendable (Transaction) throws -> Void)? {
        try await accounts.liftNotice(to: subject, at: moment)
    }

    func wake() {
        accounts.wakeMail()
    }
}
