package import Kernel
import Store

extension Mail {
    /// Deletes what is too old: mails that nobody waits for any more, and the default transport's files.
    /// - Returns: how many files went.
    @discardableResult
    package func collect() async throws -> Int {
        let now = clock.now()
        try await store.write { tx in _ = try OutboxRecords(tx).deleteExpired(before: now) }
        return try await transport.collect(madeBefore: now - Self.fileLifetime)
    }

    /// Deletes the files of mails to a person, for their erasure.
    package func deleteFiles(of subject: SubjectID) async throws {
        try await transport.forget(mark(of: subject))
    }
}
