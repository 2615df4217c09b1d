import Accounts
import HTTPTypes
package import Hummingbird
import Kernel
package import Privacy

/// Knows whose consents, objections and signals hold for a request, and notes a signal that it bears.
///
/// It stands behind the front desk, which knows the person.
package struct ChoiceReader: RouterMiddleware {
    private let choices: PrivacyChoices
    private let isSecure: Bool

    package init(choices: PrivacyChoices, isSecure: Bool) {
        self.choices = choices
        self.isSecure = isSecure
    }

    package func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let recalled = try await choices.recall(
            account: context.person.flatMap { $0.isMember ? $0.subject : nil },
            cookie: request.value(of: .consent, isSecure: isSecure),
            signal: OptOutSignal(request.headers)
        )
        context.chooser = recalled.chooser
        switch recalled.cookie {
        case .set(let text): context.cookies.set(.consent, to: text)
        case .expire: context.cookies.expire(.consent)
        case nil: break
        }
        if context.chooser.isAccount || [.get, .head].contains(request.method) {
            context.standings = try await choices.standings(of: context.chooser)
        }
        let response = try await next(request, context)
        if response.clearsCookies { try await keepRefusals(request, context) }
        return response
    }

    /// What was refused stays refused in a browser that an erasure has forget everything else.
    private func keepRefusals(_ request: Request, _ context: AppContext) async throws {
        for cookie in [RegisteredCookie.consent, .ageBlock] {
            if let text = request.value(of: cookie, isSecure: isSecure) {
                context.cookies.set(cookie, to: text)
            }
        }
        guard context.chooser.isAccount else { return }
        if let text = try await choices.keep(refusalsIn: context.standings) {
            context.cookies.set(.consent, to: text)
        }
    }
}

extension OptOutSignal {
    /// What a request says: a field line that is exactly `1` (W3C Global Privacy Control; Do Not Track is treated alike).
    ///
    /// Lines are looked at one by one, before anything joins them: `0` and `1` in two lines say it, `0, 1` in one does not.
    init?(_ fields: HTTPFields) {
        if fields[values: .globalPrivacyControl].contains("1") {
            self = .gpc
        } else if fields[values: .doNotTrack].contains("1") {
            self = .dnt
        } else {
            return nil
        }
    }
}

extension HTTPField.Name {
    /// Global Privacy Control.
    package static let globalPrivacyControl = Self("Sec-GPC").unsafelyKnown
    /// Do Not Track.
    package static let doNotTrack = Self("DNT").unsafelyKnown
}
