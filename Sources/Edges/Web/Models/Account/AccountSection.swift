import HTTPKit
import Kernel

/// The pages of one's own account, in the order of their common navigation.
///
/// A new one takes a case here, its address and its words; its template begins with `parts/account-nav`.
enum AccountSection: CaseIterable, Sendable {
    case profile
    case email
    case security
    case keys
    /// Only where the operator named providers.
    case providers
    case activity
    case preferences
    case webhooks
    case privacy
    case close

    /// Where a page of the account belongs; nil for any other page.
    init?(of page: Route) {
        switch page {
        case .account, .accountProfile: self = .profile
        case .accountEmail: self = .email
        case .accountSecurity, .accountPassword, .oneTimeCode, .recoveryCodes: self = .security
        case .accountKeys, .accountKey, .rotateKey, .revokeKey: self = .keys
        case .providers: self = .providers
        case .accountActivity: self = .activity
        case .accountPreferences: self = .preferences
        case .webhooks, .webhook, .webhookDelivery: self = .webhooks
        case .privacyCenter: self = .privacy
        case .accountClose: self = .close
        default: return nil
        }
    }

    private var page: Route {
        switch self {
        case .profile: .account
        case .email: .accountEmail
        case .security: .accountSecurity
        case .keys: .accountKeys
        case .providers: .providers
        case .activity: .accountActivity
        case .preferences: .accountPreferences
        case .webhooks: .webhooks
        case .privacy: .privacyCenter
        case .close: .accountClose
        }
    }

    /// The string catalogue's key of its name.
    private var name: String {
        switch self {
        case .profile: "account.profile"
        case .email: "account.email"
        case .security: "account.security"
        case .keys: "keys.title"
        case .providers: "providers.title"
        case .activity: "account.activity"
        case .preferences: "account.preferences"
        case .webhooks: "webhooks.title"
        case .privacy: "center.page"
        case .close: "account.close"
        }
    }

    /// The navigation as a page shows it.
    static func links(
        at page: Route,
        hasProviders: Bool,
        _ words: Catalogue
    ) -> [NavigationLink] {
        let here = AccountSection(of: page)
        return allCases.filter { $0 != .providers || hasProviders }.map { section in
            NavigationLink(
                Links(words.language).page(section.page),
                words[section.name],
                isCurrent: section == here
            )
        }
    }
}
