import Accounts
import HTTPKit
import Hummingbird
import Kernel
import Studio

extension Web {
    /// A form that orders pictures, and where it goes.
    struct Sending {
        let form: FormBody
        let page: Route
        /// Those of its fields that go along while the age question is answered.
        let fields: [String]

        init(form: FormBody, to page: Route, fields: [String]) {
            self.form = form
            self.page = page
            self.fields = fields
        }
    }

    /// Orders what a form asks for, and leads to the job.
    ///
    /// The age question comes in between where it has to; any other refusal is shown by `refused`, to whoever somebody has become by
    /// then.
    func take(
        _ sending: Sending,
        _ request: Request,
        _ context: AppContext,
        making makeOrder: () throws -> Order,
        refused: (Problem, AppContext) async throws -> Response
    ) async throws -> Response {
        let form = sending.form
        var context = context
        do {
            try tokens.check(form["csrf"], for: context.person?.subject)
            var order = try makeOrder()
            order.idempotencyKey = try IdempotencyKey(
                tokens.name(ofSending: order.fingerprint, with: form["csrf"])
            )
            let ticket = try form.names.contains("birth_year") ? answeredAge(form, request, context) : nil
            let job = try await desk.take(order, to: studio, ageTicket: ticket?.text, request, &context).job
            return .redirect(to: Links(context.language).page(.jobPage(job.id)))
        } catch {
            let problem = Problem(error)
            guard ![.internalError, .underAge, .ageBlocked].contains(problem.code) else { throw error }
            if let page = orderingAgePage(for: problem, sending, request, context) { return page }
            return try await refused(problem, context)
        }
    }

    /// The age question, with the whole order in its hidden fields; nil when the problem is another one.
    private func orderingAgePage(
        for problem: Problem,
        _ sending: Sending,
        _ request: Request,
        _ context: AppContext
    ) -> Response? {
        let form = sending.form
        let isAnswered = form.names.contains("birth_year")
        let isAboutAge = ["country", "birth_month", "birth_year"].contains(problem.field)
        guard problem.code == .ageTicketInvalid || isAnswered && isAboutAge else { return nil }
        return show(request, context, refusedFor: isAnswered ? problem : nil) { words in
            FormSheet(
                page: .studio,
                title: "order.age_page",
                paragraphs: ["order.age_why"],
                form: .age(
                    words,
                    form,
                    to: sending.page,
                    carrying: sending.fields.compactMap { name in
                        form[name].map { HiddenField(name: name, value: $0) }
                    }
                ),
                links: [words.link(.studio, "studio.page")]
            )
        }
    }
}
