package import Kernel
import Store

package enum ExportKind: Identified {
    package static let idPrefix = "exp"
}

/// One archive that was asked for.
package typealias ExportID = ID<ExportKind>

/// An archive that was asked for, as its person sees it.
package struct Export: Hashable, Sendable {
    package enum Status: String, Sendable {
        case queued
        case running
        /// It can be fetched or sent, once.
        case ready
        /// It is on its way to another installation, and cannot be fetched meanwhile.
        case sending
        case taken
        case expired
        case failed
    }

    package let id: ExportID
    package let status: Status
    /// From 0 to 1.
    package let progress: Double
    package let askedAt: Timestamp
    package let readyAt: Timestamp?
    /// Until when it can be fetched; nil while it is being made.
    package let expiresAt: Timestamp?
    package let bytes: Int?
    /// How sending it elsewhere went or goes; nil where nobody asked for that.
    package let push: Push?

    /// Whether it is still being made.
    package var isOpen: Bool { status == .queued || status == .running }

    /// - Throws: `Problem` `export_not_ready`, `export_sending`, `export_taken`, `export_expired`, `export_failed`.
    func requireReady() throws(Problem) {
        switch status {
        case .queued, .running: throw Problem(.exportNotReady)
        case .sending: throw Problem(.exportSending)
        case .taken: throw Problem(.exportTaken)
        case .expired: throw Problem(.exportExpired)
        case .failed: throw Problem(.exportFailed)
        case .ready: return
        }
    }
}

/// An export as it lies in the database.
struct ExportRow: Sendable {
    let id: ExportID
    let subject: SubjectID
    let language: Language
    let askedAt: Timestamp
    let readyAt: Timestamp?
    let takenAt: Timestamp?
    let failedAt: Timestamp?
    let expiresAt: Timestamp?
    let bytes: Int?
}

extension Export {
    init(
        _ row: ExportRow,
        progress: Double?,
        push: Push?,
        at now: Timestamp
    ) {
        id = row.id
        askedAt = row.askedAt
        readyAt = row.readyAt
        expiresAt = row.expiresAt
        bytes = row.bytes
        self.push = push
        self.progress = row.readyAt == nil ? progress ?? 0 : 1
        status =
            if row.takenAt != nil {
                .taken
            } else if row.failedAt != nil {
                .failed
            } else if push?.status == .sending {
                .sending
            } else if let end = row.expiresAt {
                end <= now ? .expired : .ready
            } else {
                progress == nil ? .queued : .running
            }
    }
}
