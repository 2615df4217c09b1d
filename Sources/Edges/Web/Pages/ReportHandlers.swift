import Accounts
import HTTPKit
import Hummingbird
import Kernel
import Moderation

extension Web {
    /// The report desk; `address` fills in where the picture is, `token` the link that it was shared by.
    @Sendable func showReport(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try PageQuery(request)
        let address = query["address"] ?? query["token"].map { "/s/\($0)" } ?? ""
        return reportPage(request, context, address: String(address.prefix(Report.longestAddress)))
    }

    /// Takes a report from anybody; what is answered does not depend on what the address leads to.
    @Sendable func report(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await checkedForm(request, context)
        return try await answering {
            let report = try Report(
                address: form["address"] ?? "",
                ground: Ground(chosen: form["category"] ?? ""),
                text: form["text"] ?? "",
                email: try form["email"].map { text throws(Problem) in try EmailAddress(typed: text) },
                language: context.language
            )
            try reports.require(about: form["address"] ?? "", context)
            let id = try await moderation.take(report, from: context.person?.subject)
            return .redirect(to: Links(context.language).page(.reportTaken(id)))
        } refused: { problem in
            reportPage(request, context, address: "", form, refusedFor: problem)
        }
    }

    /// What one sees after that: the number that the mails name.
    @Sendable func showReportTaken(_ request: Request, _ context: AppContext) async throws -> Response {
        let id: ReportID = try context.id("id")
        let layout = printer.layout(request, context, at: .reportTaken(id), titled: Message("report.taken"))
        let words = layout.words
        return printer.print(
            FormPage(
                layout: layout,
                heading: words["report.taken"],
                paragraphs: [
                    words[Message("report.taken_number", ["code": id.text])], words["report.taken_detail"],
                ]
            )
        )
    }

    private func reportPage(
        _ request: Request,
        _ context: AppContext,
        address: String,
        _ form: FormBody? = nil,
        refusedFor problem: Problem? = nil
    ) -> Response {
        show(request, context, refusedFor: problem) { words in
            FormSheet(
                page: .report,
                title: "report.page",
                paragraphs: ["report.intro"],
                form: .report(words, address: address, form)
            )
        }
    }
}
