package import Kernel
import Store

extension Moderation {
    /// Asks a person to look at somebody: all that a rule can do beyond refusing.
    ///
    /// Nothing about the person changes until a person decides; the register refuses anything else, and so does its table.
    /// - Returns: the case, which may be open already.
    @discardableResult
    package func propose(
        because rule: String,
        severity: Severity,
        about subject: SubjectID
    ) async throws -> CaseID {
        let entry = newCase(.rule, rule: rule, severity: severity, subject: subject)
        return try await store.write { tx in
            let cases = CaseRecords(tx)
            if let open = try cases.open(of: rule, about: subject) { return open }
            try cases.insert(CaseRow(entry: entry))
            return entry.id
        }
    }

    func newCase(
        _ source: Case.Source,
        rule: String,
        severity: Severity,
        subject: SubjectID?,
        image: ImageID? = nil,
        appealed: DecisionID? = nil
    ) -> Case {
        let now = clock.now()
        return Case(
            id: ids.next(),
            source: source,
            rule: rule,
            severity: severity,
            subject: subject,
            image: image,
            appealed: appealed,
            openedAt: now,
            dueAt: now + Case.term,
            decidedAt: nil
        )
    }
}
