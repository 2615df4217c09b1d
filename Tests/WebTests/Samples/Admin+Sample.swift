import Accounts
import HTTPKit
import Kernel
import TestSupport

@testable import Web

extension AdminPage: SampledPage {
    static func sample(_ words: Catalogue) -> AdminPage {
        let rows = [
            AdminRow("sketch", [AdminCell("2", url: Links(words.language).page(.models)), "3"]),
            AdminRow("fake", [AdminCell("now", moment: Samples.moment), AdminCell("ready", sign: "✓")]),
        ]
        let table = AdminTable(caption: "A table", headers: ["Name", "One", "Two"], rows: rows)
        return AdminPage(
            layout: .sample(words, at: .admin(.overview)),
            heading: words["admin.overview"],
            intro: words["admin.navigation"],
            notice: words["account.saved"],
            tabs: AdminTab.all(for: .owner, at: .account(.sample()), words),
            sections: [
                AdminSection(
                    id: "one",
                    title: "One",
                    isAlarm: true,
                    paragraphs: ["A paragraph"],
                    facts: [Fact("Since", "then", moment: Samples.moment), Fact("Name", "none")],
                    table: table,
                    charts: [.sample(table)],
                    works: [WorkPart(source: "/admin/x", prompt: Samples.prompt, detail: "now")],
                    forms: [.sampleOfAllFields(words)],
                    links: [PageLink(url: "/models", label: "Models")]
                )
            ]
        )
    }
}

extension ChartPart {
    fileprivate static func sample(_ table: AdminTable) -> ChartPart {
        ChartPart(
            id: "chart-requests",
            title: "Requests",
            summary: "Requests a minute",
            lines: [ChartLine(name: "2xx", number: 1, path: "M56 180L632 20", latest: "4")],
            marks: [ChartMark(y: "180", label: "0")],
            from: "17:00",
            to: "18:00",
            table: table
        )
    }
}

extension FormPart {
    fileprivate static func sampleOfAllFields(_ words: Catalogue) -> FormPart {
        FormPart(
            action: Links(words.language).page(.admin(.accounts)),
            hidden: [HiddenField(name: "scope", value: "profile")],
            fields: [
                FormField(name: "reason", label: "Why", kind: .paragraph, hint: "10 to 500"),
                FormField(name: "role", label: "Role", kind: .choice([FormOption(value: "a", label: "A")])),
                .email(words),
            ],
            button: words["account.save"],
            problem: ProblemWords(Problem(.reasonRequired), words)
        )
    }
}
