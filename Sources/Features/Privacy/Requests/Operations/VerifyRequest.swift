import Audit
import FoundationEssentials
import Kernel
import Mail
import Queue
import Store

extension RequestDesk {
    /// Takes the code that went to the address, once, and does what was asked where that needs nobody.
    /// - Throws: `Problem` `not_found`; `request_closed` for a request that waits for no code; `request_code_wrong` for a code
    ///   that is wrong, used, old or of a clock that was set back, and after five tries whatever is typed.
    package func verify(_ link: RequestLink, with code: RequestCode) async throws {
        try require(link)
        let (id, index, now) = (link.request, code.index(in: vault, for: link.request), clock.now())
        let before = try await row(id)
        let history = event(of: before, .open, by: .person, because: "code")
        var verified = before
        verified.request = before.request.verified(at: now)
        let act = try await act(.person, "verified", because: "code", on: verified)
        let isRight = try await store.write(surviving: .powerCut) { tx in
            let requests = RequestRecords(tx)
            guard let row = try requests.row(id) else { throw Problem(.notFound) }
            guard row.request.state == .verifying else { throw Problem(.requestClosed) }
            guard row.codeTries < RequestCode.tries, let made = row.codeMadeAt, let right = row.code,
                made <= now, now < made + RequestCode.lifetime
            else { return false }
            guard Secret(right.base64EncodedString()).matches(index.base64EncodedString()) else {
                try requests.countTry(id)
                return false
            }
            try requests.verify(id, at: now)
            _ = try requests.set(.open, of: id, from: [.verifying])
            try RequestEventRecords(tx).insert(history)
            try audit.append(act, in: tx)
            try tellAgent(of: row, in: tx)
            return true
        }
        guard isRight else { throw Problem(.requestCodeWrong, field: "code") }
        queue.wake()
        try await perform(id)
    }

    /// Sends another code; the one before it is no longer good, unless the address has had enough letters today.
    /// - Throws: `Problem` `not_found`, `request_closed`, `request_codes_used_up`.
    package func sendCode(for link: RequestLink) async throws {
        try require(link)
        let row = try await row(link.request)
        guard row.request.state == .verifying, let email = try await email(of: row) else {
            throw Problem(.requestClosed)
        }
        guard row.codes < RequestCode.limit, allowance.spend(on: self.index(of: email), at: clock.now())
        else { throw Problem(.requestCodesUsedUp) }
        let code = RequestCode(randomness)
        let letter = try await letter(code, about: row, to: email)
        let (index, now, id) = (code.index(in: vault, for: link.request), clock.now(), link.request)
        try await store.write { tx in
            guard let row = try RequestRecords(tx).row(id), row.request.state == .verifying,
                row.codes < RequestCode.limit
            else { throw Problem(.requestCodesUsedUp) }
            try RequestRecords(tx).setCode(index, of: id, at: now)
            try mail.add(letter, in: tx)
        }
        mail.wake()
    }
}

extension RightsRequest {
    func verified(at now: Timestamp) -> RightsRequest {
        RightsRequest(
            id: id,
            kind: kind,
            channel: channel,
            regime: regime,
            language: language,
            state: .open,
            receivedAt: receivedAt,
            dueAt: dueAt,
            extendedAt: extendedAt,
            verifiedAt: now,
            closedAt: closedAt,
            ground: ground,
            account: account,
            agent: agent
        )
    }
}
