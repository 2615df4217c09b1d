import Accounts
import Engines
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Moderation
import Studio

extension Web {
    private static let earlierBatches = 10
    private static let rowsOfPage = 50

    /// The form, empty or with a preset; `preset` names it.
    @Sendable func showBatches(_ request: Request, _ context: AppContext) async throws -> Response {
        let preset = try PageQuery(request)["preset"].flatMap { studio.tools.presets[id: $0] }
        let draft = preset.map { BatchDraft($0, in: context.language) } ?? BatchDraft()
        return try await batchPage(request, context, draft)
    }

    /// Reads a batch and shows what it would make; ordered, it leads to its progress.
    @Sendable func orderBatch(_ request: Request, _ context: AppContext) async throws -> Response {
        guard origins.sent(request) else { throw Problem(.originRefused) }
        let form = try await BatchForm(request)
        var draft = BatchDraft(form)
        var context = context
        do {
            try tokens.check(form["csrf"], for: context.person?.subject)
            draft.rows = try form.rows
            var wish = try draft.wish()
            guard form["action"] == "order" else {
                let estimate = try await studio.estimate(wish)
                let preview = try BatchPreview(wish, estimate, printer.words(in: context.language))
                return try await batchPage(request, context, draft, preview: preview)
            }
            wish.idempotencyKey = try IdempotencyKey(
                tokens.name(ofSending: wish.fingerprint, with: form["csrf"])
            )
            let (batch, _) = try await desk.take(wish, to: studio, ageTicket: nil, request, &context)
            return .redirect(to: Links(context.language).page(.batchPage(batch.id)))
        } catch {
            let problem = Problem(error)
            guard problem.code != .internalError else { throw error }
            return try await batchPage(request, context, draft, refusedFor: problem)
        }
    }

    /// How a batch stands; `after` says behind which row the shown ones begin.
    @Sendable func showBatch(_ request: Request, _ context: AppContext) async throws -> Response {
        try await progressPage(request, context)
    }

    private func progressPage(
        _ request: Request,
        _ context: AppContext,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let (id, query) = (try context.id("id", as: BatchID.self), try PageQuery(request))
        let position = query["after"].flatMap { Int($0) }
        let batch = try await studio.batch(id, under: permit(context))
        let rows = try await studio.rows(
            of: id,
            after: position,
            limit: Self.rowsOfPage,
            under: permit(context)
        )
        let images = rows.items.flatMap(\.images)
        let withheld = try await moderation.withholdings(of: images.map(\.id), in: context.language)
        let shown = images.filter { withheld[$0.id] == nil }
        let layout = printer.layout(request, context, at: .batchPage(id), titled: Message("batch.page"))
        let parts = rows.items.map { row in
            BatchRowPart(row, showing: row.images.first { withheld[$0.id] == nil }, layout.words)
        }
        let page = BatchProgressPage(
            layout: layout,
            batch: batch,
            rows: parts,
            pictures: shown.prefix(Selection.most).map(\.id),
            firstURL: position == nil ? nil : layout.links.batch(id, after: nil),
            nextURL: rows.next.map { layout.links.batch(id, after: $0) },
            problem: problem.map { ProblemWords($0, layout.words) }
        )
        return print(page, refusedFor: problem, context)
    }

    @Sendable func cancelBatch(_ request: Request, _ context: AppContext) async throws -> Response {
        try await requireOwnForm(request, context)
        let batch = try await studio.cancel(context.id("id", as: BatchID.self), under: permit(context))
        return .redirect(to: Links(context.language).page(.batchPage(batch.id)))
    }

    /// Deletes a batch; what stands in the way is said on its page.
    @Sendable func deleteBatch(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await checkedForm(request, context)
        let (id, person) = (try context.id("id", as: BatchID.self), try context.requirePerson())
        return try await answering {
            let bin = BatchBin(studio: studio, privacy: privacy, gate: gate)
            try await bin.delete(id, BatchBin.Pictures(asked: form["pictures"]), of: person.subject)
            return .redirect(to: Links(context.language).page(.batches))
        } refused: { problem in
            if problem.code == .notFound { throw problem }
            return try await progressPage(request, context, refusedFor: problem)
        }
    }

    @Sendable func retryBatch(_ request: Request, _ context: AppContext) async throws -> Response {
        try await requireOwnForm(request, context)
        let batch = try await studio.retry(context.id("id"), under: permit(context))
        return .redirect(to: Links(context.language).page(.batchPage(batch.id)))
    }

    private func batchPage(
        _ request: Request,
        _ context: AppContext,
        _ draft: BatchDraft,
        preview: BatchPreview? = nil,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let layout = printer.layout(request, context, at: .batches, titled: Message("batch.page"))
        var page = BatchPage(
            layout: layout,
            draft: draft,
            models: studio.offeredModels.filter { $0.tasks.contains(.generate) },
            presets: PresetGroup.all(studio.tools.presets, for: .batches, context.language)
        )
        page.preview = preview
        page.problem = problem.map { ProblemWords($0, layout.words) }
        if context.person != nil {
            let earlier = try await studio.batches(
                before: nil,
                limit: Self.earlierBatches,
                under: permit(context)
            )
            page.earlier = earlier.items.map { layout.words.link(to: $0) }
        }
        return print(page, refusedFor: problem, context)
    }
}

extension BatchDraft {
    fileprivate init(_ form: BatchForm) {
        template = form["template"] ?? ""
        rows = form["rows"] ?? ""
        model = form["model"]
        style = form["style"]
        shape = form["aspect_ratio"] ?? shape
        resolution = form["resolution"] ?? resolution
        count = form["n"] ?? count
        negative = form["negative_prompt"] ?? ""
    }
}

extension Catalogue {
    /// A batch among others: when it was ordered, and how far it is.
    fileprivate func link(to batch: Batch) -> PageLink {
        let done = ["done": grouped(batch.ended), "count": grouped(batch.count)]
        return PageLink(
            url: Links(language).page(.batchPage(batch.id)),
            label: "\(moment(batch.createdAt)) · \(self[Message("batch.state", done)])"
        )
    }
}
