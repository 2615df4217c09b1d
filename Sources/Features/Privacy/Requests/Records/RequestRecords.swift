import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `privacy_request`.
struct RequestRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ row: RequestRow) throws {
        let request = row.request
        try tx.run(
            """
            INSERT INTO privacy_request (id, subject_id, account_id, kind, channel, regime, language, state, received_at,
                due_at, verified_at, email, email_index, text, source_index, agent, agent_request, callback, code_index,
                code_made_at, codes)
            VALUES (\(request.id), \(row.subject), \(request.account), \(request.kind), \(request.channel),
                \(request.regime), \(request.language), \(request.state), \(request.receivedAt), \(request.dueAt),
                \(request.verifiedAt), \(row.email?.bytes), \(row.emailIndex), \(row.text?.bytes), \(row.source),
                \(request.agent), \(row.agentRequest?.bytes), \(row.callback?.bytes), \(row.code), \(row.codeMadeAt),
                \(row.codes))
            """
        )
    }

    func row(_ id: RightsRequestID) throws -> RequestRow? {
        try tx.first(
            "SELECT \(RequestRow.columns) FROM privacy_request WHERE id = \(id)",
            RequestRow.init(row:)
        )
    }

    /// What came from one mail or one agent's request before.
    func row(source: Data) throws -> RequestRow? {
        try tx.first(
            "SELECT \(RequestRow.columns) FROM privacy_request WHERE source_index = \(source)",
            RequestRow.init(row:)
        )
    }

    /// Requests that nobody has answered, those that are due first at the top; the page behind one of them.
    func open(after last: RequestRow? = nil, limit: Int) throws -> [RequestRow] {
        var rest: SQL = ""
        if let last { rest = "AND (due_at, id) > (\(last.request.dueAt), \(last.request.id))" }
        return try tx.all(
            """
            SELECT \(RequestRow.columns) FROM privacy_request WHERE closed_at IS NULL \(rest)
            ORDER BY due_at, id LIMIT \(limit)
            """,
            RequestRow.init(row:)
        )
    }

    /// Answered ones, newest first.
    func closed(limit: Int) throws -> [RequestRow] {
        try tx.all(
            """
            SELECT \(RequestRow.columns) FROM privacy_request WHERE closed_at IS NOT NULL
            ORDER BY closed_at DESC, id DESC LIMIT \(limit)
            """,
            RequestRow.init(row:)
        )
    }

    /// What an account's person has asked for, verified, newest first.
    func verified(of account: SubjectID, limit: Int) throws -> [RequestRow] {
        try tx.all(
            """
            SELECT \(RequestRow.columns) FROM privacy_request
            WHERE account_id = \(account) AND verified_at IS NOT NULL ORDER BY id DESC LIMIT \(limit)
            """,
            RequestRow.init(row:)
        )
    }

    /// Other requests about an account that are not answered yet.
    func open(about account: SubjectID, but id: RightsRequestID) throws -> [RequestRow] {
        try tx.all(
            """
            SELECT \(RequestRow.columns) FROM privacy_request
            WHERE account_id = \(account) AND closed_at IS NULL AND id <> \(id) ORDER BY id
            """,
            RequestRow.init(row:)
        )
    }

    /// How many requests an address sent since a moment.
    func count(from email: Data, since: Timestamp) throws -> Int {
        try tx.first(
            """
            SELECT count(*) AS number FROM privacy_request WHERE email_index = \(email) AND received_at > \(since)
            """
        ) { try $0.get("number") } ?? 0
    }

    /// Whose requests ended before a moment.
    func ended(before limit: Timestamp, atOnce count: Int) throws -> [SubjectID] {
        try tx.all(
            "SELECT subject_id FROM privacy_request WHERE closed_at < \(limit) ORDER BY closed_at LIMIT \(count)"
        ) { try $0.get("subject_id") }
    }

    /// - Returns: whether it was in one of these states.
    func set(_ state: RequestState, of id: RightsRequestID, from before: [RequestState]) throws -> Bool {
        try tx.run(
            "UPDATE privacy_request SET state = \(state) WHERE id = \(id) AND state IN (\(list: before))"
        ) == 1
    }

    func verify(_ id: RightsRequestID, at now: Timestamp) throws {
        try tx.run(
            """
            UPDATE privacy_request SET verified_at = \(now), code_index = NULL, code_made_at = NULL WHERE id = \(id)
            """
        )
    }

    /// - Returns: whether it had not been extended before.
    func extend(_ id: RightsRequestID, to due: Timestamp, at now: Timestamp) throws -> Bool {
        try tx.run(
            """
            UPDATE privacy_request SET due_at = \(due), extended_at = \(now), alarm = 0
            WHERE id = \(id) AND extended_at IS NULL AND closed_at IS NULL
            """
        ) == 1
    }

    /// Ends a request and clears what the law does not list: words, addresses, codes.
    ///
    /// With `forgetting` the account that it was about is gone, and no longer named.
    /// - Returns: whether it was still open.
    func close(_ id: RightsRequestID, _ end: RequestEnd, at now: Timestamp, forgetting: Bool) throws -> Bool {
        let lines = try tx.run(
            """
            UPDATE privacy_request SET state = \(end.state), closed_at = \(now), ground = \(end.ground),
                answer = \(end.answer?.bytes), text = NULL, email = NULL, email_index = NULL, code_index = NULL,
                code_made_at = NULL
            WHERE id = \(id) AND closed_at IS NULL
            """
        )
        guard lines == 1 else { return false }
        try tx.run("UPDATE privacy_request_event SET note = NULL WHERE request_id = \(id)")
        if forgetting { try tx.run("UPDATE privacy_request SET account_id = NULL WHERE id = \(id)") }
        return true
    }

    func forget(account: SubjectID) throws {
        try tx.run("UPDATE privacy_request SET account_id = NULL WHERE account_id = \(account)")
    }

    func setCode(_ code: Data, of id: RightsRequestID, at now: Timestamp) throws {
        try tx.run(
            """
            UPDATE privacy_request SET code_index = \(code), code_made_at = \(now), code_tries = 0, codes = codes + 1
            WHERE id = \(id)
            """
        )
    }

    func countTry(_ id: RightsRequestID) throws {
        try tx.run("UPDATE privacy_request SET code_tries = code_tries + 1 WHERE id = \(id)")
    }

    /// - Returns: whether this reminder had not gone out.
    func raiseAlarm(_ id: RightsRequestID, to stage: Int) throws -> Bool {
        try tx.run("UPDATE privacy_request SET alarm = \(stage) WHERE id = \(id) AND alarm < \(stage)") == 1
    }
}

/// How a request ends.
struct RequestEnd: Sendable {
    let state: RequestState
    var ground: RefusalGround?
    var answer: Sealed?
}

/// A request as it lies in the database: what was written is sealed under the request's own subject.
struct RequestRow: Sendable {
    var request: RightsRequest
    let subject: SubjectID
    var email: Sealed?
    var emailIndex: Data?
    var text: Sealed?
    var source: Data?
    var agentRequest: Sealed?
    var callback: Sealed?
    var answer: Sealed?
    var code: Data?
    var codeMadeAt: Timestamp?
    var codeTries = 0
    var codes = 0
    var alarm = 0
}

extension RequestRow {
    fileprivate static let columns: SQL =
        """
        id, subject_id, account_id, kind, channel, regime, language, state, received_at, due_at, extended_at, verified_at,
        closed_at, ground, answer, email, email_index, text, source_index, agent, agent_request, callback, code_index,
        code_made_at, code_tries, codes, alarm
        """

    fileprivate init(row: Row) throws {
        let id: RightsRequestID = try row.get("id")
        func sealed(_ column: StaticString) throws -> Sealed? {
            let bytes: Data? = try row.get("\(column)")
            return bytes.map { Sealed($0, at: .request(id, column)) }
        }
        try self.init(
            request: RightsRequest(
                id: id,
                kind: row.get("kind"),
                channel: row.get("channel"),
                regime: row.get("regime"),
                language: row.get("language"),
                state: row.get("state"),
                receivedAt: row.get("received_at"),
                dueAt: row.get("due_at"),
                extendedAt: row.get("extended_at"),
                verifiedAt: row.get("verified_at"),
                closedAt: row.get("closed_at"),
                ground: row.get("ground"),
                account: row.get("account_id"),
                agent: row.get("agent")
            ),
            subject: row.get("subject_id"),
            email: sealed("email"),
            emailIndex: row.get("email_index"),
            text: sealed("text"),
            source: row.get("source_index"),
            agentRequest: sealed("agent_request"),
            callback: sealed("callback"),
            answer: sealed("answer"),
            code: row.get("code_index"),
            codeMadeAt: row.get("code_made_at"),
            codeTries: row.get("code_tries"),
            codes: row.get("codes"),
            alarm: row.get("alarm")
        )
    }
}

extension SealedPlace {
    static func request(_ id: RightsRequestID, _ column: StaticString) -> SealedPlace {
        SealedPlace("privacy_request", column, row: id)
    }

    static func requestNote(_ id: RowID) -> SealedPlace {
        SealedPlace("privacy_request_event", "note", row: id)
    }
}
