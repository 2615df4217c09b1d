import FoundationEssentials
package import Kernel
import Mail
import Purposes
import Store
import Vault

extension Moderation {
    /// How long whoever has no account, and reports or appeals, is kept in any case.
    static let correspondence: Duration = .days(30)

    /// Takes a report; a person decides it, whether its address leads anywhere or not.
    ///
    /// - Returns: the reference number, which tells nothing about the address.
    @discardableResult
    package func take(_ report: Report, from person: SubjectID?) async throws -> ReportID {
        let picture = try await reportable(report.address, seenBy: person)
        let reporter = try await writer(person)
        let entry = newCase(
            .report,
            rule: report.ground.rule,
            severity: report.ground.severity,
            subject: picture?.owner,
            image: picture?.image
        )
        let draft = try await sealed(report, of: reporter, about: entry.id)
        let letter = try await receipt(of: draft.id, report, to: reporter)
        let mail = mail
        try await store.write { tx in
            let cases = CaseRecords(tx)
            let open = try entry.image.flatMap { try cases.open(.report, on: $0) }
            if open == nil { try cases.insert(CaseRow(entry: entry)) }
            try ReportRecords(tx).insert(draft.joining(open ?? entry.id))
            if let letter { try mail.add(letter, in: tx) }
        }
        mail.wake()
        return draft.id
    }

    /// Whom a text is kept for: whoever has an account, else somebody new, whose text outlives a visit.
    func writer(_ person: SubjectID?) async throws -> SubjectID {
        if let person, try await mailboxes.mailbox(of: person) != nil { return person }
        return try await mailboxes.correspondent(keptFor: Self.correspondence)
    }

    private func receipt(
        of id: ReportID,
        _ report: Report,
        to reporter: SubjectID
    ) async throws -> SealedLetter? {
        guard let email = report.email else { return nil }
        let letter = try Letter(.reportReceived, to: email, in: report.language, values: [.code: id.text])
        return try await mail.seal(letter, for: reporter)
    }

    private func sealed(
        _ report: Report,
        of reporter: SubjectID,
        about id: CaseID
    ) async throws -> ReportRow {
        let permit = try await gate.permit(HonourRights.self, for: reporter)
        let row: ReportID = ids.next()
        var email: Sealed?
        if let address = report.email {
            email = try await vault.seal(Data(address.text.utf8), at: .report(row, "email"), under: permit)
        }
        return ReportRow(
            id: row,
            reporter: reporter,
            caseID: id,
            ground: report.ground,
            text: try await vault.seal(Data(report.text.utf8), at: .report(row, "text"), under: permit),
            address: try await vault.seal(
                Data(report.address.utf8),
                at: .report(row, "address"),
                under: permit
            ),
            email: email,
            language: report.language,
            madeAt: clock.now()
        )
    }
}

extension ReportRow {
    fileprivate func joining(_ id: CaseID) -> ReportRow {
        ReportRow(
            id: self.id,
            reporter: reporter,
            caseID: id,
            ground: ground,
            text: text,
            address: address,
            email: email,
            language: language,
            madeAt: madeAt
        )
    }
}
