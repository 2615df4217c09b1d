import HTTPKit
import Kernel
import Studio

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
    static let quietTicks = 15

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
        private var watch: JobWatch
        private var waiting: [ServerEvent] = []
        private var quiet = 0
        private var isDone = false

        init(events: JobEvents, ticks: AsyncStream<Void>.Iterator, seen: Int) {
            self.events = events
            self.ticks = ticks
            watch = JobWatch(seen: seen)
        }

        mutating func next() async throws -> ServerEvent?? {
            while waiting.isEmpty {
                guard !isDone, await ticks.next(isolation: #isolation) != nil else { return nil }
                for news in try watch.news(of: await events.read(), events.wording) {
                    waiting.append(ServerEvent(id: "\(news.revision)", name: news.name, data: news.data))
                    isDone = isDone || news.isEnd
                }
                quiet = waiting.isEmpty ? quiet + 1 : 0
                if quiet >= JobEvents.quietTicks {
                    quiet = 0
                    return .some(nil)
                }
            }
            return waiting.removeFirst()
        }
    }
}
