import HTTPKit
import Kernel
import Studio

/// What changes about all jobs of a person, as events: those of `JobEvents`, each with the id of its job.
///
/// So many jobs are followed at once; the next ones have their turn when others end. An event's id says what the reader has seen of
/// each (`FollowedJobs`), so that nothing has to be remembered for a reader. Once nothing waits or runs the last event is `idle`, and the
/// stream ends; it ends after a while too. A browser comes back by itself, and whoever may not any more is found out then.
struct AllJobEvents: EventSource {
    /// As many as somebody may have waiting or running by default.
    static let mostJobs = 20
    private static let longest: Duration = .seconds(600)
    /// Ticks without news before a quiet connection is kept alive by a comment: they come once a second.
    private static let quietTicks = 15

    /// Where the events come from.
    struct Source: Sendable {
        let ticks: Subscription<Void>
        /// How those jobs stand, and others; and the newest of all.
        let pulses: @Sendable ([JobID], JobID?) async throws -> (pulses: [JobPulse], newest: JobID)
        /// Nil for one that is gone.
        let job: @Sendable (JobID) async throws -> Job?
        /// Asks whether the reader may still know.
        let confirm: @Sendable () async throws -> Void
    }

    let source: Source
    let seen: FollowedJobs
    let wording: JobEvents.Wording

    func makeAsyncIterator() -> Iterator { Iterator(events: self) }

    func end() { source.ticks.end() }

    struct Iterator: AsyncIteratorProtocol {
        private let events: AllJobEvents
        private var ticks: AsyncStream<Void>.Iterator
        private var followed: FollowedJobs
        private var watches: [JobID: JobWatch] = [:]
        private var waiting: [ServerEvent] = []
        private var quiet = 0
        private var isDone = false
        private let begun = ContinuousClock.now

        init(events: AllJobEvents) {
            self.events = events
            ticks = events.source.ticks.elements.makeAsyncIterator()
            followed = events.seen
        }

        mutating func next() async throws -> ServerEvent?? {
            while waiting.isEmpty {
                guard !isDone, begun.duration(to: .now) < AllJobEvents.longest,
                    await ticks.next(isolation: #isolation) != nil
                else { return nil }
                try await look()
                quiet = waiting.isEmpty ? quiet + 1 : 0
                if quiet >= AllJobEvents.quietTicks {
                    quiet = 0
                    return .some(nil)
                }
            }
            return waiting.removeFirst()
        }

        private mutating func look() async throws {
            let (pulses, newest) = try await events.source.pulses(followed.jobs, followed.newest)
            followed.newest = newest
            let there = Set(pulses.map(\.job))
            for id in followed.jobs where !there.contains(id) { forget(id) }
            // All of them before the first event, whose id says that they are known.
            for pulse in pulses { followed.follow(pulse.job) }
            for pulse in pulses {
                for news in try await news(of: pulse) {
                    if news.isEnd { forget(pulse.job) } else { followed.note(news.revision, of: pulse.job) }
                    waiting.append(ServerEvent(id: followed.text, name: news.name, data: news.data))
                }
            }
            if followed.jobs.isEmpty, pulses.count < AllJobEvents.mostJobs {
                waiting.append(ServerEvent(id: followed.text, name: "idle", data: "{}"))
                isDone = true
            }
            if !waiting.isEmpty { try await events.source.confirm() }
        }

        private mutating func news(of pulse: JobPulse) async throws -> [JobWatch.News] {
            var watch =
                watches[pulse.job] ?? JobWatch(seen: followed.revision(of: pulse.job) ?? 0, isNamed: true)
            var news: [JobWatch.News] = []
            if watch.isBehind(pulse) {
                guard let job = try await events.source.job(pulse.job) else {
                    forget(pulse.job)
                    return []
                }
                news = try watch.news(of: job, events.wording)
            } else {
                news = try watch.news(of: pulse)
            }
            watches[pulse.job] = watch
            return news
        }

        private mutating func forget(_ id: JobID) {
            followed.forget(id)
            watches[id] = nil
        }
    }
}
