import Kernel
import Purposes

extension RequestDesk {
    /// Does for a verified request what the account's own button does, and answers; where that takes a person, nothing.
    ///
    /// Upkeep calls it again for what a crash left open.
    func perform(_ id: RightsRequestID) async throws {
        let row = try await row(id)
        guard row.request.state == .open, let verifiedAt = row.request.verifiedAt,
            let account = row.request.account,
            try await isProof(row, of: account),
            try await fulfil(row.request, of: account, verifiedAt: verifiedAt)
        else { return }
        do {
            try await close(row, RequestEnd(state: .fulfilled), by: .system, because: "done")
        } catch let problem as Problem where problem.code == .requestClosed {
            // Done twice at once, which is done.
        }
    }

    /// Whether what was shown is as much as the account's own button asks for: a code to the mailbox is not, where a second
    /// factor was set against whoever reads the mails.
    private func isProof(_ row: RequestRow, of account: SubjectID) async throws -> Bool {
        guard row.codes > 0 else { return true }
        return try await !people.hasSecondFactor(account)
    }

    /// - Returns: false where a person has to do it.
    private func fulfil(
        _ request: RightsRequest,
        of account: SubjectID,
        verifiedAt: Timestamp
    ) async throws -> Bool {
        switch request.kind {
        case .deletion:
            do {
                try await privacy.erase(account, because: .asked)
            } catch let problem as Problem where problem.code == .lastOwner {
                return false
            }
            return true
        case .access, .portability:
            // Whoever cannot sign in cannot fetch an archive.
            let refusal = try await gate.refusal(of: ManageAccount.self, for: account)
            guard refusal == nil else { return false }
            try await pack(for: account, since: verifiedAt, in: request.language)
            return true
        case .restriction:
            let refusal = try await gate.refusal(of: ManageAccount.self, for: account)
            guard refusal != .erased else { return false }
            try await privacy.restrict(account, by: .person)
            return true
        case .correction, .objection, .childReport, .other:
            return false
        }
    }

    /// Has an archive made, unless there is one that is no older than the request's proof: a crash may have come between it
    /// and the answer.
    private func pack(
        for account: SubjectID,
        since verifiedAt: Timestamp,
        in language: Language
    ) async throws {
        if let newest = try await archives.newest(of: account), newest.askedAt >= verifiedAt {
            switch newest.status {
            case .queued, .running, .ready, .sending, .taken: return
            case .expired, .failed: break
            }
        }
        _ = try await archives.ask(for: account, in: language)
    }
}
