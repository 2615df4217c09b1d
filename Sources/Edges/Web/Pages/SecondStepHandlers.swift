import Accounts
import HTTPKit
import Hummingbird
import Kernel

extension Web {
    /// What comes after a first factor, whichever it was: the page that somebody wanted, or the question for the second.
    func answer(
        to entry: Entry,
        returningTo page: String?,
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        switch entry {
        case .signedIn(let signedIn):
            return try await welcome(signedIn, returningTo: page, request, context)
        case .secondFactorNeeded(let token):
            context.cookies.set(.secondStep, to: token.secret.reveal())
            return .redirect(to: Links(context.language).page(.secondStep, returningTo: page))
        }
    }

    @Sendable func showSecondStep(_ request: Request, _ context: AppContext) async throws -> Response {
        let page = try PageQuery(request)["return_to"]
        guard let halfWay = try await halfWay(request) else {
            return startAgain(request, context, returningTo: page)
        }
        return try await secondStepPage(request, context, halfWay, returningTo: page)
    }

    @Sendable func secondStep(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await checkedForm(request, context)
        let page = form["return_to"]
        guard let halfWay = try await halfWay(request) else {
            return startAgain(request, context, returningTo: page)
        }
        let email = try await accounts.account(of: halfWay.subject).email.text
        do {
            let code = form["code"] ?? ""
            try guardian.require(code, secondStepOf: halfWay, email: email, request, context)
            let signedIn = try await accounts.pass(
                halfWay,
                by: .code(code),
                traits: ClientTraits(request, context)
            )
            return try await welcome(signedIn, returningTo: page, request, context)
        } catch let problem as Problem where problem.code == .secondStepOver {
            return startAgain(request, context, returningTo: page)
        } catch let problem as Problem where problem.status < 500 {
            return try await secondStepPage(
                request,
                context,
                halfWay,
                returningTo: page,
                refusedFor: problem
            )
        }
    }

    /// Who has shown the first factor in this browser.
    private func halfWay(_ request: Request) async throws -> HalfWay? {
        let token = request.value(of: .secondStep, isSecure: origins.isSecure).flatMap { Token($0) }
        guard let token else { return nil }
        return try await accounts.halfWay(token)
    }

    /// Back to the first factor.
    private func startAgain(
        _ request: Request,
        _ context: AppContext,
        returningTo page: String?
    ) -> Response {
        if request.value(of: .secondStep, isSecure: origins.isSecure) != nil {
            context.cookies.expire(.secondStep)
        }
        return .redirect(to: Links(context.language).page(.signIn, returningTo: page))
    }

    private func secondStepPage(
        _ request: Request,
        _ context: AppContext,
        _ halfWay: HalfWay,
        returningTo page: String?,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let factors = try await accounts.secondFactors(of: halfWay.subject)
        let next = ReturnPage(page, otherwise: context.language).path
        return show(request, context, refusedFor: problem) { words in
            FormSheet(
                page: .secondStep,
                title: "second.page",
                paragraphs: [factors.hasOneTimeCode ? "second.detail" : "second.detail_passkey"],
                form: FormPart(
                    action: Links(words.language).page(.secondStep),
                    hidden: page == nil ? [] : [HiddenField(name: "return_to", value: next)],
                    fields: [.secondFactor(factors, words)],
                    button: words["login.action"]
                ),
                passkey: factors.passkeys == 0 || !accounts.hasPasskeys
                    ? nil
                    : .signing(
                        words["second.passkey"],
                        options: .secondStepPasskeyOptions,
                        finish: .secondStepPasskey,
                        next: Links(words.language).page(.accountBring, returningTo: next)
                    ),
                notes: ["second.lost", "second.lost_all"],
                links: [words.link(.signIn, "second.back")]
            )
        }
    }
}

extension FormField {
    /// Where the code of a second factor is typed.
    static func secondFactor(_ factors: SecondFactors, _ words: Catalogue) -> FormField {
        FormField(
            name: "code",
            label: words[factors.hasOneTimeCode ? "second.code" : "second.recovery_code"],
            autocomplete: "one-time-code",
            hint: words[factors.hasOneTimeCode ? "second.code_hint" : "second.recovery_code_hint"]
        )
    }
}
