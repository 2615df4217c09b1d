package import Kernel

/// Somebody whom a request's cookie names.
package enum Person: Hashable, Sendable {
    case visitor(Visitor)
    case member(Session)

    package var subject: SubjectID {
        switch self {
        case .visitor(let visitor): visitor.subject
        case .member(let session): session.subject
        }
    }

    /// When what they made goes if they do not come back; nil with an account, which keeps it.
    package var keptUntil: Timestamp? {
        switch self {
        case .visitor(let visitor): visitor.expiresAt
        case .member: nil
        }
    }

    package var visitor: Visitor? {
        if case .visitor(let visitor) = self { visitor } else { nil }
    }

    package var session: Session? {
        if case .member(let session) = self { session } else { nil }
    }
}
