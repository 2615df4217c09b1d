import Accounts
import HTTPKit
import Kernel
import Mustache

/// The providers that open one's account, and those that could.
struct ProvidersPage: PageModel {
    static let template = Template.providers

    var layout: Layout
    let providers: [ProviderPart]
    var problem: ProblemWords?

    func child(named name: String) -> Any? {
        switch name {
        case "providers": providers
        case "problem": problem
        default: layout.child(named: name)
        }
    }
}

/// A provider and whether it opens one's account.
struct ProviderPart: MustacheParent, Sendable {
    let name: String
    let detail: String
    let isConnected: Bool
    let url: String

    func child(named name: String) -> Any? {
        switch name {
        case "name": self.name
        case "detail": detail
        case "connected": isConnected
        case "url": url
        default: nil
        }
    }
}

extension ProviderPart {
    init(
        _ provider: OpenIDProvider,
        _ connection: Connection?,
        _ words: Catalogue
    ) {
        let links = Links(words.language)
        let way = links.page(.toProvider(provider.id)) + "?errand=connect&return_to=" + links.page(.providers)
        self.init(
            name: provider.name,
            detail: connection.map { words[Message("providers.used", ["time": words.moment($0.usedAt)])] }
                ?? words["providers.not_connected"],
            isConnected: connection != nil,
            url: connection == nil ? way : links.page(.disconnectProvider(provider.id))
        )
    }
}

/// The ways in beside a password.
struct ElsewherePart: MustacheParent, Sendable {
    var providers: [PageLink] = []
    /// Where a newcomer from a provider says that they would rather have a password.
    var leaveURL: String?

    /// The providers that somebody may sign in or up with; nil without any.
    init?(
        _ providers: [OpenIDProvider],
        on errand: String? = nil,
        returningTo page: String? = nil,
        _ words: Catalogue
    ) {
        guard !providers.isEmpty else { return nil }
        let pairs = [errand.map { "errand=\($0)" }, page.map { "return_to=\($0)" }].compactMap { $0 }
        let query = pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
        self.providers = providers.map {
            PageLink(
                url: Links(words.language).page(.toProvider($0.id)) + query,
                label: words[Message("login.with", ["provider": $0.name])]
            )
        }
    }

    /// For a newcomer.
    init(_ words: Catalogue) {
        leaveURL = Links(words.language).page(.forgetNewcomer)
    }

    func child(named name: String) -> Any? {
        switch name {
        case "providers": providers
        case "leave_url": leaveURL
        default: nil
        }
    }
}
