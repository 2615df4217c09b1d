import Audit
import FoundationEssentials
package import Kernel
import Mail
import Purposes
import Store
import Vault

/// Who changes who is staff.
package enum StaffAuthor: Hashable, Sendable {
    /// Whoever may run commands on the server's machine.
    case commandLine
    case member(StaffMember)

    /// In the audit log's words.
    fileprivate var role: String {
        switch self {
        case .commandLine: "command line"
        case .member(let member): member.role.rawValue
        }
    }

    fileprivate var subject: SubjectID? {
        if case .member(let member) = self { member.subject } else { nil }
    }
}

/// Somebody who has just become staff.
package struct Appointment: Sendable {
    package let subject: SubjectID
    /// Sets the new account's first password, once; nil for somebody who had an account and keeps their password.
    package let invitation: Token?
}

extension Staff {
    /// How many members of staff a list shows; no installation has more.
    static let longestList = 500

    /// Makes whoever has this address staff; without an account they get one, which an invitation opens.
    ///
    /// The invitation is either told to whoever asks for it at the machine, or mailed.
    /// - Throws: `Problem` `last_owner`.
    package func appoint(
        _ email: EmailAddress,
        as role: StaffRole,
        in language: Language,
        country: Country,
        by author: StaffAuthor
    ) async throws -> Appointment {
        let index = accounts.index(of: email)
        let known = try await store.read { tx in try AccountRecords(tx).account(email: index)?.subject }
        if let known {
            try await change(known, to: role, by: author)
            return Appointment(subject: known, invitation: nil)
        }
        let subject: SubjectID = accounts.ids.next()
        try await accounts.ring.makeKey(for: subject)
        let row = try await account(of: subject, email, language, country)
        let token = Token(accounts.randomness)
        let (link, id): (Data, RowID) = (accounts.index(of: token, as: .link), accounts.ids.next())
        let letter = author == .commandLine ? nil : try await invitation(to: row, at: email, with: token)
        let act = try await act(on: subject, to: role, by: author)
        let own = try await own(act: "make \(role.rawValue)", of: author, on: subject)
        let (audit, mail, now) = (audit, accounts.mail, accounts.clock.now())
        try await store.write { tx in
            try AccountRecords(tx).insert(row, email: index, now: now)
            try LinkRecords(tx).insert(
                Link(subject: subject, use: .invitation),
                id: id,
                token: link,
                now: now
            )
            try StaffRecords(tx).set(
                StaffLine(subject: subject, role: role, madeAt: now, madeBy: author.subject)
            )
            try audit.append(act, in: tx)
            if let own { try audit.append(own, in: tx) }
            if let letter { try mail.add(letter, in: tx) }
        }
        mail.wake()
        return Appointment(subject: subject, invitation: token)
    }

    /// Gives somebody with an account a role, or another one.
    /// - Throws: `Problem` `last_owner` when nobody would be left to look after the installation.
    package func change(
        _ subject: SubjectID,
        to role: StaffRole,
        by author: StaffAuthor
    ) async throws {
        guard author.subject != subject else { throw Problem(.rightMissing) }
        let act = try await act(on: subject, to: role, by: author)
        let own = try await own(act: "make \(role.rawValue)", of: author, on: subject)
        let (audit, now) = (audit, accounts.clock.now())
        try await store.write { tx in
            let records = StaffRecords(tx)
            try records.lock()
            let earlier = try records.role(of: subject)
            guard earlier != role else { return }
            try records.keepOwner(besides: earlier == .owner)
            try records.set(StaffLine(subject: subject, role: role, madeAt: now, madeBy: author.subject))
            try audit.append(act, in: tx)
            if let own { try audit.append(own, in: tx) }
        }
    }

    /// Takes somebody's role away; the account stays.
    /// - Throws: `Problem` `not_found` for somebody without a role, `last_owner`.
    package func remove(_ subject: SubjectID, by author: StaffAuthor) async throws {
        guard author.subject != subject else { throw Problem(.rightMissing) }
        let act = try await act(on: subject, to: nil, by: author)
        let (own, audit) = (try await own(act: "remove", of: author, on: subject), audit)
        try await store.write { tx in
            let records = StaffRecords(tx)
            try records.lock()
            guard let earlier = try records.role(of: subject) else { throw Problem(.notFound) }
            try records.keepOwner(besides: earlier == .owner)
            try records.delete(subject)
            try audit.append(act, in: tx)
            if let own { try audit.append(own, in: tx) }
        }
    }

    /// Everybody with a role.
    package func all() async throws -> [StaffLine] {
        try await store.read { tx in try StaffRecords(tx).all(limit: Self.longestList) }
    }

    /// Somebody's role; nil for whoever has none.
    package func role(of subject: SubjectID) async throws -> StaffRole? {
        try await store.read { tx in try StaffRecords(tx).role(of: subject) }
    }

    /// The account of an address, in whatever letters it is typed; nil when there is none.
    package func find(_ email: EmailAddress) async throws -> SubjectID? {
        let index = accounts.index(of: email)
        return try await store.read { tx in try AccountRecords(tx).account(email: index)?.subject }
    }

    /// The same for somebody of the staff, noted in the log about themselves when there is one.
    package func find(_ email: EmailAddress, by member: StaffMember) async throws -> SubjectID? {
        guard let found = try await find(email) else { return nil }
        let (act, audit) = (try await act(of: member, "find", on: found), audit)
        _ = try await store.write { tx in try audit.append(act, in: tx) }
        return found
    }

    /// Everybody with a role by their address, for whoever decides who is staff.
    /// - Throws: `Problem` `right_missing`.
    package func list(for member: StaffMember) async throws -> [StaffEntry] {
        guard member.may(.manageStaff) else { throw Problem(.rightMissing) }
        return try await entries()
    }

    /// Everybody with a role by their address, for whoever runs the server's machine.
    package func entries() async throws -> [StaffEntry] {
        var entries: [StaffEntry] = []
        for line in try await all() {
            let row = try await store.read { tx in try AccountRecords(tx).account(of: line.subject) }
            var email: EmailAddress?
            // Who is staff is nobody's secret from whoever appoints them, also while an account is frozen.
            if let row {
                let permit = try await accounts.gate.permit(AccountForActs.self, for: line.subject)
                email = EmailAddress(try await accounts.open(row.email, under: permit))
            }
            entries.append(
                StaffEntry(
                    line: line,
                    email: email,
                    hasPassword: row?.password != nil,
                    hasSecondFactor: try await accounts.secondFactors(of: line.subject).isSet
                )
            )
        }
        return entries
    }

    private func act(
        on subject: SubjectID,
        to role: StaffRole?,
        by author: StaffAuthor
    ) async throws -> PreparedAct {
        try await audit.prepare(
            .roleChanged,
            about: subject,
            [.role: author.role, .what: role?.rawValue ?? "none"]
        )
    }

    /// The same for the log about whoever does it.
    private func own(
        act deed: String,
        of author: StaffAuthor,
        on subject: SubjectID
    ) async throws -> PreparedAct? {
        guard case .member(let member) = author else { return nil }
        return try await act(of: member, deed, on: subject)
    }

    /// An account without a name and without a password.
    private func account(
        of subject: SubjectID,
        _ email: EmailAddress,
        _ language: Language,
        _ country: Country
    ) async throws -> SealedAccount {
        let permit = try await accounts.gate.permit(ManageAccount.self, for: subject)
        return SealedAccount(
            subject: subject,
            email: try await accounts.seal(email.text, at: .account(subject, "email"), under: permit),
            name: nil,
            password: nil,
            language: language,
            country: try await accounts.seal(country.code, at: .account(subject, "country"), under: permit),
            band: .adult,
            madeAt: accounts.clock.now()
        )
    }

    private func invitation(
        to account: SealedAccount,
        at email: EmailAddress,
        with token: Token
    ) async throws -> SealedLetter {
        let end = accounts.clock.now() + LinkUse.invitation.lifetime
        return try await accounts.mail.seal(
            Letter(
                .staffInvitation,
                to: email,
                in: account.language,
                values: [.link: accounts.links.reset(token, account.language), .time: end.inMail]
            ),
            for: account.subject
        )
    }
}

extension StaffRecords {
    /// - Throws: `Problem` `last_owner` when an owner is about to go and there is no other.
    func keepOwner(besides isOwner: Bool) throws {
        guard isOwner else { return }
        guard try owners() > 1 else { throw Problem(.lastOwner) }
    }
}
