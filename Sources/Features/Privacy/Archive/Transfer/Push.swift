import FoundationEssentials
package import Kernel

enum PushKind: Identified {
    static let idPrefix = "psh"
}

typealias PushID = ID<PushKind>

/// An archive on its way to another installation, as its person sees it.
package struct Push: Hashable, Sendable {
    package enum Status: String, CaseIterable, Sendable {
        case sending
        /// The other server has it; here it is gone.
        case sent
        /// The other server will not have it; it can still be fetched.
        case refused
        /// The other server could not be asked; it can still be fetched.
        case failed
    }

    package let status: Status
    /// Why it was not taken; while it is being sent, what came of the last try.
    package let reason: PushReason?
    /// The status with which the other server refused it.
    package let answer: Int?
    package let askedAt: Timestamp
    package let endedAt: Timestamp?
}

/// A push as it lies in the database.
struct PushRow: Sendable {
    let id: PushID
    let subject: SubjectID
    let export: ExportID
    /// Where it goes, sealed; nil once it has ended.
    let address: Data?
    let status: Push.Status
    let reason: PushReason?
    let answer: Int?
    let tries: Int
    let askedAt: Timestamp
    let endedAt: Timestamp?
}

extension Push {
    init(_ row: PushRow) {
        status = row.status
        reason = row.reason
        answer = row.answer
        askedAt = row.askedAt
        endedAt = row.endedAt
    }
}
