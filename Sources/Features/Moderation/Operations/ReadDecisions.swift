import FoundationEssentials
package import Kernel
import Purposes
import Store
import Vault

/// A decision with where its appeal stands.
package struct DecisionSheet: Hashable, Sendable {
    package let decision: Decision
    package let appeal: AppealState
    package let link: AppealLink
}

extension Moderation {
    static let decisionsAtOnce = 100

    /// What was decided about a person and took something from them, newest first.
    package func decisions(about subject: SubjectID, in language: Language) async throws -> [DecisionSheet] {
        let rows = try await store.read { tx in
            try DecisionRecords(tx).measures(against: subject, limit: Self.decisionsAtOnce)
        }
        var sheets: [DecisionSheet] = []
        for row in rows { sheets.append(try await sheet(of: row, in: language)) }
        return sheets
    }

    /// The decision that a link leads to.
    /// - Throws: `Problem` `not_found` for a link that is not ours, or whose decision is erased.
    package func decision(by link: AppealLink, in language: Language) async throws -> DecisionSheet {
        guard isGenuine(link),
            let row = try await store.read({ tx in try DecisionRecords(tx).decision(link.decision) }),
            row.action.isAppealable
        else { throw Problem(.notFound) }
        return try await sheet(of: row, in: language)
    }

    /// Why a picture is shown to nobody; nil for one that is.
    package func withholding(of image: ImageID, in language: Language) async throws -> DecisionSheet? {
        let row = try await store.read { tx in try DecisionRecords(tx).inForce(.withhold, on: image) }
        guard let row else { return nil }
        return try await sheet(of: row, in: language)
    }

    /// Which of some pictures are shown to nobody, and why.
    package func withholdings(
        of images: [ImageID],
        in language: Language
    ) async throws -> [ImageID: DecisionSheet] {
        let rows = try await store.read { tx in try DecisionRecords(tx).inForce(.withhold, among: images) }
        var sheets: [ImageID: DecisionSheet] = [:]
        for row in rows {
            if let image = row.image { sheets[image] = try await sheet(of: row, in: language) }
        }
        return sheets
    }

    /// Why and until when somebody is suspended; nil for everybody else.
    ///
    /// A suspension ends by itself.
    package func suspension(of subject: SubjectID) async throws -> Suspension? {
        let now = clock.now()
        let row = try await store.read { tx in try DecisionRecords(tx).suspension(of: subject, now: now) }
        guard let row else { return nil }
        return Suspension(decision: row.id, reason: try await reason(of: row, in: .english), until: row.until)
    }

    /// A row of the register, opened.
    func opened(_ row: DecisionRow, in language: Language) async throws -> Decision {
        Decision(
            id: row.id,
            subject: row.subject,
            action: row.action,
            rule: row.rule,
            ruleVersion: row.ruleVersion,
            scoreClass: row.scoreClass,
            image: row.image,
            reason: try await reason(of: row, in: language),
            decider: row.decider,
            decidedAt: row.decidedAt,
            until: row.until,
            endedAt: row.endedAt
        )
    }

    private func sheet(of row: DecisionRow, in language: Language) async throws -> DecisionSheet {
        DecisionSheet(
            decision: try await opened(row, in: language),
            appeal: try await appealState(of: row.id, in: language),
            link: link(to: row.id)
        )
    }

    private func appealState(of decision: DecisionID, in language: Language) async throws -> AppealState {
        let found = try await store.read { tx -> (Case, DecisionRow?)? in
            guard let row = try CaseRecords(tx).appeal(against: decision) else { return nil }
            return (row.entry, try DecisionRecords(tx).decisions(about: row.entry.id).last)
        }
        guard let (entry, answer) = found else { return .none }
        guard let answer else { return .waiting(due: entry.dueAt) }
        return .answered(
            granted: answer.action == .overturn,
            reason: try await reason(of: answer, in: language),
            at: answer.decidedAt
        )
    }

    /// What staff wrote, else what the rule says to everybody; empty for the classifier, whose words are the catalogue's.
    private func reason(of row: DecisionRow, in language: Language) async throws -> String {
        if let sealed = row.reason, let subject = row.subject {
            return try await readable(sealed, of: subject) ?? ""
        }
        return book.rules.rule(named: row.rule)?.reason(in: language) ?? row.ruleReason ?? ""
    }

    /// What somebody wrote, or what was written to them; nil while their data may not be used, or once they are erased.
    ///
    /// A person whose account is frozen must not make the queue, or their own pages, unreadable.
    func readable(_ sealed: Sealed, of subject: SubjectID) async throws -> String? {
        do {
            let permit = try await gate.permit(HonourRights.self, for: subject)
            return String(decoding: try await vault.open(sealed, under: permit), as: UTF8.self)
        } catch is Problem {
            return nil
        }
    }
}
