import HTTPKit
import Kernel
import Moderation

/// The parts of the review queue's pages.
extension AdminSection {
    /// A list of cases; overdue ones raise an alarm.
    static func cases(
        _ id: String,
        _ title: String,
        _ cases: [Case],
        now: Timestamp,
        _ words: Catalogue
    ) -> AdminSection {
        let links = Links(words.language)
        let rows = cases.map { entry in
            AdminRow(
                AdminCell(
                    words["case.\(entry.source.rawValue)"],
                    url: links.page(.admin(.abuseCase(entry.id)))
                ),
                [
                    AdminCell(words.name(ofRule: entry.rule)),
                    AdminCell(words["severity.\(entry.severity.rawValue)"]),
                    AdminCell(words.moment(entry.openedAt), moment: entry.openedAt),
                    AdminCell(words.moment(entry.dueAt), moment: entry.dueAt),
                ]
            )
        }
        let headers = [
            "admin.case_source", "admin.case_about", "admin.case_severity", "admin.case_opened",
            "admin.case_due",
        ]
        let table = AdminTable(
            caption: words.list(titled: title),
            headers: headers.map { words[$0] },
            rows: rows
        )
        return AdminSection(
            id: id,
            title: words[title],
            isAlarm: cases.contains { $0.isOpen && $0.dueAt < now },
            paragraphs: cases.isEmpty ? [words["admin.cases_none"]] : [],
            table: cases.isEmpty ? nil : table
        )
    }

    /// What rules and classifier do by themselves.
    static func rules(
        _ rules: PromptRules,
        _ classifier: ClassifierChoice,
        _ words: Catalogue
    ) -> AdminSection {
        let off = words["admin.off"]
        return AdminSection(
            id: "rules",
            title: words["admin.rules"],
            facts: [
                Fact(words["admin.rules_count"], words.grouped(rules.rules.count)),
                Fact(words["admin.rules_version"], rules.version),
                Fact(words["admin.classifier"], classifier.isOn ? classifier.version : off),
                Fact(words["admin.classifier_review"], classifier.review.map { "\($0)" } ?? off),
                Fact(words["admin.classifier_refuse"], classifier.refuse.map { "\($0)" } ?? off),
            ]
        )
    }

    /// What the case is about; `picture` is there once a reason was given to look at it.
    static func facts(
        of entry: Case,
        shows picture: AdminAddress?,
        _ words: Catalogue
    ) -> AdminSection {
        let links = Links(words.language)
        let decided = entry.decidedAt.map { Fact(words["admin.case_decided"], words.moment($0), moment: $0) }
        let facts = [
            Fact(words["admin.case_source"], words["case.\(entry.source.rawValue)"]),
            Fact(words["admin.case_about"], words.name(ofRule: entry.rule)),
            Fact(words["admin.case_severity"], words["severity.\(entry.severity.rawValue)"]),
            Fact(words["admin.case_opened"], words.moment(entry.openedAt), moment: entry.openedAt),
            Fact(words["admin.case_due"], words.moment(entry.dueAt), moment: entry.dueAt),
        ]
        let account = entry.subject.map {
            PageLink(url: links.page(.admin(.account($0))), label: words["admin.case_account"])
        }
        return AdminSection(
            id: "facts",
            title: words["admin.case_facts"],
            paragraphs: entry.image == nil || picture != nil ? [] : [words["admin.case_private"]],
            facts: facts + [decided].compactMap { $0 },
            works: picture.map {
                [WorkPart(source: links.page(.admin($0)), prompt: words["admin.case_picture"], detail: "")]
            } ?? [],
            links: [account].compactMap { $0 }
        )
    }

    /// What people wrote to us about it.
    static func writings(of file: CaseFile, _ words: Catalogue) -> [AdminSection] {
        let reports = file.reports.enumerated().map { number, report in
            AdminSection(
                id: "report-\(number)",
                title: words["ground.\(report.ground.rawValue)"],
                paragraphs: report.text.isEmpty ? [] : [report.text],
                facts: [
                    Fact(words["report.address"], report.address),
                    Fact(words["admin.case_reference"], report.id.text),
                ]
            )
        }
        let appeal = file.appeal.map { appeal in
            AdminSection(
                id: "appeal",
                title: words["case.appeal"],
                paragraphs: [appeal.text.isEmpty ? words["admin.case_no_words"] : appeal.text],
                facts: appeal.prompt.map { [Fact(words["appeal.prompt"], $0)] } ?? []
            )
        }
        return reports + [appeal].compactMap { $0 }
    }

    static func decisions(_ decisions: [Decision], _ words: Catalogue) -> AdminSection? {
        guard !decisions.isEmpty else { return nil }
        let rows = decisions.map { decision in
            AdminRow(
                AdminCell(words["decision.\(decision.action.rawValue)"]),
                [
                    AdminCell(words.name(ofRule: decision.rule)), AdminCell(decision.reason),
                    AdminCell(decision.deciderName),
                    AdminCell(words.moment(decision.decidedAt), moment: decision.decidedAt),
                ]
            )
        }
        let headers = [
            "admin.case_decision", "admin.case_about", "admin.case_reason", "decision.decider",
            "decision.date",
        ]
        return AdminSection(
            id: "decisions",
            title: words["admin.case_decisions"],
            table: AdminTable(
                caption: words.list(titled: "admin.case_decisions"),
                headers: headers.map { words[$0] },
                rows: rows
            )
        )
    }

    static func verdict(_ form: FormPart, _ words: Catalogue) -> AdminSection {
        AdminSection(id: "verdict", title: words["admin.case_decide"], forms: [form])
    }
}

extension Catalogue {
    /// What a table is called beside its section, whose heading is the title.
    fileprivate func list(titled title: String) -> String {
        self[Message("admin.list_of", ["title": self[title]])]
    }

    /// A rule of the terms in words, any other by its name.
    func name(ofRule rule: String) -> String {
        guard let ground = Ground.allCases.first(where: { $0.rule == rule }) else { return rule }
        return self["ground.\(ground.rawValue)"]
    }
}

extension Decision {
    fileprivate var deciderName: String {
        switch decider {
        case .rule(let name): name
        case .staff(let pseudonym): pseudonym.text
        }
    }
}
