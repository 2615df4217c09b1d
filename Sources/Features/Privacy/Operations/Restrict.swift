package import Audit
package import Kernel
import Queue
import Store

extension Privacy {
    /// Has somebody's data be kept and not used, from the next request on and in what runs within a second.
    ///
    /// `acts` are logged with it beside its own; asking twice changes nothing.
    package func restrict(
        _ subject: SubjectID,
        by origin: Restriction.Origin,
        because reason: String? = nil,
        logging acts: [PreparedAct] = []
    ) async throws {
        let act = try await act("restrict", on: subject, by: origin, because: reason)
        let (audit, content, now) = (audit, content, clock.now())
        let areExempt = checkpoint.skips("job.permission")
        let running = try await store.write(surviving: .powerCut) { tx -> [UUIDv7] in
            guard try RestrictionRecords(tx).insert(origin, subject, at: now) else { return [] }
            for act in [act] + acts { try audit.append(act, in: tx) }
            return try areExempt ? [] : content.stop(ContentChoice(of: subject, madeUntil: now), in: tx)
        }
        for target in running { queue.announceCancel(of: target) }
    }

    /// Lifts a restriction that its person has wanted, at once.
    /// - Throws: `Problem` `restriction_kept` while staff's own stays.
    package func liftRestriction(of subject: SubjectID) async throws {
        let act = try await act("lift", on: subject, by: .person, because: nil)
        let audit = audit
        let isFree = try await store.write(surviving: .powerCut) { tx -> Bool in
            let records = RestrictionRecords(tx)
            if try records.delete(.person, of: subject) { try audit.append(act, in: tx) }
            return try !records.isRestricted(subject)
        }
        guard isFree else { throw Problem(.restrictionKept) }
    }

    /// Has somebody's restrictions end a day from now; they are told at once.
    /// - Returns: when; nil where nothing was restricted.
    @discardableResult
    package func liftRestriction(
        of subject: SubjectID,
        because reason: String,
        logging acts: [PreparedAct] = []
    ) async throws -> Timestamp? {
        let end = clock.now() + Restriction.notice
        let act = try await act("lift", on: subject, by: .staff, because: reason)
        let (audit, send) = (audit, try await notices.liftNotice(to: subject, at: end))
        let liftAt = try await store.write(surviving: .powerCut) { tx -> Timestamp? in
            let records = RestrictionRecords(tx)
            let before = try records.restrictions(of: subject)
            guard !before.isEmpty else { return nil }
            guard before.contains(where: { $0.liftAt == nil }) else {
                return before.compactMap(\.liftAt).max()
            }
            try records.lift(subject, at: end)
            for act in [act] + acts { try audit.append(act, in: tx) }
            try send?(tx)
            return end
        }
        notices.wake()
        return liftAt
    }

    /// Ends restrictions whose people were told a day ago.
    package func endLiftedRestrictions() async throws {
        let now = clock.now()
        _ = try await store.write { tx in try RestrictionRecords(tx).deleteDue(at: now) }
    }

    package func restrictions(of subject: SubjectID) async throws -> [Restriction] {
        try await store.read { tx in try RestrictionRecords(tx).restrictions(of: subject) }
    }

    /// Has one picture be kept and not used.
    /// - Throws: `Problem` `not_found`, for other people's pictures too.
    package func restrict(_ image: ImageID, of subject: SubjectID) async throws {
        let (content, now) = (content, clock.now())
        try await store.write { tx in
            guard try content.owner(of: .image(image), in: tx) == subject else { throw Problem(.notFound) }
            try RestrictionRecords(tx).restrict(image, of: subject, at: now)
        }
    }

    package func liftRestriction(on image: ImageID, of subject: SubjectID) async throws {
        let content = content
        try await store.write { tx in
            guard try content.owner(of: .image(image), in: tx) == subject else { throw Problem(.notFound) }
            try RestrictionRecords(tx).free(image, of: subject)
        }
    }

    private func act(
        _ deed: String,
        on subject: SubjectID,
        by origin: Restriction.Origin,
        because reason: String?
    ) async throws -> PreparedAct {
        var details: AuditDetails = [.what: deed, .role: origin.rawValue]
        details[.reason] = reason
        return try await audit.prepare(.restriction, about: subject, details)
    }
}
