import Audit
import Foundation
import Kernel
import Mail
import Purposes
import Store
import Vault

/// What the desk's operations share.
extension RequestDesk {
    var calendar: RequestCalendar { RequestCalendar(in: TimeZone(identifier: office.zone) ?? .gmt) }

    /// The keyed hash by which an address's requests are counted.
    func index(of email: EmailAddress) -> Data {
        vault.index(Data(email.text.lowercased().utf8), as: "request address")
    }

    func row(source: Data) async throws -> RequestRow? {
        try await store.read { tx in try RequestRecords(tx).row(source: source) }
    }

    /// - Throws: `Problem` `not_found`.
    func row(_ id: RightsRequestID) async throws -> RequestRow {
        guard let row = try await store.read({ tx in try RequestRecords(tx).row(id) }) else {
            throw Problem(.notFound)
        }
        return row
    }

    func regime(of request: RightsRequest) -> Regime {
        office.regimes.regime(request.regime.rawValue) ?? office.regimes.standard
    }

    func event(
        of row: RequestRow,
        _ state: RequestState,
        by actor: RequestActor,
        because reason: String,
        note: Sealed? = nil,
        id: RowID? = nil
    ) -> RequestEventRow {
        let (word, name): (String, String?) =
            switch actor {
            case .person: ("person", nil)
            case .agent(let agent): ("agent", agent)
            case .staff(let subject, _): ("staff", pseudonym(of: subject))
            case .system: ("system", nil)
            }
        return RequestEventRow(
            id: id ?? ids.next(),
            request: row.request.id,
            at: clock.now(),
            state: state,
            actor: word,
            actorName: name,
            reason: reason,
            note: note
        )
    }

    /// An act about the person: about their account where it is known that it is theirs, else about the request's own subject.
    func act(
        _ actor: RequestActor,
        _ what: String,
        because reason: String?,
        on row: RequestRow
    ) async throws -> PreparedAct {
        let role =
            switch actor {
            case .person: "person"
            case .agent: "agent"
            case .staff(_, let role): role
            case .system: "system"
            }
        var details: AuditDetails = [.role: role, .what: "\(what) \(row.request.id.text)"]
        details[.reason] = reason
        let isKnown = row.request.verifiedAt != nil || row.request.kind == .childReport
        guard isKnown, let account = row.request.account else {
            return try await audit.prepare(.rightsRequest, about: row.subject, details)
        }
        do {
            return try await audit.prepare(.rightsRequest, about: account, details)
        } catch let problem as Problem where problem.code == .erased {
            return try await audit.prepare(.rightsRequest, about: row.subject, details)
        }
    }

    /// What a member of staff did, for the log that is about themselves.
    func ownAct(_ actor: RequestActor, _ what: String, on row: RequestRow) async throws -> [PreparedAct] {
        guard case .staff(let subject, let role) = actor else { return [] }
        return [
            try await audit.prepare(
                .staffActed,
                about: subject,
                [.role: role, .what: "\(what) \(row.request.id.text)"]
            )
        ]
    }

    /// Where answers go; nil when nobody wants one.
    func email(of row: RequestRow) async throws -> EmailAddress? {
        guard let sealed = row.email else { return nil }
        return EmailAddress(try await opened(sealed, of: row))
    }

    func opened(_ sealed: Sealed, of row: RequestRow) async throws -> String {
        let permit = try await gate.permit(HonourRights.self, for: row.subject)
        return String(decoding: try await vault.open(sealed, under: permit), as: UTF8.self)
    }

    func sealed(_ text: String, at place: SealedPlace, of row: RequestRow) async throws -> Sealed {
        let permit = try await gate.permit(HonourRights.self, for: row.subject)
        return try await vault.seal(Data(text.utf8), at: place, under: permit)
    }

    /// A mail about a request, sealed for the request's own subject.
    func letter(
        _ kind: MailKind,
        about row: RequestRow,
        to email: EmailAddress,
        _ values: [MailPlaceholder: String] = [:]
    ) async throws -> SealedLetter {
        let request = row.request
        var all: [MailPlaceholder: String] = [
            .code: request.id.text, .topic: words.kind(request.kind, request.language),
        ]
        if kind.needs.contains(.link) { all[.link] = words.status(link(to: request.id), request.language) }
        let letter = try Letter(
            kind,
            to: email,
            in: request.language,
            values: all.filter { kind.needs.contains($0.key) }.merging(values) { $1 }
        )
        return try await mail.seal(letter, for: row.subject)
    }

    func letter(
        _ code: RequestCode,
        about row: RequestRow,
        to email: EmailAddress
    ) async throws -> SealedLetter {
        try await letter(
            .requestCode,
            about: row,
            to: email,
            [.code: code.text.reveal(), .time: (clock.now() + RequestCode.lifetime).inMail]
        )
    }
}
