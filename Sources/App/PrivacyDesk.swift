import Accounts
import HTTPKit
import Kernel
import Privacy

/// What people and the law may demand about data, decided at the machine itself, beside a running server.
package struct PrivacyDesk: Sendable {
    /// What a command cannot do, and what to do instead.
    package struct Refusal: Error, CustomStringConvertible {
        package let description: String
    }

    /// What is to be held, as it was typed.
    package struct HoldWish: Sendable {
        let record: String
        let ground: String
        let authority: String
        let reason: String
        let review: String
        let proposer: String
        let approver: String

        package init(
            record: String,
            ground: String,
            authority: String,
            reason: String,
            review: String,
            proposer: String,
            approver: String
        ) {
            self.record = record
            self.ground = ground
            self.authority = authority
            self.reason = reason
            self.review = review
            self.proposer = proposer
            self.approver = approver
        }
    }

    private let core: Core
    private let settings: Settings

    /// Opens the installation beside a running server.
    /// - Throws: whatever forbids the start of a server; `RestoredCopy`.
    package init(_ settings: Settings) async throws {
        core = try await Core.beside(settings)
        self.settings = settings
    }

    /// Erases a person; a server that runs, or the next one, takes away what is left on disk.
    package func erase(_ person: String) async throws -> String {
        let subject = try await subject(person)
        let report = try await worded { try await core.privacy.erase(subject, because: .ordered) }
        guard let report else {
            throw Refusal(description: "\(person) is erased already")
        }
        return """
            Nothing of \(subject.text) can be read any more. The server takes away what is left; the report is at \
            \(settings.baseURL)\(Route.erasure(report).path)
            """
    }

    package func restrict(_ person: String, because reason: String, lifting: Bool) async throws -> String {
        let subject = try await subject(person)
        guard lifting else {
            try await worded { try await core.privacy.restrict(subject, by: .staff, because: reason) }
            return "The data of \(subject.text) is kept and not used."
        }
        let end = try await worded { try await core.privacy.liftRestriction(of: subject, because: reason) }
        guard let end else { throw Refusal(description: "\(person) is not restricted") }
        return "The restriction ends on \(end); the person is told."
    }

    package func hold(_ wish: HoldWish) async throws -> String {
        let (proposer, approver) = (try await member(wish.proposer), try await member(wish.approver))
        guard proposer != approver else {
            throw Refusal(
                description: "a hold takes two people; name another member of staff with --approved-by"
            )
        }
        let hold = try await worded {
            let proposal = try HoldProposal(
                record: wish.record,
                ground: wish.ground,
                authority: wish.authority,
                reason: wish.reason,
                reviewAt: Timestamp(day: wish.review),
                now: core.ambience.clock.now()
            )
            let proposed = try await core.privacy.propose(proposal, by: proposer)
            return try await core.privacy.approve(proposed.id, by: approver)
        }
        return "\(hold.id.text) holds \(hold.record.text) until it is looked at again on \(wish.review)."
    }

    package func holds() async throws -> [String] {
        var lines: [String] = []
        for hold in try await core.privacy.openHolds() {
            let state = hold.isInForce ? "in force" : "proposed"
            let words = try await core.privacy.words(of: hold.id) ?? ""
            lines.append("\(hold.id.text)  \(hold.record.text)  \(state)  review \(hold.reviewAt)  \(words)")
        }
        return lines
    }

    package func lift(_ text: String) async throws {
        guard let id = HoldID(text) else {
            throw Refusal(description: "\(text) is no hold; see nbp privacy hold list")
        }
        try await worded { try await core.privacy.lift(id) }
    }

    private func subject(_ person: String) async throws -> SubjectID {
        if let subject = SubjectID(person) { return subject }
        guard let address = EmailAddress(person) else {
            throw Refusal(description: "\(person) is neither an e-mail address nor a subject")
        }
        guard let found = try await core.staff.find(address) else {
            throw Refusal(description: "\(person) has no account")
        }
        return found
    }

    private func member(_ text: String) async throws -> SubjectID {
        guard let address = EmailAddress(text), let found = try await core.staff.find(address),
            try await core.staff.role(of: found)?.may(.holdRecords) == true
        else {
            throw Refusal(
                description: "\(text) is no staff with the right to hold records; see nbp admin list"
            )
        }
        return found
    }

    /// A refusal in one English line, as the terminal shows it.
    private func worded<Value>(_ act: () async throws -> Value) async throws -> Value {
        do {
            return try await act()
        } catch let problem as Problem {
            let words = try Catalogues(ShareFolder(settings.shareFolder))[.english]
            throw Refusal(description: "\(words[problem.title]): \(words[problem.detail])")
        }
    }
}
