package import Kernel

extension Mail {
    /// When the mails to a person were made that the transport still keeps as files.
    package func files(of subject: SubjectID) async throws -> [Timestamp] {
        try await transport.kept(mark(of: subject))
    }
}
