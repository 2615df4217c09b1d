package import Kernel
import Store
import Vault

package enum DecisionKind: Identified {
    package static let idPrefix = "dec"
}

/// One line of the moderation register.
package typealias DecisionID = ID<DecisionKind>

/// What a rule may decide by itself; everything else takes a person.
package enum AutomaticAction: String, Sendable {
    case refusePrompt = "refuse_prompt"
    case refuseImage = "refuse_image"
    /// Nothing yet: a person looks once the picture is public.
    case flagImage = "flag_image"
}

/// What staff may decide about a case.
package enum StaffAction: String, CaseIterable, Sendable {
    case dismiss
    /// The picture's files answer nobody any more.
    case withhold
    case warn
    case suspend
}

/// Everything that the register holds.
package enum DecisionAction: String, CaseIterable, Sendable, SQLConvertible {
    case refusePrompt = "refuse_prompt"
    case refuseImage = "refuse_image"
    case flagImage = "flag_image"
    case dismiss
    case withhold
    case warn
    case suspend
    /// An appeal was rejected: the decision stands.
    case uphold
    /// An appeal was granted: the decision is taken back.
    case overturn

    init(_ action: AutomaticAction) {
        self =
            switch action {
            case .refusePrompt: .refusePrompt
            case .refuseImage: .refuseImage
            case .flagImage: .flagImage
            }
    }

    init(_ action: StaffAction) {
        self =
            switch action {
            case .dismiss: .dismiss
            case .withhold: .withhold
            case .warn: .warn
            case .suspend: .suspend
            }
    }

    /// Whether it takes something from the person, who may therefore have it looked at again.
    package var isAppealable: Bool {
        switch self {
        case .refusePrompt, .refuseImage, .withhold, .warn, .suspend: true
        case .flagImage, .dismiss, .uphold, .overturn: false
        }
    }
}

/// Who decided.
package enum Decider: Hashable, Sendable {
    case rule(String)
    case staff(StaffPseudonym)
}

/// What the register calls a member of staff: the same for all of their decisions, and nobody's name.
package struct StaffPseudonym: Hashable, Sendable {
    package let text: String

    init(_ text: String) {
        self.text = text
    }
}

/// A line of the register, opened for whom it is about or for staff who decide.
package struct Decision: Hashable, Sendable {
    package let id: DecisionID
    /// Whom it is about; nil for somebody whom we did not know.
    package let subject: SubjectID?
    package let action: DecisionAction
    /// A rule of the block list, of the classifier, or of the terms (`terms-…`).
    package let rule: String
    package let ruleVersion: String?
    /// For automatic ones: which words or how sure, as a class.
    package let scoreClass: String?
    package let image: ImageID?
    package let reason: String
    package let decider: Decider
    package let decidedAt: Timestamp
    /// When a suspension ends; nil until further notice.
    package let until: Timestamp?
    /// When it was taken back, or came to its end.
    package let endedAt: Timestamp?

    package var isByRule: Bool {
        if case .rule = decider { true } else { false }
    }
}

/// Where an appeal stands.
package enum AppealState: Hashable, Sendable {
    case none
    case waiting(due: Timestamp)
    case answered(granted: Bool, reason: String, at: Timestamp)
}

/// Why and until when somebody is suspended.
package struct Suspension: Hashable, Sendable {
    package let decision: DecisionID
    package let reason: String
    package let until: Timestamp?
}

extension SealedPlace {
    static func reason(of decision: DecisionID) -> SealedPlace {
        SealedPlace("moderation_decision", "reason", row: decision)
    }
}
