package import Kernel
import Store

extension Mail {
    /// Deletes the default transport's files that are too old.
    /// - Returns: how many files went.
    @discardableResult
    package func collect() async throws -> Int {
        try await transport.collect(madeBefore: clock.now() - Self.fileLifetime)
    }

    /// How many files the default transport has of mails that were made before a moment.
    package func files(madeBefore limit: Timestamp) async throws -> Int {
        try await transport.count(madeBefore: limit)
    }

    /// Deletes the files of mails to a person, for their erasure.
    package func deleteFiles(of subject: SubjectID) async throws {
        try await transport.forget(mark(of: subject))
    }
}
