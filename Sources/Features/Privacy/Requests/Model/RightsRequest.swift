package import Kernel
import Store

package enum RequestIDKind: Identified {
    package static let idPrefix = "req"
}

/// A request's ticket number.
package typealias RightsRequestID = ID<RequestIDKind>

/// What somebody demands.
package enum RequestKind: String, CaseIterable, Sendable, SQLConvertible {
    case access
    case portability
    case correction
    case deletion
    case restriction
    case objection
    /// An account is said to be a child's.
    case childReport = "child_report"
    /// A person reads it.
    case other

    /// Whether something of a person's is shown or changed, so that it must be them who asks.
    package var needsVerification: Bool {
        switch self {
        case .access, .portability, .correction, .deletion, .restriction, .objection: true
        case .childReport, .other: false
        }
    }
}

/// The way that a request came in.
package enum RequestChannel: String, Sendable, SQLConvertible {
    case form
    case api
    case mail
    /// An authorised agent, by the Data Rights Protocol.
    case agent
}

package enum RequestState: String, CaseIterable, Sendable, SQLConvertible {
    case received
    /// Waits for the code that went to the address.
    case verifying
    case open
    case fulfilled
    case partly
    case refused
    case withdrawn
    /// Nobody showed in time that it was them.
    case expired

    package var isClosed: Bool {
        switch self {
        case .received, .verifying, .open: false
        case .fulfilled, .partly, .refused, .withdrawn, .expired: true
        }
    }
}

/// Why a request is refused.
package enum RefusalGround: String, CaseIterable, Sendable, SQLConvertible {
    case notVerified = "not_verified"
    /// We hold nothing about whoever asks.
    case nothingHeld = "nothing_held"
    case mustKeep = "must_keep"
    case othersRights = "others_rights"
    /// Manifestly unfounded or excessive; a person decides that.
    case excessive
    case notCovered = "not_covered"
}

/// A request as its clock shows it: nothing of what was written.
package struct RightsRequest: Hashable, Sendable {
    package let id: RightsRequestID
    package let kind: RequestKind
    package let channel: RequestChannel
    package let regime: Regime.ID
    package let language: Language
    package let state: RequestState
    package let receivedAt: Timestamp
    package let dueAt: Timestamp
    package let extendedAt: Timestamp?
    package let verifiedAt: Timestamp?
    package let closedAt: Timestamp?
    package let ground: RefusalGround?
    /// Whose data it is about, if somebody with an account was found; for staff alone.
    package let account: SubjectID?
    /// Which agent asked.
    package let agent: String?

    package func isOverdue(at now: Timestamp) -> Bool { !state.isClosed && dueAt < now }
}

/// Who did something to a request.
package enum RequestActor: Hashable, Sendable {
    case person
    case agent(String)
    case staff(SubjectID, role: String)
    case system
}

/// A line of a request's history.
package struct RequestEvent: Hashable, Sendable {
    package let at: Timestamp
    package let state: RequestState
    /// `person`, `agent`, `staff` or `system`.
    package let actor: String
    /// An agent's id or a pseudonym of staff.
    package let actorName: String?
    /// A word of a closed list.
    package let reason: String
    /// What staff wrote; nil once the request is closed.
    package let note: String?
}

/// A request with everything that staff need to answer it.
package struct RequestFile: Sendable {
    package let request: RightsRequest
    /// What was written; nil once the request is closed.
    package let text: String?
    /// Where answers go; nil once the request is closed, or for a child report without one.
    package let email: EmailAddress?
    package let answer: String?
    package let events: [RequestEvent]
}
