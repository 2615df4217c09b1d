import Audit
import FoundationEssentials
import Kernel
import Mail
import Purposes
import Queue
import Store

/// What staff do about a request.
package enum RequestAction: Sendable {
    /// The person has shown in another way that it is them.
    case verify
    case extend(reason: String)
    /// Does at once what a verified deletion, or a child report that is right, asks for.
    case erase
    /// A child report was wrong.
    case release
    case fulfil(answer: String)
    case partly(RefusalGround, answer: String)
    case refuse(RefusalGround, answer: String)
    case note(String)
}

extension RequestDesk {
    package static let longestAnswer = 500

    /// Does what a member of staff decided about a request.
    /// - Throws: `Problem` `not_found`, `right_missing` for a request about themselves, `request_closed`, `request_action_unsuitable`, `extension_late`, `text_malformed`.
    package func act(_ action: RequestAction, on id: RightsRequestID, by staff: RequestActor) async throws {
        let row = try await row(id)
        if case .staff(let member, _) = staff, member == row.request.account { throw Problem(.rightMissing) }
        guard !row.request.state.isClosed else { throw Problem(.requestClosed) }
        switch action {
        case .verify: try await verify(row, by: staff)
        case .extend(let reason): try await extend(row, because: try words(reason), by: staff)
        case .erase: try await erase(row, by: staff)
        case .release: try await release(row, by: staff)
        case .fulfil(let answer):
            try requireAnswerable(row)
            try await close(
                row,
                RequestEnd(state: .fulfilled),
                by: staff,
                because: "answered",
                saying: try words(answer),
                isGone: false
            )
        case .partly(let ground, let answer):
            try requireAnswerable(row)
            let end = RequestEnd(state: .partly, ground: ground)
            try await close(row, end, by: staff, because: "answered", saying: try words(answer))
        case .refuse(let ground, let answer):
            guard row.request.kind != .childReport else { throw Problem(.requestActionUnsuitable) }
            let end = RequestEnd(state: .refused, ground: ground)
            try await close(row, end, by: staff, because: "refused", saying: try words(answer))
        case .note(let text): try await note(try words(text), on: row, by: staff)
        }
    }

    private func words(_ text: String) throws(Problem) -> String {
        let words = try NewRequest.words(text, upTo: Self.longestAnswer, field: "reason")
        guard words.contains(where: { !$0.isWhitespace }) else {
            throw Problem(.textMalformed, field: "reason", ["limit": "\(Self.longestAnswer)"])
        }
        return words
    }

    /// What shows or changes somebody's data is done for nobody who has not shown that it is theirs.
    private func requireAnswerable(_ row: RequestRow) throws(Problem) {
        let request = row.request
        guard request.kind != .childReport, !request.kind.needsVerification || request.verifiedAt != nil
        else {
            throw Problem(.requestActionUnsuitable, field: "action")
        }
    }

    private func verify(_ row: RequestRow, by staff: RequestActor) async throws {
        guard row.request.state == .verifying else {
            throw Problem(.requestActionUnsuitable, field: "action")
        }
        let (id, now) = (row.request.id, clock.now())
        var verified = row
        verified.request = row.request.verified(at: now)
        let history = event(of: row, .open, by: staff, because: "by hand")
        let acts =
            [try await act(staff, "verified", because: "by hand", on: verified)]
            + (try await ownAct(staff, "verified", on: row))
        try await store.write(surviving: .powerCut) { tx in
            guard try RequestRecords(tx).set(.open, of: id, from: [.verifying]) else {
                throw Problem(.requestClosed)
            }
            try RequestRecords(tx).verify(id, at: now)
            try RequestEventRecords(tx).insert(history)
            for act in acts { try audit.append(act, in: tx) }
            try tellAgent(of: row, in: tx)
        }
        queue.wake()
    }

    /// Moves the deadline once, inside the first period, and says why (GDPR, article 12(3)).
    private func extend(_ row: RequestRow, because reason: String, by staff: RequestActor) async throws {
        let (request, now) = (row.request, clock.now())
        guard request.extendedAt == nil, now <= request.dueAt else { throw Problem(.extensionLate) }
        let regime = regime(of: request)
        let due = calendar.end(of: regime.extended, from: request.receivedAt, under: regime)
        let noteID: RowID = ids.next()
        let note = try await sealed(reason, at: .requestNote(noteID), of: row)
        let history = event(of: row, request.state, by: staff, because: "extended", note: note, id: noteID)
        let acts =
            [try await act(staff, "extended", because: reason, on: row)]
            + (try await ownAct(staff, "extended", on: row))
        var letter: SealedLetter?
        if let email = try await email(of: row) {
            let values: [MailPlaceholder: String] = [.reason: reason, .time: due.inMail]
            letter = try await self.letter(.requestExtended, about: row, to: email, values)
        }
        let told = letter
        try await store.write(surviving: .powerCut) { tx in
            guard try RequestRecords(tx).extend(request.id, to: due, at: now) else {
                throw Problem(.extensionLate)
            }
            try RequestEventRecords(tx).insert(history)
            for act in acts { try audit.append(act, in: tx) }
            if let told { try mail.add(told, in: tx) }
            try tellAgent(of: row, in: tx)
        }
        mail.wake()
        queue.wake()
    }

    /// Only after a check: of a deletion by the person, of a child report by staff.
    private func erase(_ row: RequestRow, by staff: RequestActor) async throws {
        let request = row.request
        let isChecked =
            request.kind == .childReport || (request.kind == .deletion && request.verifiedAt != nil)
        guard isChecked, let account = request.account else {
            throw Problem(.requestActionUnsuitable, field: "action")
        }
        try await privacy.erase(account, because: .asked)
        try await close(row, RequestEnd(state: .fulfilled), by: staff, because: "erased", isGone: true)
    }

    /// Ends a child report that found no child; the answer is that of one that did.
    private func release(_ row: RequestRow, by staff: RequestActor) async throws {
        guard row.request.kind == .childReport else {
            throw Problem(.requestActionUnsuitable, field: "action")
        }
        if let account = row.request.account, case .staff(_, let role) = staff {
            do {
                let act = try await audit.prepare(
                    .restriction,
                    about: account,
                    [.role: role, .reason: "child", .what: "release"]
                )
                try await privacy.release(account, logging: [act])
            } catch let problem as Problem where problem.code == .erased {
                // Gone in between: there is nothing to release.
            }
        }
        try await close(row, RequestEnd(state: .fulfilled), by: staff, because: "released", isGone: false)
    }

    private func note(_ text: String, on row: RequestRow, by staff: RequestActor) async throws {
        let id: RowID = ids.next()
        let note = try await sealed(text, at: .requestNote(id), of: row)
        let history = event(of: row, row.request.state, by: staff, because: "note", note: note, id: id)
        let acts =
            [try await act(staff, "note", because: nil, on: row)] + (try await ownAct(staff, "note", on: row))
        try await store.write { tx in
            try RequestEventRecords(tx).insert(history)
            for act in acts { try audit.append(act, in: tx) }
        }
    }
}
