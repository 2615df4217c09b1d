package import Accounts
package import Hummingbird
import Kernel
package import Studio

extension FrontDesk {
    /// Takes an order, for pages and programs alike; whoever is nobody yet becomes a visitor by it.
    ///
    /// Before words go to somebody else's server for the first time comes the age question; whoever has an account has
    /// answered it.
    /// - Parameters:
    ///   - order: what is ordered.
    ///   - studio: where it is made.
    ///   - ageTicket: what answering the age question gave; needed once.
    ///   - request: from whom the order comes.
    ///   - context: knows afterwards who that is, should the order be refused after all.
    /// - Returns: the job, and whose it is.
    /// - Throws: `Problem`: `age_ticket_invalid` when the question is to be answered first, `age_blocked` for a browser that was
    ///   refused for its age, `sign_in_required` for models that are for accounts alone, and what `Studio` throws.
    package func take(
        _ order: Order,
        to studio: Studio,
        ageTicket: String?,
        _ request: Request,
        _ context: inout AppContext
    ) async throws -> (job: Job, person: Person) {
        try studio.check(order, isFirst: context.person == nil)
        var band: AgeBand?
        if try studio.leaves(order) {
            band = try await requireGrown(ageTicket, studio.limits, request, context)
        }
        if context.person == nil { try await studio.screen(order) }
        let person = try await person(orderingImages: order.count, request, context)
        context.person = person
        if let band, ageTicket != nil, !person.isMember {
            try await accounts.keep(band, of: person.subject)
        }
        var order = order
        (order.budget, order.seesOnly) = (person.key?.budget, person.confinement)
        let job = try await studio.submit(order, for: person.subject)
        // Another key of the account's has used this name for the same order.
        guard person.sees(job) else { throw Problem(.idempotencyKeyReused) }
        return (job, person)
    }

    /// Takes a batch of orders, by the same rules.
    /// - Returns: the batch, and whose it is.
    /// - Throws: as for an order, with line and column where a row is at fault.
    package func take(
        _ wish: BatchWish,
        to studio: Studio,
        ageTicket: String?,
        _ request: Request,
        _ context: inout AppContext
    ) async throws -> (batch: Batch, person: Person) {
        try requireSender(request, context)
        let estimate = try await studio.estimate(wish)
        var band: AgeBand?
        if estimate.leaves { band = try await requireGrown(ageTicket, studio.limits, request, context) }
        if context.person == nil { try await studio.screen(wish) }
        let person = try await person(orderingImages: estimate.images, request, context)
        context.person = person
        if let band, ageTicket != nil, !person.isMember {
            try await accounts.keep(band, of: person.subject)
        }
        var wish = wish
        wish.budget = person.key?.budget
        return (try await studio.submit(wish, estimate, for: person.subject), person)
    }

    /// What the age question gave, of whoever may have words sent away.
    private func requireGrown(
        _ ticket: String?,
        _ limits: StudioLimits,
        _ request: Request,
        _ context: AppContext
    ) async throws -> AgeBand {
        let isMember = context.person?.isMember ?? false
        if !isMember, limits.paidNeedsAccount { throw Problem(.signInRequired) }
        if !isMember, let block = request.value(of: .ageBlock, isSecure: origins.isSecure),
            accounts.isBlock(block)
        {
            throw Problem(.ageBlocked)
        }
        return try await accounts.requireAge(of: context.person?.subject, ticket: ticket)
    }
}
