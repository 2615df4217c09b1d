import Kernel
import Synchronization

/// Looks at a job each time that it may have changed, once for all who follow it, and wakes them only when there is something to tell.
final class JobLookout: Sendable {
    /// Looks without news after which followers are woken all the same, to keep their connections alive: there is one a second.
    static let quietLooks = 15

    /// A job and whose it is: nobody hears of a job by the right of somebody else.
    struct Target: Hashable {
        let job: JobID
        let subject: SubjectID
    }

    private struct Watch {
        /// Tells this watch from a later one of the same target.
        let number: Int
        var followers: [Int: AsyncStream<Job>.Continuation] = [:]
        var last: Job?
        let looker: Task<Void, Never>
    }

    private struct State {
        var watches: [Target: Watch] = [:]
        var count = 0
    }

    private let state = Mutex(State())

    /// Hears how a job stands now, each time that it has changed, and now and then without; after its end nothing comes.
    ///
    /// `ticks` say when to look. Once `look` throws, all who follow the job hear nothing more.
    func follow(
        _ target: Target,
        ticks: @escaping @Sendable () -> AsyncStream<Void>,
        look: @escaping @Sendable () async throws -> Job
    ) -> Following<Job> {
        state.withLock { state in
            state.count += 1
            let number = state.count
            let following = Following<Job> { self.leave(target, number) }
            var watch =
                state.watches[target]
                ?? Watch(number: number, looker: Task { await self.watch(target, number, ticks(), look) })
            watch.followers[number] = following.teller
            state.watches[target] = watch
            if let last = watch.last { following.teller.yield(last) }
            return following
        }
    }

    private func watch(
        _ target: Target,
        _ number: Int,
        _ ticks: AsyncStream<Void>,
        _ look: @Sendable () async throws -> Job
    ) async {
        var quiet = 0
        for await _ in ticks {
            guard let job = try? await look() else { break }
            quiet += 1
            for follower in news(job, of: target, number, isDue: quiet >= Self.quietLooks) {
                follower.yield(job)
                quiet = 0
            }
            if job.status.isFinal { break }
        }
        let watch = state.withLock { state in
            state.watches[target]?.number == number ? state.watches.removeValue(forKey: target) : nil
        }
        for follower in (watch?.followers ?? [:]).values { follower.finish() }
    }

    /// Who is to be woken for it.
    private func news(
        _ job: Job,
        of target: Target,
        _ number: Int,
        isDue: Bool
    ) -> [AsyncStream<Job>.Continuation] {
        state.withLock { state in
            guard let watch = state.watches[target], watch.number == number else { return [] }
            guard isDue || watch.last != job else { return [] }
            state.watches[target]?.last = job
            return Array(watch.followers.values)
        }
    }

    private func leave(_ target: Target, _ number: Int) {
        let looker = state.withLock { state -> Task<Void, Never>? in
            state.watches[target]?.followers[number] = nil
            guard let watch = state.watches[target], watch.followers.isEmpty else { return nil }
            state.watches[target] = nil
            return watch.looker
        }
        looker?.cancel()
    }
}
