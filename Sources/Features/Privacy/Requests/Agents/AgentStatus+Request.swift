import FoundationEssentials
import Kernel

extension RequestDesk {
    /// A request as its agent sees it.
    func status(of id: RightsRequestID) async throws -> AgentStatus {
        let row = try await row(id)
        let (request, stage) = (row.request, AgentStage(row.request))
        var reference: String?
        if let sealed = row.agentRequest { reference = try await opened(sealed, of: row) }
        let isVerifying = request.state == .verifying
        let end = archiveEnd(of: row)
        return AgentStatus(
            requestID: request.id.text,
            agentRequestID: reference,
            receivedAt: request.receivedAt.description,
            expectedBy: request.dueAt.description,
            processingDetails: stage.details,
            status: stage.status,
            reason: stage.reason,
            verificationURL: isVerifying ? words.status(link(to: id), request.language) : nil,
            resultsURL: end == nil ? nil : words.archive(request.language),
            expiresAt: isVerifying ? request.dueAt.description : end?.description
        )
    }

    /// Until when the person can fetch the archive that a request had made; nil for one that had none made, or that staff
    /// answered in words of their own.
    private func archiveEnd(of row: RequestRow) -> Timestamp? {
        guard row.request.state == .fulfilled, row.answer == nil else { return nil }
        switch row.request.kind {
        case .access, .portability: return row.request.closedAt.map { $0 + Archives.patience }
        case .correction, .deletion, .restriction, .objection, .childReport, .other: return nil
        }
    }
}

/// A state in the protocol's words (section 3.02).
struct AgentStage {
    let status: String
    let reason: String?
    let details: String

    init(_ request: RightsRequest) {
        switch request.state {
        case .received:
            (status, reason, details) = ("open", nil, "The request was received.")
        case .verifying:
            (status, reason, details) = (
                "in_progress", "need_user_verification",
                "A code was sent to the address; the person enters it at user_verification_url."
            )
        case .open:
            (status, reason, details) = (
                "in_progress", nil,
                request.extendedAt == nil
                    ? "The request is being worked on."
                    : "The request takes longer; the person was told why."
            )
        case .fulfilled:
            (status, reason, details) = ("fulfilled", nil, "Done; the person was told by mail.")
        case .partly:
            (status, reason, details) = (
                "fulfilled", nil, "Done in part; the person was told by mail what and why."
            )
        case .refused:
            (status, reason, details) = (
                "denied", request.ground?.agentReason ?? "other",
                "Refused; the person was told by mail why, and where to complain."
            )
        case .withdrawn:
            (status, reason, details) = ("revoked", nil, "The request was taken back.")
        case .expired:
            (status, reason, details) = ("denied", "insuf_verification", "The code was not entered in time.")
        }
    }
}

extension RefusalGround {
    fileprivate var agentReason: String {
        switch self {
        case .notVerified: "insuf_verification"
        case .nothingHeld: "no_match"
        case .mustKeep, .notCovered: "claim_not_covered"
        case .excessive: "too_many_requests"
        case .othersRights: "other"
        }
    }
}
