import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `privacy_request_event`: appended to, and at the end freed of staff's notes.
struct RequestEventRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ event: RequestEventRow) throws {
        // A clock that was set back must not turn a history round.
        let latest: Timestamp? = try tx.first(
            "SELECT max(at) AS latest FROM privacy_request_event WHERE request_id = \(event.request)"
        ) { try $0.get("latest") }.flatMap { $0 }
        try tx.run(
            """
            INSERT INTO privacy_request_event (id, request_id, at, state, actor, actor_name, reason, note)
            VALUES (\(event.id), \(event.request), \(max(event.at, latest ?? event.at)), \(event.state), \(event.actor),
                \(event.actorName), \(event.reason), \(event.note?.bytes))
            """
        )
    }

    /// A request's history, oldest first.
    func events(of request: RightsRequestID) throws -> [RequestEventRow] {
        try tx.all(
            """
            SELECT id, request_id, at, state, actor, actor_name, reason, note FROM privacy_request_event
            WHERE request_id = \(request) ORDER BY at, id
            """
        ) { row in
            let id: RowID = try row.get("id")
            let note: Data? = try row.get("note")
            return try RequestEventRow(
                id: id,
                request: row.get("request_id"),
                at: row.get("at"),
                state: row.get("state"),
                actor: row.get("actor"),
                actorName: row.get("actor_name"),
                reason: row.get("reason"),
                note: note.map { Sealed($0, at: .requestNote(id)) }
            )
        }
    }
}

struct RequestEventRow: Sendable {
    let id: RowID
    let request: RightsRequestID
    let at: Timestamp
    let state: RequestState
    let actor: String
    let actorName: String?
    /// A word of a closed list.
    let reason: String
    var note: Sealed?
}
