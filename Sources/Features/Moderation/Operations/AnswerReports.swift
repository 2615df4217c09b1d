import FoundationEssentials
import Kernel
import Mail
import Purposes
import Store
import Vault

/// A report with the letter that answers it.
struct ReportAnswer: Sendable {
    let report: ReportID
    let letter: SealedLetter?
}

extension Moderation {
    /// Answered at once with their case; more are answered by the next round of upkeep.
    static let reportsAtOnce = 200

    /// The letters to everybody who reported, the same whatever was decided.
    func answers(to reports: [ReportRow]) async throws -> [ReportAnswer] {
        var answers: [ReportAnswer] = []
        for report in reports {
            answers.append(ReportAnswer(report: report.id, letter: try await letter(to: report)))
        }
        return answers
    }

    func add(_ answers: [ReportAnswer], at now: Timestamp, in tx: Transaction) throws {
        for answer in answers where try ReportRecords(tx).answer(answer.report, at: now) {
            if let letter = answer.letter { try mail.add(letter, in: tx) }
        }
    }

    /// Answers reports whose case was decided without them, or went with the person whom it was about.
    func answerLeftovers() async throws {
        let reports = try await store.read { tx in try ReportRecords(tx).unanswered(limit: Self.reportsAtOnce)
        }
        guard !reports.isEmpty else { return }
        let (answers, now) = (try await answers(to: reports), clock.now())
        try await store.write { tx in try add(answers, at: now, in: tx) }
        mail.wake()
    }

    /// Nil when no answer is wanted, or whoever reported is gone.
    private func letter(to report: ReportRow) async throws -> SealedLetter? {
        guard let sealed = report.email else { return nil }
        do {
            let permit = try await gate.permit(HonourRights.self, for: report.reporter)
            let text = String(decoding: try await vault.open(sealed, under: permit), as: UTF8.self)
            guard let email = EmailAddress(text) else { return nil }
            let letter = try Letter(
                .reportDecided,
                to: email,
                in: report.language,
                values: [.code: report.id.text]
            )
            return try await mail.seal(letter, for: report.reporter)
        } catch is Problem {
            return nil
        }
    }
}
