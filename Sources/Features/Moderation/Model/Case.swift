package import Kernel
import Store
import Vault

package enum CaseKind: Identified {
    package static let idPrefix = "case"
}

/// Something that a person has to decide.
package typealias CaseID = ID<CaseKind>

/// One entry of the review queue.
package struct Case: Hashable, Sendable {
    /// How long an answer may take.
    package static let term: Duration = .days(7)

    package enum Source: String, CaseIterable, Sendable, SQLConvertible {
        case report
        case classifier
        case appeal
        /// A rule proposes what it may not decide.
        case rule
    }

    package let id: CaseID
    package let source: Source
    package let rule: String
    package let severity: Severity
    /// Whom it is about; nil when a report leads nowhere.
    package let subject: SubjectID?
    package let image: ImageID?
    /// The decision that an appeal is about.
    package let appealed: DecisionID?
    package let openedAt: Timestamp
    package let dueAt: Timestamp
    package let decidedAt: Timestamp?

    package var isOpen: Bool { decidedAt == nil }
}

/// A case with everything that was written to us about it, for whoever decides.
package struct CaseFile: Sendable {
    package let entry: Case
    package let reports: [OpenedReport]
    package let appeal: OpenedAppeal?
    /// What was decided before: about the case, or the decision that is appealed against.
    package let decisions: [Decision]
}

/// What somebody reported.
package struct OpenedReport: Hashable, Sendable {
    package let id: ReportID
    package let ground: Ground
    package let text: String
    package let address: String
    package let madeAt: Timestamp
}

/// What somebody says against a decision; the prompt is there only if it was refused and they gave it.
package struct OpenedAppeal: Hashable, Sendable {
    package let text: String
    package let prompt: String?
}

extension SealedPlace {
    static func appeal(_ id: CaseID, _ column: StaticString) -> SealedPlace {
        SealedPlace("moderation_case", column, row: id)
    }

    static func report(_ id: ReportID, _ column: StaticString) -> SealedPlace {
        SealedPlace("moderation_report", column, row: id)
    }
}
