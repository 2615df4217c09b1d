import Engines
import Kernel
import Store

/// The SQL of `studio_call`: which servers were asked for a person's pictures, and with what of theirs.
///
/// It is the ledger of what went to whom: its rows stay when a picture is deleted, and go with their person.
struct CallRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ call: EngineCall) throws {
        let fields = call.fields.map(\.rawValue).sorted().joined(separator: " ")
        try tx.run(
            """
            INSERT INTO studio_call
                (id, subject_id, job_id, position, engine, lane, model, recipient, fields, begun_at)
            VALUES (\(call.id), \(call.picture.subject), \(call.picture.job), \(call.picture.position),
                \(call.engine), \(call.lane), \(call.model), \(call.recipient), \(fields), \(call.begunAt))
            """
        )
    }

    func finish(_ id: EngineCallID, _ end: EngineCallEnd, at now: Timestamp) throws {
        try tx.run(
            """
            UPDATE studio_call SET ended_at = \(now), outcome = \(end.outcome), server_id = \(end.serverID),
                input_tokens = \(end.usage?.input), output_tokens = \(end.usage?.output),
                text_tokens = \(end.usage?.text)
            WHERE id = \(id)
            """
        )
    }

    /// The calls for a picture, the oldest first.
    func past(of picture: PictureKey) throws -> [PastCall] {
        try tx.all(
            """
            SELECT id, engine, model, outcome FROM studio_call
            WHERE job_id = \(picture.job) AND position = \(picture.position) ORDER BY id
            """
        ) { row in
            try PastCall(
                id: row.get("id"),
                engine: row.get("engine"),
                model: row.get("model"),
                outcome: row.get("outcome")
            )
        }
    }

    /// How often others were asked for somebody's pictures.
    func calls(toOthersFor subject: SubjectID, since start: Timestamp) throws -> Int {
        try tx.first(
            """
            SELECT count(*) AS number FROM studio_call
            WHERE subject_id = \(subject) AND recipient IS NOT NULL AND begun_at >= \(start)
            """
        ) { try $0.get("number") } ?? 0
    }

    func hand(callsOf job: JobID, to taker: SubjectID) throws {
        try tx.run("UPDATE studio_call SET subject_id = \(taker) WHERE job_id = \(job)")
    }
}
