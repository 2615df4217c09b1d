import Audit
package import FoundationEssentials
package import Kernel
import Purposes

extension Archives {
    /// Writes a person's archive out at once, piece by piece, as the queued work does: for the operator's command, whose `role`
    /// the audit log tells.
    package func pack(
        for subject: SubjectID,
        in language: Language,
        askedBy role: String,
        into sink: @escaping (Data) async throws -> Void
    ) async throws {
        let permit = try await gate.permit(HonourRights.self, for: subject)
        try await ArchivePacker(archives: self, language: language, report: { _ in })
            .pack(into: sink, under: permit)
        try await audit.record(.export, about: subject, [.what: "archive", .role: role])
    }
}
