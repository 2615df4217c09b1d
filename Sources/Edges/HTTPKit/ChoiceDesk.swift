package import Accounts
package import Hummingbird
import Kernel
package import Privacy

/// Takes decisions about consents and objections, from pages and from programs alike, and hands out the browser's cookie.
package struct ChoiceDesk: Sendable {
    private let choices: PrivacyChoices
    private let accounts: Accounts
    private let origins: Origins
    private let throttle: Throttle

    package init(
        choices: PrivacyChoices,
        accounts: Accounts,
        origins: Origins,
        throttle: Throttle
    ) {
        self.choices = choices
        self.accounts = accounts
        self.origins = origins
        self.throttle = throttle
    }

    /// Gives or refuses a consent; whoever gives one without an account shows that the age question was answered.
    /// - Returns: who has decided, known from here on.
    /// - Throws: `Problem` `age_ticket_invalid`; `age_blocked` for a browser that was refused for its age: others decide for
    ///   children; `quota-exceeded` where too many browsers of a network choose for the first time.
    package func choose(
        _ isGiven: Bool,
        _ purpose: String,
        by method: ChoiceMethod,
        ageTicket: String? = nil,
        _ request: Request,
        _ context: AppContext
    ) async throws -> Chooser {
        try requireOwn(request, context)
        if isGiven {
            if let block = request.value(of: .ageBlock, isSecure: origins.isSecure), accounts.isBlock(block) {
                throw Problem(.ageBlocked)
            }
            _ = try await accounts.requireAge(of: context.person?.session?.subject, ticket: ageTicket)
        }
        try requireRoom(context)
        let occasion = ChoiceOccasion(in: context.language, by: method)
        let chosen = try await choices.choose(isGiven, purpose, by: context.chooser, occasion)
        keep(chosen.cookie, request, context)
        if !isGiven { expireOptional(context) }
        if isGiven, purpose == SendNews.definition.key, let session = context.person?.session {
            try await accounts.takeNewsAgain(for: session)
        }
        var chooser = context.chooser
        chooser.subject = chosen.event?.subject ?? chooser.subject
        return chooser
    }

    /// Takes a consent back; what it allowed to lie in the browser goes with this very answer.
    package func withdraw(
        _ purpose: String,
        by method: ChoiceMethod,
        _ request: Request,
        _ context: AppContext
    ) async throws {
        try requireOwn(request, context)
        let occasion = ChoiceOccasion(in: context.language, by: method)
        try await choices.withdraw(purpose, by: context.chooser, occasion)
        expireOptional(context)
    }

    /// - Throws: `Problem` `quota-exceeded` where too many browsers of a network choose for the first time.
    package func object(
        to purpose: String,
        by method: ChoiceMethod,
        _ request: Request,
        _ context: AppContext
    ) async throws {
        try requireOwn(request, context)
        try requireRoom(context)
        let cookie = try await choices.object(
            to: purpose,
            by: context.chooser,
            as: context.person?.visitor?.subject,
            ChoiceOccasion(in: context.language, by: method)
        )
        keep(cookie, request, context)
    }

    package func withdrawObjection(
        to purpose: String,
        _ request: Request,
        _ context: AppContext
    ) async throws {
        try requireOwn(request, context)
        try await choices.withdrawObjection(
            to: purpose,
            by: context.chooser,
            as: context.person?.visitor?.subject
        )
    }

    /// Charges a browser that chooses for the first time, which gets a key and rows of its own.
    private func requireRoom(_ context: AppContext) throws(Problem) {
        guard context.chooser.subject == nil else { return }
        let verdict = throttle.check(.choice, target: nil, network: context.client?.network)
        context.limits.note(verdict)
        try verdict.require()
    }

    /// A choice keeps the browser's cookie for as long again.
    private func keep(_ cookie: String?, _ request: Request, _ context: AppContext) {
        guard !context.chooser.isAccount else { return }
        if let cookie = cookie ?? request.value(of: .consent, isSecure: origins.isSecure) {
            context.cookies.set(.consent, to: cookie)
        }
    }

    private func expireOptional(_ context: AppContext) {
        for cookie in RegisteredCookie.allCases where cookie.kind == .analytics {
            context.cookies.expire(cookie)
        }
    }

    /// Nobody else's page decides in our reader's name.
    private func requireOwn(_ request: Request, _ context: AppContext) throws(Problem) {
        guard origins.sent(request) else { throw Problem(.originRefused) }
    }
}
