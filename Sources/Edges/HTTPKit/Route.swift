package import Accounts
package import Kernel
package import Moderation
package import Privacy

/// Every address of the product; pages and answers link by these, never by text of their own.
package enum Route: Sendable {
    case studio
    case gallery
    case models
    case jobPage(JobID)
    case imagePage(ImageID)
    case erase
    case erased
    case preferences
    case signUp
    case signUpAge
    case signUpSent
    /// The page of a link that confirms an address.
    case confirm(Token)
    case signIn
    case signOut
    case reset
    case resetSent
    /// The page of a link that sets a new password.
    case newPassword(Token)
    case account
    case accountProfile
    case accountPassword
    case accountSecurity
    case accountEmail
    case stopEmail
    /// The page of a link to the old address, where a new one is agreed to or stopped.
    case oldEmail(Token)
    case stopOldEmail(Token)
    /// The page of a link to the new address.
    case newEmail(Token)
    case accountActivity
    case accountPreferences
    case accountClose
    /// Where somebody who has signed in is asked about what they made before.
    case accountBring
    case endSession(SessionID)
    /// Which providers open one's account.
    case providers
    case disconnectProvider(OpenIDProvider.ID)
    /// The way to a provider.
    case toProvider(OpenIDProvider.ID)
    /// Where a provider sends people back to; it knows this address.
    case fromProvider(OpenIDProvider.ID)
    case signUpByProvider
    case forgetNewcomer
    case endOtherSessions
    case report
    /// A report that was taken, by its reference number.
    case reportTaken(ReportID)
    /// What was decided about oneself.
    case decisions
    /// One decision, and the way to have it looked at again.
    case appeal(AppealLink)
    case reportList
    case decisionList
    case appealEntry(AppealLink)
    /// Where the second factor is asked for.
    case secondStep
    /// Where somebody shows again that it is them.
    case prove
    case oneTimeCode
    case confirmOneTimeCode
    case removeOneTimeCode
    case recoveryCodes
    case renamePasskey(PasskeyID)
    case removePasskey(PasskeyID)
    case passkeys
    case passkeyOptions
    case passkeySignIn
    case passkeySignInOptions
    case secondStepPasskey
    case secondStepPasskeyOptions
    case provingPasskey
    case provingPasskeyOptions
    case exports
    case export(ExportID)
    case exportFile(ExportID)
    case exportPage
    case importPage
    case imports
    case importEntry(ImportID)
    case jobs
    case job(JobID)
    case jobEvents(JobID)
    case images
    case image(ImageID)
    case file(ImageID)
    case modelList
    case admin(AdminAddress)
    case auditCheckpoint
    case auditKey
    case auditInclusion
    case auditConsistency
    case health
    case readiness
    case metrics
    case securityReports
    case securityText
    case changePassword
    case openAPI

    /// The address without a language.
    package var path: String {
        switch self {
        case .studio: "/"
        case .gallery: "/gallery"
        case .models: "/models"
        case .jobPage(let id): "/jobs/\(id.text)"
        case .imagePage(let id): "/images/\(id.text)"
        case .erase: "/erase"
        case .erased: "/erased"
        case .preferences: "/preferences"
        case .signUp: "/signup"
        case .signUpAge: "/signup/age"
        case .signUpSent: "/signup/sent"
        case .confirm(let token): "/confirm/\(token.secret.reveal())"
        case .signIn: "/login"
        case .signOut: "/logout"
        case .reset: "/reset"
        case .resetSent: "/reset/sent"
        case .newPassword(let token): "/reset/\(token.secret.reveal())"
        case .account: "/account"
        case .accountProfile: "/account/profile"
        case .accountPassword: "/account/password"
        case .providers: "/account/providers"
        case .disconnectProvider(let id): "/account/providers/\(id.text)/disconnect"
        case .toProvider(let id): "/login/with/\(id.text)"
        case .fromProvider(let id): "/login/openid/\(id.text)"
        case .signUpByProvider: "/signup/openid"
        case .forgetNewcomer: "/signup/openid/leave"
        case .accountSecurity: "/account/security"
        case .accountEmail: "/account/email"
        case .stopEmail: "/account/email/stop"
        case .oldEmail(let token): "/email/old/\(token.secret.reveal())"
        case .stopOldEmail(let token): "/email/old/\(token.secret.reveal())/stop"
        case .newEmail(let token): "/email/new/\(token.secret.reveal())"
        case .accountActivity: "/account/activity"
        case .accountPreferences: "/account/preferences"
        case .accountClose: "/account/close"
        case .accountBring: "/account/bring"
        case .endSession(let id): "/account/sessions/\(id.text)/end"
        case .endOtherSessions: "/account/sessions/end-others"
        case .report: "/report"
        case .reportTaken(let id): "/report/\(id.text)"
        case .decisions: "/decisions"
        case .appeal(let link): "/appeals/\(link.text)"
        case .reportList: "/api/reports"
        case .decisionList: "/api/decisions"
        case .appealEntry(let link): "/api/appeals/\(link.text)"
        case .secondStep: "/login/second"
        case .prove: "/account/prove"
        case .oneTimeCode: "/account/security/app"
        case .confirmOneTimeCode: "/account/security/app/confirm"
        case .removeOneTimeCode: "/account/security/app/remove"
        case .recoveryCodes: "/account/security/recovery-codes"
        case .renamePasskey(let id): "/account/security/passkeys/\(id.text)/rename"
        case .removePasskey(let id): "/account/security/passkeys/\(id.text)/remove"
        case .passkeys: "/api/account/passkeys"
        case .passkeyOptions: "/api/account/passkeys/options"
        case .passkeySignIn: "/api/account/sessions/passkey"
        case .passkeySignInOptions: "/api/account/sessions/passkey/options"
        case .secondStepPasskey: "/api/account/sessions/second/passkey"
        case .secondStepPasskeyOptions: "/api/account/sessions/second/passkey/options"
        case .provingPasskey: "/api/account/proof/passkey"
        case .provingPasskeyOptions: "/api/account/proof/passkey/options"
        case .exports: "/api/privacy/exports"
        case .export(let id): "/api/privacy/exports/\(id.text)"
        case .exportFile(let id): "/api/privacy/exports/\(id.text)/file"
        case .exportPage: "/privacy/export"
        case .importPage: "/privacy/import"
        case .imports: "/api/privacy/imports"
        case .importEntry(let id): "/api/privacy/imports/\(id.text)"
        case .jobs: "/api/jobs"
        case .job(let id): "/api/jobs/\(id.text)"
        case .jobEvents(let id): "/api/jobs/\(id.text)/events"
        case .images: "/api/images"
        case .image(let id): "/api/images/\(id.text)"
        case .file(let id): "/api/images/\(id.text)/file"
        case .modelList: "/api/models"
        case .admin(let address): address.path
        case .auditCheckpoint: "/audit/checkpoint"
        case .auditKey: "/audit/key"
        case .auditInclusion: "/audit/inclusion"
        case .auditConsistency: "/audit/consistency"
        case .health: "/healthz"
        case .readiness: "/readyz"
        case .metrics: "/metrics"
        case .securityReports: "/csp-reports"
        case .securityText: "/.well-known/security.txt"
        case .changePassword: "/.well-known/change-password"
        case .openAPI: "/openapi.json"
        }
    }

    /// Whether what is shown there is somebody's own, or leads to it: not for search engines.
    package var isPersonal: Bool {
        switch self {
        case .studio, .models, .report, .securityText, .openAPI: false
        default: true
        }
    }

    /// The page's address in a language; English has no prefix.
    package func path(in language: Language) -> String {
        language == .english ? path : "/\(language.rawValue)\(path)"
    }
}
