import Accounts
import HTTPKit
import Kernel
import Mustache

/// What every page has: head, header and footer.
struct Layout: MustacheParent, Sendable {
    let phrases: Phrasebook
    let words: Catalogue
    let title: String
    /// The page that is shown; nil for an address that leads to none.
    let page: Route?
    let theme: Theme
    let assetBase: String
    /// Whether whoever reads it is signed in.
    let isMember: Bool
    /// Whether it is known who reads it; a page of a refusal may come before that is.
    var isReaderKnown = true
    /// Whether they have a role of the staff.
    var isStaff = false
    /// Whether the operator named anybody with whom one may sign in.
    var hasProviders = false
    /// The token of every form on the page.
    let csrf: String
    /// Whether the page may tell of its use.
    var countsUsage = false
    /// Why and until when whoever reads it is suspended.
    var suspension: SuspensionPart?
    /// What a visitor's cookie is called here.
    var visitorCookie = RegisteredCookie.visitor.name(isSecure: true)
    /// That the reader's browser opts out by a signal.
    var signal: SignalPart?
    /// A consent that the reader has not decided on.
    var ask: AskPart?
    /// Whether the page shows what nobody is shown again: nothing on it leads away for the sake of a setting.
    var isShownOnce = false

    var links: Links { Links(words.language) }

    func child(named name: String) -> Any? {
        switch name {
        case "lang": words.language.rawValue
        case "t": phrases
        case "title": title
        case "theme": ThemeButton(theme, words)
        case "asset_base": assetBase
        case "csrf": csrf
        case "studio_url": links.page(.studio)
        case "gallery_url": links.page(.gallery)
        case "api_url": Route.openAPI.path
        case "docs_url": links.page(.docs)
        case "preferences_url": links.page(.preferences)
        case "here": links.page(page ?? .studio)
        case "nav": navigation
        case "is_member": isMember
        case "counts_usage": countsUsage
        case "suspension": suspension
        case "cookie_hint": words[Message("cookies.needs_visitor", ["name": visitorCookie])]
        case "signal": signal
        case "ask": isShownOnce ? nil : ask
        case "has_settings": !isShownOnce
        case "cookies_url": links.page(.cookies)
        case "verify_url": links.page(.verify)
        case "report_url": links.page(.report)
        case "terms_url": links.page(.terms)
        case "center_url": links.page(.privacyCenter)
        case "privacy_url": links.page(.privacy)
        case "request_url": links.page(.privacyRequest)
        case "account_link": accountLink
        case "account_sections": page.map { AccountSection.links(at: $0, hasProviders: hasProviders, words) }
        case "admin_link": adminLink
        case "sign_out_url": links.page(.signOut)
        case "other_language": isShownOnce ? nil : LanguageButton(from: words, page ?? .studio)
        default: nil
        }
    }

    /// To the own account, or to where one signs in.
    private var accountLink: NavigationLink? {
        guard isReaderKnown else { return nil }
        return isMember
            ? NavigationLink(links.page(.account), words["account.title"], isCurrent: section == .account)
            : NavigationLink(links.page(.signIn), words["login.page"], isCurrent: section == .account)
    }

    /// For staff alone: whoever is not does not learn of the place.
    private var adminLink: PageLink? {
        isStaff ? PageLink(url: links.page(.admin(.overview)), label: words["admin.navigation"]) : nil
    }

    private var section: Section? { page?.section }

    private var navigation: [NavigationLink] {
        [
            NavigationLink(links.page(.studio), words["nav.studio"], isCurrent: section == .studio),
            NavigationLink(links.page(.designs), words["nav.designs"], isCurrent: section == .designs),
            NavigationLink(links.page(.compose), words["nav.compose"], isCurrent: section == .compose),
            NavigationLink(links.page(.gallery), words["nav.gallery"], isCurrent: section == .gallery),
            NavigationLink(links.page(.models), words["nav.models"], isCurrent: section == .models),
            NavigationLink(links.page(.docs), words["nav.docs"], isCurrent: section == .docs),
        ]
    }
}

/// The places of the navigation.
enum Section: Sendable {
    case studio
    case designs
    case compose
    case gallery
    case models
    case docs
    case account
}

extension Route {
    /// Where in the navigation a page belongs.
    fileprivate var section: Section? {
        switch self {
        case .studio, .jobPage, .batches, .batchPage: .studio
        case .designs, .designPage: .designs
        case .compose: .compose
        case .gallery, .imagePage, .editor, .erase: .gallery
        case .models: .models
        case .docs, .docsGroup: .docs
        case .signIn, .secondStep, .prove, .signUp, .admin: .account
        default: AccountSection(of: self) == nil ? nil : .account
        }
    }
}

/// A link of the navigation.
struct NavigationLink: MustacheParent {
    let url: String
    let label: String
    let isCurrent: Bool

    init(_ url: String, _ label: String, isCurrent: Bool) {
        self.url = url
        self.label = label
        self.isCurrent = isCurrent
    }

    func child(named name: String) -> Any? {
        switch name {
        case "url": url
        case "label": label
        case "current": isCurrent
        default: nil
        }
    }
}

/// Leads to the same page in the other language.
private struct LanguageButton: MustacheParent {
    let language: Language
    let url: String
    let label: String
    let short: String

    init(from words: Catalogue, _ page: Route) {
        language = words.language == .english ? .traditionalChinese : .english
        url = page.path(in: language)
        label = words["language.\(language.rawValue)"]
        short = words["language.short.\(language.rawValue)"]
    }

    func child(named name: String) -> Any? {
        switch name {
        case "lang": language.rawValue
        case "url": url
        case "label": label
        case "short": short
        default: nil
        }
    }
}
