package import Kernel
import Store

extension RequestDesk {
    package static let listLimit = 200

    /// Where a request stands, for whoever has its link.
    /// - Throws: `Problem` `not_found`.
    package func request(by link: RequestLink) async throws -> RightsRequest {
        try require(link)
        return try await row(link.request).request
    }

    /// Where a request stands, for the account that it is about.
    /// - Throws: `Problem` `not_found`, also for somebody else's and for what nobody has verified.
    package func request(_ id: RightsRequestID, of account: SubjectID) async throws -> RightsRequest {
        let row = try await row(id)
        guard row.request.account == account, row.request.verifiedAt != nil else { throw Problem(.notFound) }
        return row.request
    }

    /// What somebody with an account has asked for, newest first.
    package func requests(of account: SubjectID) async throws -> [RightsRequest] {
        try await store.read { tx in try RequestRecords(tx).verified(of: account, limit: Self.listLimit) }
            .map(\.request)
    }

    /// The queue: open requests, those that are due first at the top; or answered ones, newest first.
    package func requests(areOpen: Bool) async throws -> [RightsRequest] {
        try await store.read { tx in
            let requests = RequestRecords(tx)
            return try areOpen ? requests.open(limit: Self.listLimit) : requests.closed(limit: Self.listLimit)
        }
        .map(\.request)
    }

    /// A request with what was written, for staff.
    /// - Throws: `Problem` `not_found`.
    package func file(of id: RightsRequestID) async throws -> RequestFile {
        let row = try await row(id)
        let rows = try await store.read { tx in try RequestEventRecords(tx).events(of: id) }
        var events: [RequestEvent] = []
        for event in rows {
            var note: String?
            if let sealed = event.note { note = try await opened(sealed, of: row) }
            events.append(
                RequestEvent(
                    at: event.at,
                    state: event.state,
                    actor: event.actor,
                    actorName: event.actorName,
                    reason: event.reason,
                    note: note
                )
            )
        }
        var (text, answer): (String?, String?)
        if let sealed = row.text { text = try await opened(sealed, of: row) }
        if let sealed = row.answer { answer = try await opened(sealed, of: row) }
        return RequestFile(
            request: row.request,
            text: text,
            email: try await email(of: row),
            answer: answer,
            events: events
        )
    }

    func request(_ id: RightsRequestID) async throws -> RightsRequest { try await row(id).request }
}
