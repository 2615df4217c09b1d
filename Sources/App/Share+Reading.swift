import API
import FoundationEssentials
import HTTPKit
import Kernel
import Web

extension Catalogues {
    /// Reads the string catalogue of every language.
    init(_ share: ShareFolder) throws {
        try self.init(
            Language.allCases.map { language in
                let file = share.folder.appending(path: "strings/\(language.rawValue).json")
                return try Catalogue(language: language, json: Data(contentsOf: file))
            }
        )
    }
}

extension ToolShelf {
    /// Reads what the tools of the Model Context Protocol take.
    init(_ share: ShareFolder) throws {
        try self.init(json: Data(contentsOf: share.folder.appending(path: "mcp/tools.json")))
    }
}

extension Routes.Site {
    /// Reads what pages are made of.
    init(_ share: ShareFolder, _ words: Catalogues, _ settings: Settings) async throws {
        self.init(
            origins: Origins(settings.baseURL),
            base: settings.baseURL.description,
            contact: settings.contact.email,
            provider: ServiceProvider(settings.contact),
            proxies: settings.trustedProxies,
            listener: settings.tls == nil ? .unknown : .encrypted,
            catalogues: words,
            templates: try await Templates(folder: share.folder.appending(path: "templates")),
            assets: try Assets(folder: share.folder.appending(path: "assets")),
            openAPI: OpenAPISource { [base = settings.baseURL] in
                try OpenAPIDocument(share.folder.appending(path: "openapi"), at: base).json
            },
            tools: try ToolShelf(share)
        )
    }
}

extension ServiceProvider {
    init(_ card: ContactCard) {
        self.init(
            contact: card.email,
            name: card.name,
            address: card.address,
            country: card.country.flatMap { Country($0) }
        )
    }
}

extension Origins {
    init(_ url: BaseURL) {
        self.init(
            origins: url.allowedOrigins,
            authorities: url.allowedAuthorities,
            isSecure: url.isSecure,
            isLocal: url.isLocal
        )
    }
}
