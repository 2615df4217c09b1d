import HTTPKit
import Kernel

/// A form that comes back, on a page that may have others beside it.
struct RefusedForm: Sendable {
    /// Where it was sent.
    let address: AdminAddress
    let problem: Problem
    private let typed: FormBody?

    init(at address: AdminAddress, _ typed: FormBody?, _ problem: Problem) {
        self.address = address
        self.problem = problem
        self.typed = typed
    }

    /// What was typed into a field, if it was this form's.
    func value(of field: String, at address: AdminAddress) -> String? {
        address == self.address ? typed?[field] : nil
    }
}

extension FormPart {
    /// The form as it comes back, if it is the one that was refused.
    func refused(_ refusal: RefusedForm?, _ words: Catalogue) -> FormPart {
        guard let refusal, action == Links(words.language).page(.admin(refusal.address)) else { return self }
        return refused(refusal.problem, words)
    }
}

extension [AdminSection] {
    /// Says a refusal first where none of the forms does: what it was about is gone from the page.
    func telling(_ refusal: RefusedForm?, _ words: Catalogue) -> [AdminSection] {
        let isTold = contains { section in section.forms.contains { $0.problem != nil } }
        guard let refusal, !isTold else { return self }
        let problem = ProblemWords(refusal.problem, words)
        let section = AdminSection(
            id: "refusal",
            title: problem.title,
            isAlarm: true,
            paragraphs: [problem.detail]
        )
        return [section] + self
    }
}
