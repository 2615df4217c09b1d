package import Audit
import FoundationEssentials
package import Kernel
import Purposes
import Store
import Vault

extension Privacy {
    /// Proposes to hold a record; in force once somebody else of the staff has approved.
    /// - Throws: `Problem` `not_found` for a record that is nobody's.
    package func propose(
        _ proposal: HoldProposal,
        by proposer: SubjectID,
        logging acts: [PreparedAct] = []
    ) async throws -> Hold {
        let content = content
        let owner = try await store.read { tx in try content.owner(of: proposal.record, in: tx) }
        guard let owner else { throw Problem(.notFound, field: "record") }
        // One keeper a record: a second hold on it would be left without.
        if let other = try await openHolds().first(where: { $0.record == proposal.record }) {
            throw other.problem
        }
        let (keeper, id, now): (SubjectID, HoldID, Timestamp) = (ids.next(), ids.next(), clock.now())
        try await ring.makeKey(for: keeper)
        let permit = try await gate.permit(HonourRights.self, for: keeper)
        let words = try await vault.seal(Data(proposal.words.utf8), at: .words(of: id), under: permit)
        let hold = Hold(
            id: id,
            subject: owner,
            keeper: keeper,
            record: proposal.record,
            ground: proposal.ground,
            proposer: proposer,
            approver: nil,
            madeAt: now,
            approvedAt: nil,
            reviewAt: proposal.reviewAt,
            liftedAt: nil
        )
        try await log("propose", hold, acts) { tx in
            try HoldRecords(tx).insert(hold, words: words)
            return true
        }
        return hold
    }

    /// Puts a hold in force.
    /// - Throws: `Problem` `second_approver_required` for whoever proposed it; `not_found`.
    package func approve(
        _ id: HoldID,
        by approver: SubjectID,
        logging acts: [PreparedAct] = []
    ) async throws -> Hold {
        let hold = try await hold(id)
        guard hold.proposer != approver else { throw Problem(.secondApproverRequired) }
        let now = clock.now()
        try await log("approve", hold, acts) { tx in
            try HoldRecords(tx).approve(id, by: approver, at: now)
        }
        return try await self.hold(id)
    }

    /// Ends a hold; what it kept from an erasure goes now.
    package func lift(_ id: HoldID, logging acts: [PreparedAct] = []) async throws {
        let (hold, now) = (try await hold(id), clock.now())
        try await log("lift", hold, acts) { tx in try HoldRecords(tx).lift(id, at: now) }
        await checkpoint.reach("hold.lifted")
        // The keeper's key goes, and with it the words of the hold and what was kept under it.
        if hold.isOrphaned {
            try await erase(hold.keeper, because: .released)
        } else {
            _ = try await store.write { tx in try RemovalRecords(tx).reopen(of: hold.subject) }
            try await resumeErasures()
            try await ring.destroyKey(of: hold.keeper)
        }
    }

    /// Holds that are proposed or in force.
    package func openHolds() async throws -> [Hold] {
        try await store.read { tx in try HoldRecords(tx).open(limit: Self.holdLimit) }
    }

    /// What is held of somebody's, as they may see it.
    package func holds(on subject: SubjectID) async throws -> [Hold] {
        guard !checkpoint.skips("hold") else { return [] }
        return try await store.read { tx in try HoldRecords(tx).inForce(on: subject) }
    }

    /// Who demands a hold, and why.
    package func words(of id: HoldID) async throws -> String? {
        let found = try await store.read { tx -> (Hold, Sealed)? in
            guard let hold = try HoldRecords(tx).hold(id), let words = try HoldRecords(tx).words(id) else {
                return nil
            }
            return (hold, words)
        }
        guard let (hold, sealed) = found, hold.liftedAt == nil else { return nil }
        let permit = try await gate.permit(HonourRights.self, for: hold.keeper)
        return String(decoding: try await vault.open(sealed, under: permit), as: UTF8.self)
    }

    private static let holdLimit = 500

    private func hold(_ id: HoldID) async throws -> Hold {
        guard let hold = try await store.read({ tx in try HoldRecords(tx).hold(id) }) else {
            throw Problem(.notFound)
        }
        return hold
    }

    /// One leaf about the person whose record it is, with the change and only if there is one.
    private func log(
        _ deed: String,
        _ hold: Hold,
        _ acts: [PreparedAct],
        _ change: @escaping @Sendable (Transaction) throws -> Bool
    ) async throws {
        let details: AuditDetails = [.what: "\(deed) \(hold.record.text)", .reason: hold.ground.rawValue]
        let (act, audit) = (try await audit.prepare(.hold, about: hold.subject, details), audit)
        try await store.write(surviving: .powerCut) { tx in
            guard try change(tx) else { return }
            for act in [act] + acts { try audit.append(act, in: tx) }
        }
    }
}
