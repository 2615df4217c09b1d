package import Audit
import FoundationEssentials
package import Kernel
import Purposes
import Store
import Vault

extension Privacy {
    /// Proposes to hold a record; in force once somebody else of the staff has approved.
    ///
    /// Holds on one job's records share a keeper: the job goes to one, and takes its pictures' rows with it when that one goes.
    /// - Throws: `Problem` `not_found` for a record that is nobody's.
    package func propose(
        _ proposal: HoldProposal,
        by proposer: SubjectID,
        logging acts: [PreparedAct] = []
    ) async throws -> Hold {
        let content = content
        let (owner, other, sibling) = try await store.read { tx in
            (
                try content.owner(of: proposal.record, in: tx),
                try HoldRecords(tx).open(on: proposal.record),
                try content.sibling(of: proposal.record, in: tx)
            )
        }
        guard let owner else { throw Problem(.notFound, field: "record") }
        // One keeper a record: a second hold on it would be left without.
        if let other { throw other.problem }
        let (id, now): (HoldID, Timestamp) = (ids.next(), clock.now())
        let keeper = try await keeper(sharedWith: sibling)
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
        do {
            try await log("propose", hold, acts) { tx in
                let holds = HoldRecords(tx)
                if let faster = try holds.open(on: proposal.record) { throw faster.problem }
                guard try content.sibling(of: proposal.record, in: tx)?.keeper == sibling?.keeper else {
                    throw KeeperChanged()
                }
                try holds.insert(hold, words: words)
                return true
            }
        } catch is KeeperChanged {
            return try await propose(proposal, by: proposer, logging: acts)
        }
        return hold
    }

    private func keeper(sharedWith sibling: Hold?) async throws -> SubjectID {
        if let sibling { return sibling.keeper }
        let keeper: SubjectID = ids.next()
        try await ring.makeKey(for: keeper)
        return keeper
    }

    /// Puts a hold in force.
    /// - Throws: `Problem` `second_approver_required` for whoever proposed it; `not_found`, also for a record whose person is being
    ///   erased, or has all that they made be deleted just now.
    package func approve(
        _ id: HoldID,
        by approver: SubjectID,
        logging acts: [PreparedAct] = []
    ) async throws -> Hold {
        let hold = try await hold(id)
        guard hold.proposer != approver else { throw Problem(.secondApproverRequired) }
        let now = clock.now()
        try await log("approve", hold, acts) { tx in
            // What an erasure keeps it looks up once its ledger line is there: from then on nothing can be added.
            guard try !ErasureRecords(tx).isErased(hold.subject) else { throw Problem(.notFound) }
            guard try !RemovalRecords(tx).isTaking(from: hold.subject) else { throw Problem(.notFound) }
            return try HoldRecords(tx).approve(id, by: approver, at: now)
        }
        return try await self.hold(id)
    }

    /// Ends a hold; what it kept from an erasure goes now.
    package func lift(_ id: HoldID, logging acts: [PreparedAct] = []) async throws {
        let (hold, now) = (try await hold(id), clock.now())
        try await log("lift", hold, acts) { tx in try HoldRecords(tx).lift(id, at: now) }
        await checkpoint.reach("hold.lifted")
        try await resumeErasures()
    }

    /// Goes on with what lifted holds held up: wipes, and the end of their keepers, whose keys open the words of the hold and what
    /// was kept under it.
    ///
    /// Upkeep calls it again for what a crash left.
    func endLiftedHolds() async throws {
        let lifted = try await store.read { tx in try HoldRecords(tx).lifted(limit: Self.holdLimit) }
        for hold in lifted {
            let others = try await store.read { tx in try HoldRecords(tx).open(keptBy: hold.keeper) }
            guard others.isEmpty else {
                try await endAlone(hold)
                continue
            }
            _ = try await store.write { tx in try RemovalRecords(tx).reopen(of: hold.subject) }
            try await erase(hold.keeper, because: .released)
        }
    }

    /// Ends a hold whose keeper stays for others: what was kept under it alone goes, and its line, whose words the key would open.
    private func endAlone(_ hold: Hold) async throws {
        if hold.isOrphaned {
            do {
                switch hold.record {
                case .image(let image): try await remove(image, of: hold.keeper)
                case .job: _ = try await remove(.content, of: hold.keeper, after: .none)
                }
            } catch let problem as Problem where [.notFound, .held].contains(problem.code) {
                // Gone before a crash, or a part of a job that is held whole.
            }
        }
        try await store.write { tx in
            _ = try RemovalRecords(tx).reopen(of: hold.subject)
            try HoldRecords(tx).delete(hold.id)
        }
    }

    /// Holds that are proposed or in force.
    package func openHolds() async throws -> [Hold] {
        try await store.read { tx in try HoldRecords(tx).open(limit: Self.holdLimit) }
    }

    /// How many holds wait for a second person, or for a review that is due.
    package func waitingHolds() async throws -> Int {
        let now = clock.now()
        return try await openHolds().filter { !$0.isInForce || $0.isReviewDue(at: now) }.count
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

/// Another hold on the same job was proposed or lifted in between.
private struct KeeperChanged: Error {}

extension SubjectContent {
    /// What is proposed or in force on a record of the same job and owner.
    fileprivate func sibling(of record: RecordName, in tx: Transaction) throws -> Hold? {
        guard let job = try job(of: record, in: tx), let owner = try owner(of: record, in: tx) else {
            return nil
        }
        return try HoldRecords(tx).open(of: owner).first { try self.job(of: $0.record, in: tx) == job }
    }

    private func job(of record: RecordName, in tx: Transaction) throws -> JobID? {
        switch record {
        case .image(let id): try job(of: id, in: tx)
        case .job(let id): id
        }
    }
}
