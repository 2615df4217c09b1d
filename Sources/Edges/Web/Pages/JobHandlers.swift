import HTTPKit
import Hummingbird
import Kernel
import Moderation
import Studio

extension Web {
    @Sendable func showJob(_ request: Request, _ context: AppContext) async throws -> Response {
        let id = try context.id("id", as: JobID.self)
        let job = try await studio.job(id, under: permit(context))
        let layout = printer.layout(request, context, at: .jobPage(id), titled: Message("job.page"))
        let withheld = try await moderation.withholdings(of: job.images.map(\.id), in: context.language)
        let part = JobPart(job, withheld: withheld, layout.words)
        return printer.print(JobPage(layout: layout, job: part))
    }

    @Sendable func cancelJob(_ request: Request, _ context: AppContext) async throws -> Response {
        try await requireOwnForm(request, context)
        let job = try await studio.cancel(context.id("id", as: JobID.self), under: permit(context))
        return .redirect(to: Links(context.language).page(.jobPage(job.id)))
    }
}
