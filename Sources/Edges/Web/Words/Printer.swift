import Accounts
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore

/// Puts view models into templates, and the result into answers.
struct Printer: Sendable {
    private let templates: Templates
    private let assetBase: String
    private let tokens: FormTokens
    private let isSecure: Bool
    private let hasProviders: Bool
    private let catalogues: Catalogues
    private let phrasebooks: [Language: Phrasebook]

    init(
        templates: Templates,
        assetBase: String,
        catalogues: Catalogues,
        tokens: FormTokens,
        isSecure: Bool,
        hasProviders: Bool
    ) {
        self.templates = templates
        self.assetBase = assetBase
        self.catalogues = catalogues
        self.tokens = tokens
        self.isSecure = isSecure
        self.hasProviders = hasProviders
        phrasebooks = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { ($0, Phrasebook(catalogues[$0])) }
        )
    }

    /// The frame of an answer to this request; an address that leads to no page has nil for one.
    func layout(
        _ request: Request,
        _ context: AppContext,
        at page: Route?,
        titled title: Message
    ) -> Layout {
        let words = catalogues[context.language]
        return Layout(
            phrases: phrasebooks[context.language] ?? Phrasebook(words),
            words: words,
            title: words[Message("page.title", ["page": words[title]])],
            page: page,
            theme: request.value(of: .theme, isSecure: isSecure).flatMap(Theme.init) ?? .auto,
            assetBase: assetBase,
            isMember: context.person?.session != nil,
            isStaff: context.person?.session?.isStaff ?? false,
            hasProviders: hasProviders,
            csrf: tokens.token(for: context.person?.subject),
            countsUsage: context.countsUsage,
            suspension: context.suspension.map { SuspensionPart($0, words) },
            visitorCookie: RegisteredCookie.visitor.name(isSecure: isSecure),
            signal: SignalPart(context, words),
            ask: AskPart(context.standings, words, at: page)
        )
    }

    func words(in language: Language) -> Catalogue { catalogues[language] }

    func print(_ page: some PageModel, status: HTTPResponse.Status = .ok) -> Response {
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8",
            .contentLanguage: page.layout.words.language.rawValue,
            .vary: "Sec-GPC, DNT",
        ]
        if page.layout.page?.isPersonal ?? true { headers[.robots] = "noindex" }
        return Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: templates.render(page)))
        )
    }
}
