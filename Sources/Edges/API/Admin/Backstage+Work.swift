package import Engines
import FoundationEssentials
package import Kernel
package import Queue
import Store
package import Studio

/// How the queue and the jobs are doing.
package struct WorkReport: Sendable {
    package let depth: [QueueDepth]
    package let oldestWaiting: Timestamp?
    package let struggles: [Struggle]
    /// Of the last day.
    package let tally: JobTally

    package var waiting: Int { depth.map(\.waiting).reduce(0, +) }
    package var running: Int { depth.map(\.running).reduce(0, +) }
}

/// A model and how it did in the last day.
package struct EngineReport: Sendable {
    package enum Health: String, CaseIterable, Sendable {
        case well
        /// Nothing was asked of it.
        case idle
        /// Half of its jobs or more failed.
        case failing
        /// No engine of this installation runs it.
        case off
        case retired
    }

    package let model: Model
    package let health: Health
    package let ended: Int
    package let failed: Int
    package let lastFailure: Timestamp?
}

extension Backstage {
    private static let mostStruggles = 50

    package func work() async throws -> WorkReport {
        let queue = queue
        let (depth, oldest, struggles) = try await store.read { tx in
            try (
                queue.depth(in: tx), queue.oldestWaiting(in: tx),
                queue.struggles(limit: Self.mostStruggles, in: tx)
            )
        }
        return WorkReport(
            depth: depth.sorted { $0.type.rawValue < $1.type.rawValue },
            oldestWaiting: oldest,
            struggles: struggles,
            tally: try await studio.tally(since: clock.now() - .days(1))
        )
    }

    /// Has work that failed be tried at once.
    /// - Throws: `Problem` `not_found` when it does not wait any more.
    package func retry(_ id: WorkID) async throws {
        let queue = queue
        guard try await store.write({ tx in try queue.hurry(id, in: tx) }) else { throw Problem(.notFound) }
        queue.wake()
    }

    package func engines() async throws -> [EngineReport] {
        let now = clock.now()
        let tally = try await studio.tally(since: now - .days(1))
        let offered = Set(studio.offeredModels.map(\.id))
        return studio.allModels.map { model in
            let own = tally.byModel.first { $0.model == model.id }
            return EngineReport(
                model: model,
                health: health(of: model, isOffered: offered.contains(model.id), own),
                ended: own?.ended ?? 0,
                failed: own?.failed ?? 0,
                lastFailure: own?.lastFailure
            )
        }
    }

    private func health(
        of model: Model,
        isOffered: Bool,
        _ tally: ModelTally?
    ) -> EngineReport.Health {
        guard isOffered else { return .retired }
        guard studio.hasEngine(for: model) else { return .off }
        guard let tally, tally.ended > 0 else { return .idle }
        return tally.failed * 2 >= tally.ended ? .failing : .well
    }
}
