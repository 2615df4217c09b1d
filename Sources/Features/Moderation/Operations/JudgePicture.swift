package import FoundationEssentials
package import Kernel
package import Store
import Vault

/// What the classifier's score means under the operator's thresholds.
package enum PictureJudgement: Hashable, Sendable {
    case passes
    /// Delivered; a person looks once it is public.
    case flagged(PictureFlag)
    /// Not stored, not charged.
    case refused(AppealLink)
}

/// What is kept of a picture between the thresholds.
package struct PictureFlag: Hashable, Sendable {
    package let scoreClass: String
    package let input: Data

    package init(scoreClass: String, input: Data) {
        self.scoreClass = scoreClass
        self.input = input
    }
}

extension Moderation {
    /// Judges a picture by its score, from 0 to 1, before it is stored.
    ///
    /// `fingerprint` is what the classifier saw; a picture that a person has cleared passes.
    package func judge(
        score: Double,
        fingerprint: Data,
        of subject: SubjectID
    ) async throws -> PictureJudgement {
        let input = vault.index(fingerprint, as: "judged picture")
        // A score that is no number is the worst.
        let score = score.isNaN ? 1 : score
        if let refuse = classifier.refuse, score > refuse {
            let row = row(.refuseImage, score, input, of: subject)
            return try await enter(row, input).map { .refused(link(to: $0)) } ?? .passes
        }
        guard let review = classifier.review, score > review else { return .passes }
        return .flagged(PictureFlag(scoreClass: Self.scoreClass(score), input: input))
    }

    /// Whether a score is below every threshold; nothing is written down.
    package func passes(score: Double) -> Bool {
        guard !score.isNaN else { return false }
        return [classifier.review, classifier.refuse].allSatisfy { $0.map { score <= $0 } ?? true }
    }

    /// Keeps a flag, in the transaction that stores its picture.
    package func keep(
        _ flag: PictureFlag,
        on image: ImageID,
        of subject: SubjectID,
        in tx: Transaction
    ) throws {
        try DecisionRecords(tx).insert(
            DecisionRow(
                id: ids.next(),
                subject: subject,
                caseID: nil,
                action: .flagImage,
                rule: ClassifierChoice.rule,
                ruleVersion: classifier.version,
                scoreClass: flag.scoreClass,
                input: flag.input,
                image: image,
                decider: .rule(ClassifierChoice.rule),
                decidedAt: clock.now()
            )
        )
    }

    /// Opens a case when a flagged picture becomes public; for sharing to call.
    package func published(_ image: ImageID, of owner: SubjectID) async throws {
        let entry = newCase(
            .classifier,
            rule: ClassifierChoice.rule,
            severity: .medium,
            subject: owner,
            image: image
        )
        try await store.write { tx in
            let cases = CaseRecords(tx)
            guard try DecisionRecords(tx).inForce(.flagImage, on: image) != nil,
                try cases.open(.classifier, on: image) == nil
            else { return }
            try cases.insert(CaseRow(entry: entry))
        }
    }

    private func row(
        _ action: AutomaticAction,
        _ score: Double,
        _ input: Data,
        of subject: SubjectID
    ) -> DecisionRow {
        DecisionRow(
            id: ids.next(),
            subject: subject,
            caseID: nil,
            action: DecisionAction(action),
            rule: ClassifierChoice.rule,
            ruleVersion: classifier.version,
            scoreClass: Self.scoreClass(score),
            input: input,
            decider: .rule(ClassifierChoice.rule),
            decidedAt: clock.now()
        )
    }

    /// Tenths: how sure it was, without telling two pictures apart.
    static func scoreClass(_ score: Double) -> String {
        let tenth = min(max(Int(score * 10), 0), 9)
        return "0.\(tenth)-\(tenth == 9 ? "1.0" : "0.\(tenth + 1)")"
    }
}
