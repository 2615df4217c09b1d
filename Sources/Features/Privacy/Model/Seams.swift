package import Blobs
package import FoundationEssentials
package import Kernel
package import Store

/// Names the files of a person; each feature that keeps files supplies one.
package protocol SubjectFiles: Sendable {
    func names(of subject: SubjectID, in tx: Transaction) throws -> [BlobName]
}

/// Deletes what a person left elsewhere than in the database and among the pictures; whoever keeps such supplies one.
package protocol SubjectTraces: Sendable {
    /// May be called again for the same person.
    func delete(of subject: SubjectID) async throws
}

/// What a person made, apart from who they are; the feature that keeps it supplies this.
package protocol SubjectContent: Sendable {
    /// Ends work that would go on making it, in the caller's transaction.
    /// - Returns: what must be told to stop once that has committed.
    func stop(_ choice: ContentChoice, in tx: Transaction) throws -> [UUIDv7]

    /// How many rows of each table a deletion would take.
    func counts(of choice: ContentChoice, in tx: Transaction) throws -> [StoreCount]

    func files(of choice: ContentChoice, in tx: Transaction) throws -> [BlobName]

    func delete(_ choice: ContentChoice, in tx: Transaction) throws

    /// Whose a record is, by its id as text; nil for an id that is no record of this feature, or of nothing.
    func owner(of record: RecordName, in tx: Transaction) throws -> SubjectID?

    /// The job that made a picture; nil for one that is not there.
    func job(of image: ImageID, in tx: Transaction) throws -> JobID?

    /// Seals a record anew for whoever keeps it under a hold, so that it outlives its person's key.
    ///
    /// May be called again after a crash.
    func hand(_ record: RecordName, from owner: SubjectID, to keeper: SubjectID) async throws
}

/// Which part of what a person made is meant.
package struct ContentChoice: Sendable {
    package let subject: SubjectID
    /// What was made later stays: a replayed deletion must not take what came after it.
    package let madeUntil: Timestamp
    /// Nil for everything.
    package let image: ImageID?
    /// What a hold keeps.
    package let sparing: Set<RecordName>

    package init(
        of subject: SubjectID,
        madeUntil: Timestamp,
        image: ImageID? = nil,
        sparing: Set<RecordName> = []
    ) {
        self.subject = subject
        self.madeUntil = madeUntil
        self.image = image
        self.sparing = sparing
    }
}

/// Writes to people about what is done with their data.
package protocol PersonNotices: Sendable {
    /// What the last mail to somebody needs, in bytes that only `sending` reads; nil for somebody whom nobody can write to.
    func lastNotice(to subject: SubjectID, about removal: RemovalID) async throws -> Data?

    /// Makes a last mail ready; the closure queues it in a transaction.
    func sending(_ notice: Data) async throws -> @Sendable (Transaction) throws -> Void

    /// Makes a mail ready that a restriction will be lifted; nil for somebody whom nobody can write to.
    func liftNotice(
        to subject: SubjectID,
        at moment: Timestamp
    ) async throws -> (@Sendable (Transaction) throws -> Void)?

    /// Tells the sender that there is something to send.
    func wake()
}

/// Knows without whom nobody would look after the installation; whoever keeps the roles supplies it.
package protocol Caretakers: Sendable {
    /// - Throws: `Problem` `last_owner`.
    func requireOther(than subject: SubjectID, in tx: Transaction) throws

    /// The same about somebody who is erased in this transaction, and whom nobody may count on from here on.
    func letGo(_ subject: SubjectID, in tx: Transaction) throws
}

/// For an installation that keeps nothing of people's making.
package struct NothingMade: SubjectContent {
    package init() {}

    package func stop(_ choice: ContentChoice, in tx: Transaction) throws -> [UUIDv7] { [] }

    package func counts(of choice: ContentChoice, in tx: Transaction) throws -> [StoreCount] { [] }

    package func files(of choice: ContentChoice, in tx: Transaction) throws -> [BlobName] { [] }

    package func delete(_ choice: ContentChoice, in tx: Transaction) throws {}

    package func owner(of record: RecordName, in tx: Transaction) throws -> SubjectID? { nil }

    package func job(of image: ImageID, in tx: Transaction) throws -> JobID? { nil }

    package func hand(_ record: RecordName, from owner: SubjectID, to keeper: SubjectID) async throws {}
}

/// For an installation that writes to nobody.
package struct NobodyToTell: PersonNotices {
    package init() {}

    package func lastNotice(to subject: SubjectID, about removal: RemovalID) async throws -> Data? { nil }

    package func sending(_ notice: Data) async throws -> @Sendable (Transaction) throws -> Void { { _ in } }

    package func liftNotice(
        to subject: SubjectID,
        at moment: Timestamp
    ) async throws -> (@Sendable (Transaction) throws -> Void)? { nil }

    package func wake() {}
}

/// For an installation without staff.
package struct NoCaretakers: Caretakers {
    package init() {}

    package func requireOther(than subject: SubjectID, in tx: Transaction) throws {}

    package func letGo(_ subject: SubjectID, in tx: Transaction) throws {}
}
