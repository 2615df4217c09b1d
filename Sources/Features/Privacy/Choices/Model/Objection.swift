package import Kernel
import Store

package enum ObjectionKind: Identified {
    package static let idPrefix = "obj"
}

/// One step of an objection.
package typealias ObjectionID = ID<ObjectionKind>

/// How an objection stands.
package enum ObjectionState: String, Sendable, CaseIterable, SQLConvertible {
    /// A person looks at it; until they have decided, what secures the service goes on.
    case asked
    /// The purpose has stopped.
    case standing
    /// A person decided that the purpose goes on, and said why.
    case rejected
    case withdrawn
}

/// What somebody objects to, and how that stands.
package struct Objection: Hashable, Sendable {
    package let id: ObjectionID
    package let subject: SubjectID
    /// The purpose's key.
    package let purpose: String
    package let state: ObjectionState
    package let at: Timestamp
    /// Why the purpose goes on or has stopped, in the words of whoever decided; nil until somebody has.
    package let ground: String?
}

/// How the consents of somebody stand, one purpose after another.
package struct ConsentStanding: Hashable, Sendable {
    /// The purpose's key.
    package let purpose: String
    /// The newest decision that is there; nil for none.
    package let newest: ConsentEvent?
    /// Whether the purpose is allowed now.
    package let isAllowed: Bool
    /// Whether it may be asked for: there is no decision, or none that still counts.
    package let isAsked: Bool
    /// Whether a browser's signal stands against it.
    package let isOptedOut: Bool
}
