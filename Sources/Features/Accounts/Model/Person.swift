package import Kernel

/// Somebody whom a request's cookie or key names.
package enum Person: Hashable, Sendable {
    case visitor(Visitor)
    case member(Session)
    /// A program of somebody with an account.
    case program(APIKey)
    /// Nobody asks just now: the server goes on with what somebody with an account has asked for.
    case owner(SubjectID)

    package var subject: SubjectID {
        switch self {
        case .visitor(let visitor): visitor.subject
        case .member(let session): session.subject
        case .program(let key): key.subject
        case .owner(let subject): subject
        }
    }

    /// When what they made goes if they do not come back; nil with an account, which keeps it.
    package var keptUntil: Timestamp? {
        switch self {
        case .visitor(let visitor): visitor.expiresAt
        case .member, .program, .owner: nil
        }
    }

    package var visitor: Visitor? {
        if case .visitor(let visitor) = self { visitor } else { nil }
    }

    package var session: Session? {
        if case .member(let session) = self { session } else { nil }
    }

    package var key: APIKey? {
        if case .program(let key) = self { key } else { nil }
    }

    /// The key whose orders are all that they see of the account; nil for whoever sees everything of theirs.
    package var confinement: APIKeyID? { key.flatMap { $0.isConfined ? $0.id : nil } }

    /// Whether they have an account.
    package var isMember: Bool { visitor == nil }
}
