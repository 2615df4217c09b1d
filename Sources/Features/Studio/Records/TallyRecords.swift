import Kernel
import Store

/// The sums of `studio_job` that tell of nobody.
struct TallyRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// Uploads are nobody's work.
    private let isWork: SQL = "model <> 'upload'"

    func tally(since start: Timestamp) throws -> JobTally {
        let statuses: [(Job.Status, Int)] = try tx.all(
            "SELECT status, count(*) AS number FROM studio_job WHERE \(isWork) AND created_at >= \(start) GROUP BY status"
        ) { try ($0.get("status"), $0.get("number")) }
        let failures: [(String, Int)] = try tx.all(
            """
            SELECT failure, count(*) AS number FROM studio_job
            WHERE \(isWork) AND created_at >= \(start) AND failure IS NOT NULL GROUP BY failure
            """
        ) { try ($0.get("failure"), $0.get("number")) }
        let models: [ModelTally] = try tx.all(
            """
            SELECT model, count(*) AS ended, sum(status = 'failed') AS failed,
                max(CASE status WHEN 'failed' THEN finished_at END) AS last_failure
            FROM studio_job WHERE \(isWork) AND created_at >= \(start) AND finished_at IS NOT NULL
            GROUP BY model ORDER BY model
            """
        ) {
            try ModelTally(
                model: $0.get("model"),
                ended: $0.get("ended"),
                failed: $0.get("failed"),
                lastFailure: $0.get("last_failure")
            )
        }
        return JobTally(
            byStatus: Dictionary(uniqueKeysWithValues: statuses),
            byFailure: Dictionary(uniqueKeysWithValues: failures),
            byModel: models
        )
    }

    func ended(after start: Timestamp, until end: Timestamp) throws -> Int {
        try tx.first(
            """
            SELECT count(*) AS number FROM studio_job WHERE \(isWork) AND finished_at > \(start) AND finished_at <= \(end)
            """
        ) { try $0.get("number") } ?? 0
    }
}
