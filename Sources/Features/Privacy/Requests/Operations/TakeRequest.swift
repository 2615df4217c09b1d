import Audit
import FoundationEssentials
import Kernel
import Mail
import Purposes
import Store
import Vault

extension RequestDesk {
    /// How many acknowledgements an address gets in a day, and letters about what nobody has verified; requests go on without them.
    static let acknowledgementsPerDay = 5

    /// Takes a request: starts its clock, acknowledges it by mail, and asks for proof where it takes one.
    ///
    /// The answer, the work and the mails are the same whether an address has an account or not. An account that is said to be a
    /// child's is frozen before this returns.
    /// - Throws: `Problem` `region_unknown`, `email_malformed` when there is nowhere to answer.
    package func take(_ new: NewRequest, from asker: RequestAsker) async throws -> TakenRequest {
        try await take(new, from: asker, origin: RequestOrigin())
    }

    func take(
        _ new: NewRequest,
        from asker: RequestAsker,
        origin: RequestOrigin
    ) async throws -> TakenRequest {
        guard let regime = new.regime.map({ office.regimes.regime($0) }) ?? office.regimes.standard else {
            throw Problem(.regionUnknown, field: "region")
        }
        if case .address(nil) = asker, new.kind != .childReport, new.channel != .mail {
            throw Problem(.emailMalformed, field: "email")
        }
        if let source = origin.source, let earlier = try await row(source: source) {
            return TakenRequest(request: earlier.request, link: link(to: earlier.request.id))
        }
        let subject = try await people.correspondent(keptFor: Self.correspondence)
        let found = try await addressee(of: new, asker, otherwise: subject)
        var draft = try await draft(new, under: regime, of: subject, found, asker, origin)
        var acts = [
            try await act(.person, "taken \(new.kind.rawValue)", because: new.channel.rawValue, on: draft)
        ]
        if new.kind == .childReport, let account = draft.request.account {
            acts += [try await freezing(account)].compactMap(\.self)
        }
        let letters = try await letters(for: &draft, to: found?.email, origin)
        let (row, logged) = (draft, acts)
        let history = [
            event(of: row, .received, by: origin.actor, because: new.channel.rawValue),
            event(of: row, row.request.state, by: .system, because: row.request.state.rawValue),
        ]
        let isTaken = try await store.write(surviving: .powerCut) { tx in
            if let source = row.source, try RequestRecords(tx).row(source: source) != nil { return false }
            if new.kind == .childReport, let account = row.request.account,
                try ErasureRecords(tx).isErased(account)
            {
                return false
            }
            try RequestRecords(tx).insert(row)
            for event in history { try RequestEventRecords(tx).insert(event) }
            if new.kind == .childReport, let account = row.request.account {
                _ = try FreezeRecords(tx).insert(account, at: row.request.receivedAt)
            }
            for act in logged { try audit.append(act, in: tx) }
            for letter in letters { try mail.add(letter, in: tx) }
            return true
        }
        mail.wake()
        guard isTaken else { return try await take(new, from: asker, origin: origin) }
        if row.request.state == .open, row.request.verifiedAt != nil { try await perform(row.request.id) }
        let now = try await request(row.request.id)
        return TakenRequest(request: now, link: link(to: row.request.id))
    }

    /// Whom answers go to, and whose account it is; nil where no answer is wanted.
    private func addressee(
        of new: NewRequest,
        _ asker: RequestAsker,
        otherwise subject: SubjectID
    ) async throws -> RequestAddressee? {
        switch asker {
        case .member(let account):
            guard let email = try await people.mailbox(of: account) else { throw Problem(.notFound) }
            return RequestAddressee(account: account, email: email)
        case .address(let typed?):
            return try await people.addressee(typed, otherwise: subject)
        case .address(nil):
            return nil
        }
    }

    private func draft(
        _ new: NewRequest,
        under regime: Regime,
        of subject: SubjectID,
        _ found: RequestAddressee?,
        _ asker: RequestAsker,
        _ origin: RequestOrigin
    ) async throws -> RequestRow {
        let (id, now): (RightsRequestID, Timestamp) = (ids.next(), clock.now())
        let isVerified = if case .member = asker { new.kind.needsVerification } else { false }
        let account = new.kind == .childReport ? try await reported(in: new.text) : found?.account
        var row = RequestRow(
            request: RightsRequest(
                id: id,
                kind: new.kind,
                channel: new.channel,
                regime: regime.id,
                language: new.language,
                state: new.kind.needsVerification && origin.needsProof && !isVerified ? .verifying : .open,
                receivedAt: now,
                dueAt: calendar.end(of: regime.answer, from: now, under: regime),
                extendedAt: nil,
                verifiedAt: isVerified ? now : nil,
                closedAt: nil,
                ground: nil,
                account: account,
                agent: origin.agent
            ),
            subject: subject
        )
        row.source = origin.source
        let permit = try await gate.permit(HonourRights.self, for: subject)
        row.text = try await vault.seal(Data(new.text.utf8), at: .request(id, "text"), under: permit)
        if let email = found?.email {
            row.email = try await vault.seal(Data(email.text.utf8), at: .request(id, "email"), under: permit)
            row.emailIndex = index(of: email)
        }
        if let reference = origin.agentRequest {
            row.agentRequest = try await vault.seal(
                Data(reference.utf8),
                at: .request(id, "agent_request"),
                under: permit
            )
        }
        if let callback = origin.callback {
            row.callback = try await vault.seal(
                Data(callback.utf8),
                at: .request(id, "callback"),
                under: permit
            )
        }
        return row
    }

    /// Whose account a report names; one that was erased a moment ago is nobody's, and its rows tell nobody that it was there.
    private func reported(in text: String) async throws -> SubjectID? {
        guard let account = try await people.account(namedIn: text) else { return nil }
        let refusal = try await gate.refusal(of: ManageAccount.self, for: account)
        return refusal == .erased ? nil : account
    }

    /// The acknowledgement, and the code where it takes one.
    private func letters(
        for row: inout RequestRow,
        to email: EmailAddress?,
        _ origin: RequestOrigin
    ) async throws -> [SealedLetter] {
        guard let email, !origin.isSilent else { return [] }
        let (mark, since) = (index(of: email), clock.now() - .days(1))
        let earlier = try await store.read { tx in try RequestRecords(tx).count(from: mark, since: since) }
        guard earlier < Self.acknowledgementsPerDay else { return [] }
        let request = row.request
        if request.verifiedAt == nil, !allowance.spend(on: mark, at: request.receivedAt) { return [] }
        var letters = [
            try await letter(.requestReceived, about: row, to: email, [.time: request.dueAt.inMail])
        ]
        if request.state == .verifying {
            let code = RequestCode(randomness)
            row.code = code.index(in: vault, for: request.id)
            row.codeMadeAt = request.receivedAt
            row.codes = 1
            letters.append(try await letter(code, about: row, to: email))
        }
        return letters
    }

    /// What freezing an account on a report logs, for its person too; nil for one that was erased in between.
    private func freezing(_ account: SubjectID) async throws -> PreparedAct? {
        do {
            return try await audit.prepare(
                .restriction,
                about: account,
                [.role: "system", .reason: "child", .what: "freeze"]
            )
        } catch let problem as Problem where problem.code == .erased {
            return nil
        }
    }
}

/// Where a request comes from, beside the person.
struct RequestOrigin: Sendable {
    /// The keyed hash of what would be the same request again: a mail's id, an agent's own number.
    var source: Data?
    /// Whether nobody is written to at once: a machine sent the mail, or an agent asks for what takes no proof.
    var isSilent = false
    /// False for an agent's demand that shows and changes nothing of anybody's.
    var needsProof = true
    var agent: String?
    var agentRequest: String?
    var callback: String?

    var actor: RequestActor { agent.map { .agent($0) } ?? .person }
}
