import FoundationEssentials
import Kernel
import Store
import Vault

/// Why nothing more of a bulk is ordered.
enum BulkStop: String, Sendable, CaseIterable, SQLConvertible {
    case canceled
    case expired
}

/// How far the work on a bulk is.
enum BulkStage: String, Sendable, CaseIterable, SQLConvertible {
    case reading
    case running
    case ended
}

/// A bulk as it lies in the database: its personal parts sealed.
struct StoredBulk: Sendable {
    let id: BulkID
    let key: APIKeyID?
    let dialect: BulkDialect
    /// `BulkDetails`, JSON.
    let details: Sealed
    let source: StoredFileID?
    let stage: BulkStage
    var stop: BulkStop?
    var failure: String?
    let createdAt: Timestamp
    var begunAt: Timestamp?
    var stoppedAt: Timestamp?
    var endedAt: Timestamp?
    let expiresAt: Timestamp

    var state: Bulk.State {
        switch (stage, stop) {
        case (.ended, _) where failure != nil: .failed
        case (.ended, .canceled): .canceled
        case (.ended, .expired): .expired
        case (.ended, nil): .completed
        case (_, .canceled): .canceling
        case (.reading, _): .reading
        case (.running, _): .running
        }
    }
}

/// A line as it lies in the database.
struct StoredBulkRow: Sendable {
    let id: RowID
    let position: Int
    let name: Sealed?
    /// The request; once it was ordered what its answer must know of it, and gone once it was refused.
    let content: Sealed?
    let status: BatchRow.Status
    let job: JobID?
    let failure: String?
    /// What a refusal said beside its code, JSON.
    let details: Sealed?
}

extension SealedPlace {
    static func details(of bulk: BulkID) -> SealedPlace { SealedPlace("studio_bulk", "details", row: bulk) }

    static func bulkName(of row: RowID) -> SealedPlace { SealedPlace("studio_bulk_row", "name", row: row) }

    static func bulkContent(of row: RowID) -> SealedPlace {
        SealedPlace("studio_bulk_row", "content", row: row)
    }

    static func bulkDetails(of row: RowID) -> SealedPlace {
        SealedPlace("studio_bulk_row", "details", row: row)
    }
}
