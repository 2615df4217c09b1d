import Audit
import FoundationEssentials
import Kernel
import Mail
import Queue
import Store

extension RequestDesk {
    /// Takes a request back, for whoever has its link.
    /// - Throws: `Problem` `not_found`, `request_closed`.
    package func withdraw(_ link: RequestLink) async throws {
        try require(link)
        try await withdraw(link.request, by: .person)
    }

    func withdraw(_ id: RightsRequestID, by actor: RequestActor) async throws {
        let row = try await row(id)
        // Freezing stays: a report that is taken back may be right all the same, and staff check it.
        guard row.request.kind != .childReport else { throw Problem(.requestActionUnsuitable) }
        try await close(row, RequestEnd(state: .withdrawn), by: actor, because: "withdrawn")
    }

    /// Ends a request: state, history, log and answer change together, once.
    ///
    /// Where the account is gone, other requests about it end too: nothing is left that they could be about.
    /// - Throws: `Problem` `request_closed` when somebody was faster.
    func close(
        _ row: RequestRow,
        _ end: RequestEnd,
        by actor: RequestActor,
        because reason: String,
        saying text: String? = nil,
        isGone: Bool? = nil
    ) async throws {
        let isGone = isGone ?? (row.request.kind == .deletion && end.state == .fulfilled)
        var end = end
        if let text { end.answer = try await sealed(text, at: .request(row.request.id, "answer"), of: row) }
        var others: [RequestRow] = []
        if isGone, let account = row.request.account {
            let id = row.request.id
            others = try await store.read { tx in try RequestRecords(tx).open(about: account, but: id) }
        }
        var ends = [try await prepared(row, end, by: actor, because: reason, saying: text)]
        for other in others {
            let gone = RequestEnd(state: other.request.kind == .childReport ? .fulfilled : .withdrawn)
            ends.append(try await prepared(other, gone, by: .system, because: "account erased", saying: nil))
        }
        let (all, now) = (ends, clock.now())
        try await store.write(surviving: .powerCut) { tx in
            for (place, next) in all.enumerated() {
                let isOurs = try RequestRecords(tx).close(next.id, next.end, at: now, forgetting: isGone)
                guard isOurs else {
                    // Another request that was answered in between is answered; this one must not be twice.
                    if place == 0 { throw Problem(.requestClosed) }
                    continue
                }
                try RequestEventRecords(tx).insert(next.event)
                for act in next.acts { try audit.append(act, in: tx) }
                if let letter = next.letter { try mail.add(letter, in: tx) }
                try tellAgent(of: next.row, in: tx)
            }
        }
        mail.wake()
        queue.wake()
    }

    private struct PreparedEnd: Sendable {
        let row: RequestRow
        let end: RequestEnd
        let event: RequestEventRow
        let acts: [PreparedAct]
        let letter: SealedLetter?

        var id: RightsRequestID { row.request.id }
    }

    private func prepared(
        _ row: RequestRow,
        _ end: RequestEnd,
        by actor: RequestActor,
        because reason: String,
        saying text: String?
    ) async throws -> PreparedEnd {
        let what = end.state.rawValue
        return PreparedEnd(
            row: row,
            end: end,
            event: event(of: row, end.state, by: actor, because: reason),
            acts: [try await act(actor, what, because: end.ground?.rawValue ?? reason, on: row)]
                + (try await ownAct(actor, what, on: row)),
            letter: try await answer(to: row, end, saying: text)
        )
    }

    /// The mail that ends a request; of a child report it is the same whatever was found.
    private func answer(
        to row: RequestRow,
        _ end: RequestEnd,
        saying text: String?
    ) async throws -> SealedLetter? {
        guard let email = try await email(of: row) else { return nil }
        if row.request.kind == .childReport {
            return try await letter(.childReportAnswered, about: row, to: email)
        }
        if row.request.verifiedAt == nil, [.withdrawn, .expired].contains(end.state) {
            guard allowance.spend(on: index(of: email), at: clock.now()) else { return nil }
        }
        let language = row.request.language
        switch end.state {
        case .fulfilled:
            let told = text ?? words.done(row.request.kind, language)
            return try await letter(
                .requestFulfilled,
                about: row,
                to: email,
                told.map { [.reason: $0] } ?? [:]
            )
        case .partly:
            return try await letter(.requestPartly, about: row, to: email, refusal(end, text, language))
        case .refused:
            return try await letter(.requestRefused, about: row, to: email, refusal(end, text, language))
        case .withdrawn:
            return try await letter(.requestWithdrawn, about: row, to: email)
        case .expired:
            return try await letter(.requestExpired, about: row, to: email)
        case .received, .verifying, .open:
            return nil
        }
    }

    /// Why not, and where one can complain (GDPR, article 12(4)).
    private func refusal(
        _ end: RequestEnd,
        _ text: String?,
        _ language: Language
    ) -> [MailPlaceholder: String] {
        let ground = end.ground.map { words.ground($0, language) }
        var values: [MailPlaceholder: String] = [
            .reason: [ground, text].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
        ]
        values[.place] = office.authority
        return values
    }
}
