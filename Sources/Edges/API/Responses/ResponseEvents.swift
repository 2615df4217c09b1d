import FoundationEssentials
import Kernel
import NIOCore
import Studio

/// A response's events, numbered so that whoever comes back gets what came after the last one they saw.
///
/// The numbers follow from the job alone: those of pictures that are not finished yet are left free where none came.
actor ResponseEvents {
    /// Where the first of the pictures is that are not finished yet, and how many may come.
    private static let (firstDraft, mostDrafts) = (5, 3)
    private static let firstOfEnd = firstDraft + mostDrafts

    private let answers: ResponseAnswers
    private let terms: ResponseAnswers.Terms
    private let reader: ShapeReader
    private var drafts: ShownDrafts
    /// The number of the last event that the reader has.
    private var seen: Int

    init(
        _ answers: ResponseAnswers,
        _ terms: ResponseAnswers.Terms = .init(),
        for reader: ShapeReader,
        after seen: Int = -1
    ) {
        self.answers = answers
        self.terms = terms
        self.reader = reader
        self.seen = seen
        drafts = ShownDrafts(most: terms.look?.partials ?? 0)
    }

    /// What is new about a job.
    func frames(of job: Job) async throws -> [ByteBuffer] {
        var events = beginning(of: job)
        if let draft = try await draft(of: job) { events.append(draft) }
        if job.status.isFinal { events += try await end(of: job) }
        let new = events.filter { $0.number > seen }
        seen = max(seen, events.last?.number ?? seen)
        return try new.map { event in try event.frame }
    }

    private func beginning(of job: Job) -> [ResponseEvent] {
        let (id, head) = (ResponseID(job.id).call, answers.head(of: job, terms, as: .inProgress))
        let call = ResponseItem.Call(id: id, status: .inProgress, action: job.action)
        let events = [
            ResponseEvent("created", 0, response: head),
            ResponseEvent("in_progress", 1, response: head),
            ResponseEvent("added", 2, item: .call(call), at: 0),
            ResponseEvent(call: "in_progress", 3, of: id),
        ]
        return job.status == .queued ? events : events + [ResponseEvent(call: "generating", 4, of: id)]
    }

    private func draft(of job: Job) async throws -> ResponseEvent? {
        guard let look = terms.look, let draft = job.draft, let place = drafts.show(draft) else { return nil }
        let bytes = try await answers.studio.bytes(of: draft, as: look.format, quality: look.compression)
        return ResponseEvent(
            call: "partial_image",
            Self.firstDraft + place,
            of: ResponseID(job.id).call,
            draft: ResponseEvent.Draft(
                bytes: bytes,
                place: place,
                look: look,
                size: job.size.description
            )
        )
    }

    /// The status is out: what went wrong can be said in the stream alone.
    private func end(of job: Job) async throws -> [ResponseEvent] {
        do {
            return try await outcome(of: job)
        } catch let problem as Problem {
            return failure(problem, of: job)
        }
    }

    private func outcome(of job: Job) async throws -> [ResponseEvent] {
        switch JobEnding(of: job) {
        case .none: return []
        case .canceled:
            return [ResponseEvent("failed", Self.firstOfEnd, response: answers.head(of: job, terms))]
        case .refusedInput(let code), .refusedOutput(let code), .failed(let code):
            return failure(Problem(code), of: job)
        case .made(let image):
            let items = try await answers.items(of: job, image, terms, for: reader)
            var number = Self.firstOfEnd
            var events = [ResponseEvent(call: "completed", number, of: ResponseID(job.id).call)]
            for (place, item) in items.enumerated() {
                number += 1
                if case .words(let id, let words?) = item {
                    events += ResponseEvent.message(id, words, at: place, from: number)
                } else {
                    events.append(ResponseEvent("done", number, item: item, at: place))
                }
                number = events.last?.number ?? number
            }
            let whole = answers.made(items, of: job, terms)
            return events + [ResponseEvent("completed", number + 1, response: whole)]
        }
    }

    private func failure(_ problem: Problem, of job: Job) -> [ResponseEvent] {
        let body = answers.failed(problem, of: job, terms, in: reader.language)
        let items = body.output.enumerated().map { place, item in
            ResponseEvent("done", Self.firstOfEnd + place, item: item, at: place)
        }
        let number = Self.firstOfEnd + items.count
        return items + [ResponseEvent("failed", number, response: body)]
    }
}
