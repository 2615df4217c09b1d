package import Accounts
import FoundationEssentials
package import Kernel
package import Privacy

/// What somebody demands, read once for pages and programs alike.
package struct RequestWish: Sendable {
    let kind: String
    let email: String?
    let region: String?
    let text: String

    package init(
        kind: String,
        email: String?,
        region: String?,
        text: String
    ) {
        self.kind = kind
        self.email = email
        self.region = region
        self.text = text
    }
}

/// Takes requests from pages and programs.
package struct RequestForms: Sendable {
    package let desk: RequestDesk
    private let accounts: Accounts
    private let limits: RightsGuard

    package init(
        desk: RequestDesk,
        accounts: Accounts,
        limits: RightsGuard
    ) {
        self.desk = desk
        self.accounts = accounts
        self.limits = limits
    }

    /// Takes a request: of whoever names an address for whoever reads its mails, else of whoever is signed in.
    /// - Throws: `Problem` `reauthenticate` for somebody signed in who has not just shown that it is them, `request_kind_unknown`,
    ///   `quota-exceeded` and what `RequestDesk.take` throws.
    package func take(
        _ wish: RequestWish,
        by channel: RequestChannel,
        _ context: AppContext
    ) async throws -> TakenRequest {
        guard let kind = RequestKind(rawValue: wish.kind) else {
            throw Problem(.requestKindUnknown, field: "kind")
        }
        let new = try NewRequest(
            kind,
            by: channel,
            regime: wish.region,
            text: wish.text,
            language: context.language
        )
        if let typed = wish.email {
            let email = try EmailAddress(typed: typed)
            try limits.require(naming: accounts.mark(ofTyped: email.text), context)
            return try await desk.take(new, from: .address(email))
        }
        if kind.needsVerification, let session = context.person?.session {
            try accounts.requireFresh(session)
            try limits.require(naming: Data(session.subject.text.utf8), context)
            return try await desk.take(new, from: .member(session.subject))
        }
        try limits.require(naming: nil, context)
        return try await desk.take(new, from: .address(nil))
    }

    /// - Throws: `Problem` `quota-exceeded`, `request_code_wrong` and what `RequestDesk.verify` throws.
    package func verify(
        _ link: RequestLink,
        code: String,
        _ context: AppContext
    ) async throws {
        try limits.require(codeOf: link.request, context)
        guard let code = RequestCode(code) else { throw Problem(.requestCodeWrong, field: "code") }
        try await desk.verify(link, with: code)
    }

    package func sendCode(for link: RequestLink, _ context: AppContext) async throws {
        try limits.require(codeOf: link.request, context)
        try await desk.sendCode(for: link)
    }
}

/// What staff ask for about a request.
package struct RequestAnswerWish: Sendable {
    let action: String
    let ground: String?
    let text: String

    package init(
        action: String,
        ground: String?,
        text: String
    ) {
        self.action = action
        self.ground = ground
        self.text = text
    }

    package static let actions = [
        "verify", "extend", "erase", "release", "fulfil", "partly", "refuse", "note",
    ]

    /// - Throws: `Problem` `request_action_unsuitable` that names the field at fault.
    package func read() throws(Problem) -> RequestAction {
        switch action {
        case "verify": .verify
        case "extend": .extend(reason: text)
        case "erase": .erase
        case "release": .release
        case "fulfil": .fulfil(answer: text)
        case "partly": .partly(try readGround(), answer: text)
        case "refuse": .refuse(try readGround(), answer: text)
        case "note": .note(text)
        default: throw Problem(.requestActionUnsuitable, field: "action")
        }
    }

    private func readGround() throws(Problem) -> RefusalGround {
        guard let ground = ground.flatMap(RefusalGround.init) else {
            throw Problem(.requestActionUnsuitable, field: "ground")
        }
        return ground
    }
}

extension RequestActor {
    package init(_ member: StaffMember) {
        self = .staff(member.subject, role: member.role.rawValue)
    }
}
