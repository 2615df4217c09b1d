import FoundationEssentials
package import Kernel
package import Store

/// A legal hold: one record that must stay, whoever asks for its erasure, because a claim or a demand needs it.
///
/// It takes two people, ends for review, and never covers more than the record that it names.
package struct Hold: Hashable, Sendable {
    package enum Ground: String, CaseIterable, Sendable, SQLConvertible {
        /// A court or an authority has ordered it.
        case order
        /// Establishing, exercising or defending a legal claim (GDPR, article 17(3)(e)).
        case claim
    }

    /// A hold is looked at again within this time.
    package static let longest: Duration = .days(366)

    package let id: HoldID
    /// Whose record it is; the keeper, once that person was erased.
    package let subject: SubjectID
    /// Under whose key the record lies once its person was erased: somebody who exists for this alone.
    let keeper: SubjectID
    package let record: RecordName
    package let ground: Ground
    package let proposer: SubjectID
    package let approver: SubjectID?
    package let madeAt: Timestamp
    package let approvedAt: Timestamp?
    package let reviewAt: Timestamp
    package let liftedAt: Timestamp?

    package init(
        id: HoldID,
        subject: SubjectID,
        keeper: SubjectID,
        record: RecordName,
        ground: Ground,
        proposer: SubjectID,
        approver: SubjectID?,
        madeAt: Timestamp,
        approvedAt: Timestamp?,
        reviewAt: Timestamp,
        liftedAt: Timestamp?
    ) {
        self.id = id
        self.subject = subject
        self.keeper = keeper
        self.record = record
        self.ground = ground
        self.proposer = proposer
        self.approver = approver
        self.madeAt = madeAt
        self.approvedAt = approvedAt
        self.reviewAt = reviewAt
        self.liftedAt = liftedAt
    }

    package var isInForce: Bool { approvedAt != nil && liftedAt == nil }

    /// Whether the day has come on which somebody must look at it again.
    package func isReviewDue(at now: Timestamp) -> Bool { reviewAt <= now }

    /// Whether the person whose record it was is gone.
    var isOrphaned: Bool { subject == keeper }

    /// What whoever wants the record gone is told.
    var problem: Problem {
        Problem(.held, ["ground": ground.rawValue, "date": String("\(reviewAt)".prefix(10))])
    }
}

/// What somebody of the staff proposes to hold.
package struct HoldProposal: Sendable {
    package static let lengths = 10...500

    package let record: RecordName
    package let ground: Hold.Ground
    /// Who demands it, and why.
    package let words: String
    package let reviewAt: Timestamp

    /// - Throws: `Problem` `reason_required`, `not_found` for what is no record, `review_date_malformed`.
    package init(
        record: String,
        ground: String?,
        authority: String?,
        reason: String?,
        reviewAt: Timestamp?,
        now: Timestamp
    ) throws(Problem) {
        guard let record = RecordName(record) else { throw Problem(.notFound, field: "record") }
        guard let ground = ground.flatMap(Hold.Ground.init) else {
            throw Problem(.reasonRequired, field: "ground")
        }
        let authority = Self.oneLine(authority)
        let reason = Self.oneLine(reason)
        guard !authority.isEmpty, authority.count <= Self.lengths.upperBound else {
            throw Problem(.reasonRequired, field: "authority")
        }
        guard Self.lengths.contains(reason.count) else { throw Problem(.reasonRequired, field: "reason") }
        guard let reviewAt, reviewAt > now, reviewAt <= now + Hold.longest else {
            throw Problem(.reviewDateMalformed, field: "review_at")
        }
        self.record = record
        self.ground = ground
        self.words = "\(authority): \(reason)"
        self.reviewAt = reviewAt
    }

    private static func oneLine(_ text: String?) -> String {
        (text ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

extension Retained {
    init(_ hold: Hold) {
        self.init(
            store: hold.record.store,
            ground: "legal_hold: \(hold.ground.rawValue)",
            records: 1,
            until: hold.reviewAt
        )
    }
}

extension RecordName: SQLConvertible {
    package var sqlValue: SQLValue { .text(text) }

    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(text)
    }

    /// The table that it lies in.
    var store: String {
        switch self {
        case .image: "studio_image"
        case .job: "studio_job"
        }
    }

    /// Its id, as the table holds it.
    var key: Data {
        switch self {
        case .image(let id): id.value.bytes
        case .job(let id): id.value.bytes
        }
    }
}
