/// What can be logged: the closed registry of acts, part of the log's format for ever.
package enum AuditAct: String, CaseIterable, Sendable {
    case accountOpened = "account_opened"
    /// A member of staff signed in.
    case signInStaff = "sign_in_staff"
    /// A member of staff read somebody's data.
    case staffRead = "staff_read"
    case roleChanged = "role_changed"
    /// A member of staff did something, told to themselves: which account it was about, its own leaf does not say.
    case staffActed = "staff_acted"
    case suspended
    case suspensionLifted = "suspension_lifted"
    case erasure
    case export
    /// The operator brought an archive in.
    case broughtIn = "import"
    case consentChanged = "consent_changed"
    /// A key of the installation was made, changed or destroyed.
    case keyEvent = "key_event"
    case settingsChanged = "settings_changed"
    /// The audit log itself was exported.
    case logExported = "log_exported"
    case restriction
    case objection
    case hold
    case disclosure
    case incident
    case recipientChanged = "recipient_changed"
    /// A person decided about a picture, a report or an appeal.
    case moderationDecision = "moderation_decision"
    /// A request about somebody's data was taken, verified, extended or answered.
    case rightsRequest = "rights_request"

    /// What may be said about the act; anything else is refused.
    package var fields: Set<AuditField> {
        switch self {
        case .accountOpened: [.what]
        case .signInStaff, .staffActed, .export, .broughtIn: [.role, .what]
        case .staffRead, .disclosure: [.role, .reason, .what]
        case .roleChanged, .settingsChanged, .keyEvent, .recipientChanged: [.role, .reason, .what]
        case .suspended, .suspensionLifted, .hold, .incident: [.role, .reason, .what]
        case .moderationDecision, .rightsRequest: [.role, .reason, .what]
        case .erasure: [.reason, .role]
        case .restriction: [.role, .reason, .what]
        case .consentChanged, .objection: [.what, .reason]
        case .logExported: [.role, .reason]
        }
    }
}

/// A word under which an act's details say something.
package enum AuditField: String, CaseIterable, Sendable {
    /// Why it was done, in the words of a closed list or of whoever did it.
    case reason
    /// In which role it was done.
    case role
    /// To what, or to which state.
    case what
}

package typealias AuditDetails = [AuditField: String]

/// Why an act cannot be logged: a mistake of the caller's.
package enum AuditMistake: Error, Hashable, Sendable {
    case fieldNotDeclared(AuditAct, AuditField)
    case detailTooLong(AuditField)
}
