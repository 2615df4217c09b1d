import Kernel
import Logging
import Store
import Synchronization

/// Looks at a job each time that it may have changed, once for all who follow it, and wakes them only when there is something to tell.
final class JobBroadcast: Sendable {
    /// Looks without news after which followers are woken all the same, to keep their connections alive: there is one a second.
    static let quietLooks = 15

    /// A job and whose it is: nobody hears of a job by the right of somebody else.
    struct Target: Hashable {
        let job: JobID
        let subject: SubjectID
    }

    private struct Channel {
        /// Tells this channel from a later one about the same target.
        let number: Int
        var followers: [Int: AsyncStream<Job>.Continuation] = [:]
        var last: Job?
        let looker: Task<Void, Never>
    }

    private struct State {
        var channels: [Target: Channel] = [:]
        var count = 0
    }

    private let state = Mutex(State())

    /// Hears how a job stands now, each time that it has changed, and now and then without; after its end nothing comes.
    ///
    /// `ticks` say when to look. Once `look` throws, all who follow the job hear nothing more, unless the database was just busy.
    func follow(
        _ target: Target,
        ticks: @escaping @Sendable () -> AsyncStream<Void>,
        look: @escaping @Sendable () async throws -> Job
    ) -> Subscription<Job> {
        state.withLock { state in
            state.count += 1
            let number = state.count
            let subscription = Subscription<Job> { self.leave(target, number) }
            if state.channels[target] == nil {
                // Detached: it goes on when the request that began it has ended, and speaks for none.
                let looker = Task.detached { await self.watch(target, number, ticks(), look) }
                state.channels[target] = Channel(number: number, looker: looker)
            }
            state.channels[target]?.followers[number] = subscription.continuation
            if let last = state.channels[target]?.last { subscription.continuation.yield(last) }
            return subscription
        }
    }

    private func watch(
        _ target: Target,
        _ channel: Int,
        _ ticks: AsyncStream<Void>,
        _ look: @Sendable () async throws -> Job
    ) async {
        var quiet = 0
        do {
            for await _ in ticks {
                guard let job = try await unlessBusy(look) else { continue }
                quiet += 1
                for follower in followers(of: target, channel, hearing: job, isDue: quiet >= Self.quietLooks)
                {
                    follower.yield(job)
                    quiet = 0
                }
                if job.status.isFinal { break }
            }
        } catch {
            Logger.current.debug(
                "Nobody may follow a job any more",
                metadata: ["job": "\(target.job)", "error": "\(type(of: error))"]
            )
        }
        let last = state.withLock { state in
            state.channels[target]?.number == channel ? state.channels.removeValue(forKey: target) : nil
        }
        for follower in (last?.followers ?? [:]).values { follower.finish() }
    }

    /// Nil where the next tick may have better luck.
    private func unlessBusy(_ look: @Sendable () async throws -> Job) async throws -> Job? {
        do {
            return try await look()
        } catch StoreError.busy {
            return nil
        }
    }

    /// Who is to be woken for it.
    private func followers(
        of target: Target,
        _ channel: Int,
        hearing job: Job,
        isDue: Bool
    ) -> [AsyncStream<Job>.Continuation] {
        state.withLock { state in
            guard let current = state.channels[target], current.number == channel,
                isDue || current.last != job
            else { return [] }
            state.channels[target]?.last = job
            return Array(current.followers.values)
        }
    }

    private func leave(_ target: Target, _ number: Int) {
        let looker = state.withLock { state -> Task<Void, Never>? in
            state.channels[target]?.followers[number] = nil
            guard let channel = state.channels[target], channel.followers.isEmpty else { return nil }
            state.channels[target] = nil
            return channel.looker
        }
        looker?.cancel()
    }
}
