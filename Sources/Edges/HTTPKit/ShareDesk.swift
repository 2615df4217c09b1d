package import Accounts
package import Hummingbird
package import Kernel
package import Purposes
package import Studio

/// Publishes pictures by links, for pages and programs alike: the age question comes first.
package struct ShareDesk: Sendable {
    private let studio: Studio
    private let accounts: Accounts
    private let gate: PurposeGate
    private let origins: Origins
    /// The base URL, without a slash at the end.
    package let base: String

    package init(
        studio: Studio,
        accounts: Accounts,
        gate: PurposeGate,
        origins: Origins,
        base: String
    ) {
        self.studio = studio
        self.accounts = accounts
        self.gate = gate
        self.origins = origins
        self.base = base
    }

    /// The address to give away.
    package func address(of token: ShareToken, in language: Language) -> String {
        base + Route.shared(token).path(in: language)
    }

    /// Shares a picture of the asker's; whoever has no account shows that the age question was answered.
    /// - Throws: `Problem` `age_ticket_invalid`, `age_blocked` for a browser that was refused for its age, and what
    ///   `Studio.share` throws.
    package func share(
        _ id: ImageID,
        _ wish: ShareWish,
        ageTicket: String?,
        _ request: Request,
        _ context: AppContext
    ) async throws -> (share: Share, token: ShareToken) {
        let person = try context.requirePerson()
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        // Nobody is asked for their age about a picture that is not theirs.
        _ = try await studio.picture(id, under: permit)
        try await person.requireSight(of: id, in: studio, under: permit)
        if let block = request.value(of: .ageBlock, isSecure: origins.isSecure), accounts.isBlock(block) {
            throw Problem(.ageBlocked)
        }
        _ = try await accounts.requireAge(of: person.isMember ? person.subject : nil, ticket: ageTicket)
        return try await studio.share(id, wish, under: permit)
    }
}
