/// What a mail is about: the closed registry of mails.
///
/// Its raw value names the sentences in the string catalogues and is stored with what waits.
package enum MailKind: String, CaseIterable, Sendable, Codable {
    case confirmAddress = "confirm_address"
    /// Somebody tried to sign up with an address that has an account.
    case addressInUse = "address_in_use"
    case resetPassword = "reset_password"
    /// Somebody wanted to reset the password of an address that has no account.
    case resetUnknown = "reset_unknown"
    case passwordChanged = "password_changed"
    /// To the new address.
    case emailChangeConfirm = "email_change_confirm"
    /// To the new address, when it has an account already.
    case emailChangeInUse = "email_change_in_use"
    /// To the old address.
    case emailChangeNotice = "email_change_notice"
    /// To both addresses, when both have agreed.
    case emailChanged = "email_changed"
    case secondFactorOn = "second_factor_on"
    case secondFactorOff = "second_factor_off"
    case passkeyAdded = "passkey_added"
    case passkeyRemoved = "passkey_removed"
    case recoveryCodesMade = "recovery_codes_made"
    case recoveryCodeUsed = "recovery_code_used"
    case newSignIn = "new_sign_in"
    case apiKeyMade = "api_key_made"
    /// An API key got a new secret.
    case apiKeyRotated = "api_key_rotated"
    /// An API key may do more than before.
    case apiKeyChanged = "api_key_changed"
    case accountClosed = "account_closed"
    /// Staff will lift a restriction.
    case restrictionLifting = "restriction_lifting"
    case suspended
    case suspensionEnded = "suspension_ended"
    case imageWithheld = "image_withheld"
    case warned
    case appealGranted = "appeal_granted"
    case appealRejected = "appeal_rejected"
    /// To whoever reported a picture.
    case reportReceived = "report_received"
    case reportDecided = "report_decided"
    /// A receiver of notices said that it is not there any more.
    case webhookGone = "webhook_gone"
    /// A receiver of notices took none for days.
    case webhookFailing = "webhook_failing"
    case staffInvitation = "staff_invitation"
    /// What has changed at the installation, in the operator's words.
    case update
    /// What the operator would like people to know who asked for news.
    case news
    /// A request about somebody's data was taken.
    case requestReceived = "request_received"
    /// The code that shows who asks.
    case requestCode = "request_code"
    case requestExtended = "request_extended"
    case requestFulfilled = "request_fulfilled"
    case requestPartly = "request_partly"
    case requestRefused = "request_refused"
    case requestWithdrawn = "request_withdrawn"
    case requestExpired = "request_expired"
    /// To whoever reported a child's account, whatever was found.
    case childReportAnswered = "child_report_answered"
    /// To the contact address.
    case requestDueSoon = "request_due_soon"
    case requestOverdue = "request_overdue"

    /// Decides the footer, and whose leave a mail needs.
    package var mailClass: MailClass {
        switch self {
        case .suspensionEnded, .imageWithheld, .warned, .appealGranted, .appealRejected, .reportReceived,
            .reportDecided, .confirmAddress, .addressInUse, .resetPassword, .resetUnknown, .passwordChanged,
            .emailChangeConfirm, .emailChangeInUse, .emailChangeNotice, .emailChanged, .secondFactorOn,
            .secondFactorOff, .passkeyAdded,
            .passkeyRemoved, .recoveryCodesMade, .recoveryCodeUsed, .newSignIn, .apiKeyMade, .apiKeyRotated,
            .apiKeyChanged, .accountClosed, .suspended,
            .staffInvitation, .restrictionLifting, .requestReceived, .requestCode, .requestExtended,
            .requestFulfilled, .requestPartly, .requestRefused, .requestWithdrawn, .requestExpired,
            .childReportAnswered, .requestDueSoon, .requestOverdue, .webhookGone, .webhookFailing:
            .service
        case .update: .update
        case .news: .marketing
        }
    }

    /// Whether the operator writes its words, once for everybody (`Campaign`).
    package var isCampaign: Bool { mailClass != .service }

    /// What a letter of this kind must say.
    package var needs: Set<MailPlaceholder> {
        switch self {
        case .addressInUse, .resetUnknown, .emailChangeInUse: [.link]
        case .confirmAddress, .resetPassword, .emailChangeConfirm, .staffInvitation, .accountClosed,
            .restrictionLifting:
            [.link, .time]
        case .passwordChanged, .emailChangeNotice, .secondFactorOn, .secondFactorOff, .passkeyAdded,
            .passkeyRemoved, .recoveryCodesMade, .recoveryCodeUsed, .newSignIn, .apiKeyMade, .apiKeyRotated:
            [.link, .time]
        case .apiKeyChanged: [.link, .time, .name, .change]
        case .emailChanged: [.time]
        case .suspended: [.link, .reason]
        case .imageWithheld, .warned, .appealGranted, .appealRejected: [.link, .reason]
        case .suspensionEnded: [.link]
        case .reportReceived, .reportDecided: [.code]
        case .update, .news: []
        case .requestReceived, .requestDueSoon, .requestOverdue: [.link, .code, .time, .topic]
        case .requestCode: [.link, .code, .time]
        case .requestExtended: [.link, .code, .time, .topic, .reason]
        case .requestFulfilled: [.code, .topic]
        case .requestPartly, .requestRefused: [.code, .topic, .reason]
        case .requestWithdrawn, .requestExpired: [.code, .topic]
        case .childReportAnswered: [.code]
        case .webhookGone: [.link, .place]
        case .webhookFailing: [.link, .place, .time]
        }
    }

    /// What it may say beside; a paragraph that names one of these is left out where the letter lacks it.
    package var mayHave: Set<MailPlaceholder> {
        switch self {
        case .confirmAddress, .resetPassword, .emailChangeConfirm: [.code]
        case .passwordChanged, .secondFactorOn, .secondFactorOff, .passkeyAdded, .passkeyRemoved,
            .recoveryCodesMade, .recoveryCodeUsed, .newSignIn, .apiKeyMade, .apiKeyRotated, .apiKeyChanged:
            [.device, .place]
        case .suspended: [.time]
        case .requestFulfilled: [.reason]
        case .requestPartly, .requestRefused: [.place]
        case .suspensionEnded, .imageWithheld, .warned, .appealGranted, .appealRejected, .reportReceived,
            .reportDecided, .addressInUse, .resetUnknown, .emailChangeInUse, .emailChangeNotice,
            .emailChanged, .accountClosed,
            .staffInvitation, .restrictionLifting, .update, .news, .requestReceived, .requestCode,
            .requestExtended, .requestWithdrawn, .requestExpired, .childReportAnswered, .requestDueSoon,
            .requestOverdue, .webhookGone, .webhookFailing:
            []
        }
    }

    /// The keys of its sentences; a campaign brings its own.
    package var phrases: [String] {
        guard !isCampaign else { return [] }
        let all = ["mail.\(rawValue).subject", "mail.\(rawValue).body"]
        return needs.contains(.link) ? all + ["mail.\(rawValue).button"] : all
    }
}

/// Why a mail is sent; decides its footer, its head and whose leave it needs (`Mail.requireLeave`).
///
/// Service mails come with the account: security and legal notices among them, which no refusal of others stops. Updates
/// can be switched off. Marketing is for those alone who switched it on.
package enum MailClass: String, CaseIterable, Sendable {
    case service
    case update
    case marketing
}

/// What a sentence of a mail may leave open, as `{link}`.
package enum MailPlaceholder: String, CaseIterable, Sendable, Codable {
    /// An http or https address, shown as a button.
    case link
    case code
    /// A moment in words; `Timestamp.inMail` writes one.
    case time
    case device
    case place
    case reason
    /// What a request is about.
    case topic
    /// What its person calls the thing that a mail is about.
    case name
    /// What has become different.
    case change
    /// Filled in by us.
    case product
    /// Filled in by us: who runs the server.
    case `operator`
}
