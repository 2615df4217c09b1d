import FoundationEssentials
package import Kernel
import Purposes
import Store
import Vault

extension Moderation {
    /// Has answers to what somebody reported or appealed against follow them from their old address to the new one.
    ///
    /// Another address that they chose for an answer stays. May be called again.
    package func readdress(
        from old: EmailAddress,
        to new: EmailAddress,
        of subject: SubjectID
    ) async throws {
        let permit = try await gate.permit(HonourRights.self, for: subject)
        let (reports, cases) = try await store.read { tx in
            (try ReportRecords(tx).addressed(of: subject), try CaseRecords(tx).addressed(of: subject))
        }
        for report in reports where try await isAddress(report.email, old, under: permit) {
            let place = SealedPlace.report(report.id, "email")
            let email = try await vault.seal(Data(new.text.utf8), at: place, under: permit)
            try await store.write { tx in try ReportRecords(tx).set(email, of: report.id) }
        }
        for row in cases where try await isAddress(row.email, old, under: permit) {
            let place = SealedPlace.appeal(row.entry.id, "email")
            let email = try await vault.seal(Data(new.text.utf8), at: place, under: permit)
            try await store.write { tx in try CaseRecords(tx).set(email, of: row.entry.id) }
        }
    }

    private func isAddress(
        _ sealed: Sealed?,
        _ address: EmailAddress,
        under permit: borrowing Permit<HonourRights>
    ) async throws -> Bool {
        guard let sealed else { return false }
        let text = String(decoding: try await vault.open(sealed, under: permit), as: UTF8.self)
        return text.lowercased() == address.text.lowercased()
    }
}
