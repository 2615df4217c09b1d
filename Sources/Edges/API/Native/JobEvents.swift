import FoundationEssentials
import HTTPKit
import Kernel
import Studio
import Wire

/// What changes about a job, as events: `progress`, `preview` for each new draft, `image` for each new picture, at the end `done`.
///
/// An event's id is the job's revision. Whoever comes back with the last id gets every picture that came later, so that
/// nothing is missed and nothing has to be remembered for a reader.
struct JobEvents: AsyncSequence, Sendable {
    struct Wording: Sendable {
        let presenter: Presenter
        let language: Language
        let keptUntil: Timestamp?

        init(
            _ presenter: Presenter,
            _ language: Language,
            keptUntil: Timestamp?
        ) {
            self.presenter = presenter
            self.language = language
            self.keptUntil = keptUntil
        }
    }

    /// Ticks without news before a quiet connection is kept alive by a comment: they come once a second.
    fileprivate static let quietTicks = 15

    let ticks: AsyncStream<Void>
    let seen: Int
    let wording: Wording
    let read: @Sendable () async throws -> Job

    init(
        ticks: AsyncStream<Void>,
        seen: Int,
        wording: Wording,
        read: @escaping @Sendable () async throws -> Job
    ) {
        self.ticks = ticks
        self.seen = seen
        self.wording = wording
        self.read = read
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(events: self, ticks: ticks.makeAsyncIterator(), seen: seen)
    }

    struct Iterator: AsyncIteratorProtocol {
        let events: JobEvents
        var ticks: AsyncStream<Void>.Iterator
        var seen: Int
        var waiting: [ServerEvent] = []
        fileprivate var last: JobProgressBody?
        /// The number of the draft that was sent last.
        private var lastDraft: Int?
        var quiet = 0
        var isDone = false

        init(events: JobEvents, ticks: AsyncStream<Void>.Iterator, seen: Int) {
            self.events = events
            self.ticks = ticks
            self.seen = seen
        }

        mutating func next() async throws -> ServerEvent?? {
            while waiting.isEmpty {
                guard !isDone, await ticks.next(isolation: #isolation) != nil else { return nil }
                try look(at: await events.read())
                quiet = waiting.isEmpty ? quiet + 1 : 0
                if quiet >= JobEvents.quietTicks {
                    quiet = 0
                    return .some(nil)
                }
            }
            return waiting.removeFirst()
        }

        /// Finds what is new since the last look.
        private mutating func look(at job: Job) throws {
            let body = events.wording.presenter.body(
                of: job,
                in: events.wording.language,
                keptUntil: events.wording.keptUntil
            )
            let progress = JobProgressBody(status: body.status, progress: body.progress, stage: body.stage)
            if progress != last, !job.status.isFinal {
                try add("progress", progress, job.revision)
            }
            if let draft = job.draft, draft.number != lastDraft {
                try add("preview", JobPreviewBody(draft), job.revision)
                lastDraft = draft.number
            }
            for picture in job.images where picture.revision > seen {
                let image = body.images.filter { $0.index == picture.position }
                try add("image", JobImagesBody(images: image), picture.revision)
            }
            (last, seen) = (progress, Swift.max(seen, job.revision))
            if job.status.isFinal {
                try add("done", body, job.revision)
                isDone = true
            }
        }

        private mutating func add(
            _ name: String,
            _ body: some Encodable,
            _ revision: Int
        ) throws {
            let data = String(decoding: try JSONEncoder.wire.encode(body), as: UTF8.self)
            waiting.append(ServerEvent(id: "\(revision)", name: name, data: data))
        }
    }
}

/// What a `progress` event carries.
private struct JobProgressBody: Codable, Hashable, Sendable {
    let status: String
    let progress: Double
    let stage: String
}

/// What an `image` event carries.
private struct JobImagesBody: Codable, Sendable {
    let images: [ImageBody]
}

/// What a `preview` event carries.
private struct JobPreviewBody: Codable, Sendable {
    let index: Int
    /// A `data:` address.
    let picture: String

    init(_ draft: PictureDraft) {
        index = draft.position
        picture = "data:image/webp;base64,\(draft.bytes.base64EncodedString())"
    }
}
