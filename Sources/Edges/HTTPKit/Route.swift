package import Accounts
package import Kernel

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
    case jobs
    case job(JobID)
    case jobEvents(JobID)
    case images
    case image(ImageID)
    case file(ImageID)
    case modelList
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
        case .endSession(let id): "/account/sessions/\(id.text)/end"
        case .endOtherSessions: "/account/sessions/end-others"
        case .jobs: "/api/jobs"
        case .job(let id): "/api/jobs/\(id.text)"
        case .jobEvents(let id): "/api/jobs/\(id.text)/events"
        case .images: "/api/images"
        case .image(let id): "/api/images/\(id.text)"
        case .file(let id): "/api/images/\(id.text)/file"
        case .modelList: "/api/models"
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
        }
    }

    /// Whether what is shown there is somebody's own, or leads to it: not for search engines.
    package var isPersonal: Bool {
        switch self {
        case .studio, .models, .securityText: false
        default: true
        }
    }

    /// The page's address in a language; English has no prefix.
    package func path(in language: Language) -> String {
        language == .english ? path : "/\(language.rawValue)\(path)"
    }
}
