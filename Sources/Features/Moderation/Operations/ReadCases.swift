import FoundationEssentials
package import Kernel
import Purposes
import Store
import Vault

extension Moderation {
    package static let casesAtOnce = 200

    /// Open cases, those that are due first at the top; or decided ones, the newest first.
    package func cases(areOpen: Bool) async throws -> [Case] {
        try await store.read { tx in
            let cases = CaseRecords(tx)
            return try areOpen
                ? cases.queue(limit: Self.casesAtOnce) : cases.decided(limit: Self.casesAtOnce)
        }
    }

    /// Whether a case is about somebody, decided or not.
    package func hasCase(about subject: SubjectID) async throws -> Bool {
        try await store.read { tx in try CaseRecords(tx).isAny(about: subject) }
    }

    package func openCaseCount() async throws -> Int {
        try await store.read { tx in try CaseRecords(tx).openCount() }
    }

    /// A case with what people wrote to us about it; for staff alone.
    ///
    /// Nothing of the picture is in it: looking at somebody's private picture needs a reason of its own.
    /// - Throws: `Problem` `not_found`.
    package func file(of id: CaseID) async throws -> CaseFile {
        let found = try await store.read { tx -> Stored? in
            guard let row = try CaseRecords(tx).row(id) else { return nil }
            let decisions = DecisionRecords(tx)
            return Stored(
                row: row,
                reports: try ReportRecords(tx).reports(of: id, limit: Self.reportsAtOnce),
                decisions: try [row.entry.appealed.flatMap(decisions.decision)].compactMap { $0 }
                    + decisions.decisions(about: id)
            )
        }
        guard let found else { throw Problem(.notFound) }
        var (reports, decisions): ([OpenedReport], [Decision]) = ([], [])
        for report in found.reports { if let opened = try await opened(report) { reports.append(opened) } }
        for row in found.decisions { decisions.append(try await opened(row, in: .english)) }
        return CaseFile(
            entry: found.row.entry,
            reports: reports,
            appeal: try await openedAppeal(of: found.row),
            decisions: decisions
        )
    }

    private struct Stored: Sendable {
        let row: CaseRow
        let reports: [ReportRow]
        let decisions: [DecisionRow]
    }

    /// Nil while the reporter's data may not be used.
    private func opened(_ report: ReportRow) async throws -> OpenedReport? {
        guard let text = try await readable(report.text, of: report.reporter),
            let address = try await readable(report.address, of: report.reporter)
        else { return nil }
        return OpenedReport(
            id: report.id,
            ground: report.ground,
            text: text,
            address: address,
            madeAt: report.madeAt
        )
    }

    private func openedAppeal(of row: CaseRow) async throws -> OpenedAppeal? {
        guard let sealed = row.text, let subject = row.entry.subject,
            let text = try await readable(sealed, of: subject)
        else { return nil }
        var prompt: String?
        if let sealed = row.prompt { prompt = try await readable(sealed, of: subject) }
        return OpenedAppeal(text: text, prompt: prompt)
    }
}
