import Accounts
import HTTPKit
import Hummingbird
import Kernel
import Moderation

extension Web {
    /// The review queue, each route behind the right to decide.
    var abuseRoutes: [StaffRoute] {
        [
            .get("abuse", for: .decideAbuse, use: showCases),
            .get("abuse/:id", for: .decideAbuse, use: showCase),
            .post("abuse/:id", for: .decideAbuse, use: decideCase),
        ]
    }

    private var cases: CaseDesk { CaseDesk(moderation: moderation, staff: staff, clock: clock) }

    @Sendable func showCases(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let (open, decided) = (
            try await moderation.cases(areOpen: true), try await moderation.cases(areOpen: false)
        )
        let (rules, now) = (moderation.book.rules, clock.now())
        return show(request, context, member) { words in
            AdminSheet(
                address: .abuse,
                title: "admin.abuse",
                intro: words["admin.abuse_intro"],
                sections: [
                    .cases("open", "admin.cases_open", open, now: now, words),
                    .cases("decided", "admin.cases_decided", decided, now: now, words),
                    .rules(rules, moderation.classifier, words),
                ]
            )
        }
    }

    @Sendable func showCase(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        try await casePage(request, context, member, try context.id("id"))
    }

    /// Decides; whoever comes too late sees that it was decided.
    @Sendable func decideCase(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let id: CaseID = try context.id("id")
        let form = try await checkedForm(request, context)
        do {
            try await cases.decide(id, try CaseWish(form), by: member)
            return .redirect(to: Links(context.language).page(.admin(.abuseCase(id))))
        } catch {
            let problem = Problem(error)
            guard problem.status < 500, problem.code != .notFound else { throw error }
            return try await casePage(request, context, member, id, form, refusedFor: problem)
        }
    }

    private func casePage(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember,
        _ id: CaseID,
        _ form: FormBody? = nil,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let file = try await moderation.file(of: id)
        let picture = try await openedPicture(of: file.entry, for: member)
        return show(request, context, member, refusedFor: problem) { words in
            let asked = FormPart.verdict(words, file.entry, form)
            let verdict = problem.map { asked.refused($0, words) } ?? asked
            let isAsked = file.entry.isOpen && file.entry.subject != member.subject
            return AdminSheet(
                address: .abuseCase(id),
                title: "admin.case",
                intro: id.text,
                sections: [.facts(of: file.entry, shows: picture, words)]
                    + AdminSection.writings(of: file, words)
                    + [.decisions(file.decisions, words)].compactMap { $0 }
                    + (isAsked ? [.verdict(verdict, words)] : [])
            )
        }
    }

    /// The case's picture, for whoever has said in this session why they look at its owner's work.
    private func openedPicture(of entry: Case, for member: StaffMember) async throws -> AdminAddress? {
        guard let image = entry.image, let subject = entry.subject, member.may(.openWork),
            try await staff.glass(.work, of: subject, for: member) != nil
        else { return nil }
        return .work(image, of: subject)
    }
}

extension CaseWish {
    fileprivate init(_ form: FormBody) throws(Problem) {
        var days: Int?
        if let text = form["days"] {
            days = Int(text)
            guard days != nil else { throw Problem(.verdictUnsuitable, field: "days") }
        }
        self.init(
            action: form["action"] ?? "",
            category: form["category"],
            reason: form["reason"] ?? "",
            days: days
        )
    }
}
