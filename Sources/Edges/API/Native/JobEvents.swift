import HTTPKit
import Kernel
import Studio

/// What changes about a job, as events: `progress`, `preview` for each new draft, `image` for each new picture, at the end `done`.
///
/// An event's id is the job's revision. Whoever comes back with the last id gets every picture that came later, so that
/// nothing is missed and nothing has to be remembered for a reader.
struct JobEvents: EventSource {
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

    let job: Subscription<Job>
    let seen: Int
    let wording: Wording
    /// Asks whether the reader may still know.
    let confirm: @Sendable () async throws -> Void

    func makeAsyncIterator() -> Iterator { Iterator(events: self) }

    func end() { job.end() }

    struct Iterator: AsyncIteratorProtocol {
        private let wording: Wording
        private let confirm: @Sendable () async throws -> Void
        private var states: AsyncStream<Job>.Iterator
        private var watch: JobWatch
        private var waiting: [ServerEvent] = []

        init(events: JobEvents) {
            (wording, confirm) = (events.wording, events.confirm)
            states = events.job.elements.makeAsyncIterator()
            watch = JobWatch(seen: events.seen)
        }

        mutating func next() async throws -> ServerEvent?? {
            if waiting.isEmpty {
                guard let state = await states.next(isolation: #isolation) else { return nil }
                try await confirm()
                waiting = try watch.news(of: state, wording).map { news in
                    ServerEvent(id: "\(news.revision)", name: news.name, data: news.data)
                }
                if waiting.isEmpty { return .some(nil) }
            }
            return waiting.removeFirst()
        }
    }
}
