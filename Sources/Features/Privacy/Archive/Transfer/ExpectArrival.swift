import FoundationEssentials
package import Kernel
import Purposes
import Store

extension Archives {
    /// How long a transfer address is good: the archive has to be here, whole, before that.
    package static let arrivalPatience: Duration = .hours(1)

    /// Makes a transfer address for somebody; one that waits already gives way to it.
    /// - Throws: `Problem` `restricted`, `account_restricted`.
    package func expectArrival(for subject: SubjectID) async throws -> ExpectedArrival {
        let permit = try await gate.permit(HonourRights.self, for: subject)
        try await requireServed(subject)
        let (subject, now, token) = (permit.subject, clock.now(), TransferToken(randomness))
        let row = ArrivalRow(
            id: ids.next(),
            subject: subject,
            tokenIndex: token.index(in: vault),
            madeAt: now,
            expiresAt: now + Self.arrivalPatience,
            usedAt: nil,
            deliveryIndex: nil
        )
        try await store.write { tx in
            try tx.serialise(on: "arrival:\(subject.text)")
            let arrivals = ArrivalRecords(tx)
            try arrivals.withdraw(waitingOf: subject)
            try arrivals.insert(row)
        }
        return ExpectedArrival(token: token, expiresAt: row.expiresAt)
    }

    /// Until when somebody's transfer address is good; nil for somebody who has none.
    package func arrivalExpected(of subject: SubjectID) async throws -> Timestamp? {
        let now = clock.now()
        return try await store.read { tx in try ArrivalRecords(tx).expiry(ofWaiting: subject, at: now) }
    }

    /// Begins to take in what another installation brings to a transfer address; `arrived` goes on with it and uses the address up.
    ///
    /// - Parameters:
    ///   - token: what the address ends in.
    ///   - delivery: what the sender calls this delivery, however often it tries.
    /// - Returns: nil when this very delivery is here already, and only its answer was not heard.
    /// - Throws: `Problem` `not_found` for an address that is nobody's, or of somebody whose data may not be used just now; `arrival_over` for
    ///   one that was used or has run out; `import_running`, `too_busy`.
    package func arriving(
        with token: TransferToken,
        delivery: String?
    ) async throws -> ArrivingArchive? {
        let tokenIndex = token.index(in: vault)
        let found = try await store.read { tx in try ArrivalRecords(tx).arrival(tokenIndex) }
        guard let row = found else { throw Problem(.notFound) }
        let index = delivery.map { token.index(of: $0, in: vault) }
        guard row.usedAt == nil else {
            guard let index, row.deliveryIndex == index else { throw Problem(.arrivalOver) }
            return nil
        }
        guard clock.now() < row.expiresAt else { throw Problem(.arrivalOver) }
        do {
            return try await begin(for: row.subject, by: Delivery(arrival: row.id, index: index))
        } catch let problem as Problem where Self.aboutReceivers.contains(problem.code) {
            // Whoever brings something learns nothing of whose it would have been, and keeps it.
            throw Problem(.notFound)
        }
    }

    /// What tells something of the person for whom an archive comes.
    private static let aboutReceivers: Set<Problem.Code> = [.erased, .restricted, .accountRestricted]
}
