package import Engines
package import Kernel
import Metrics
import Outbound

/// Has a picture made by the engines that a model names, one after another, and never pays twice.
///
/// At most three calls for a picture over all engines and keys. A call whose outcome nobody knows is written down as such
/// and repeated only where the servers are the operator's own.
package struct Router: Sendable {
    static let mostTries = 3
    /// How often a pool whose lanes are all busy is looked at again.
    private static let patience: Duration = .milliseconds(100)

    private let stations: [String: Station]
    let journal: any CallJournal
    private let clock: Clock
    private let randomness: Randomness
    private let ids: IDs

    package init(
        _ stations: [String: Station],
        journal: any CallJournal,
        clock: Clock,
        randomness: Randomness,
        ids: IDs
    ) {
        self.stations = stations
        self.journal = journal
        self.clock = clock
        self.randomness = randomness
        self.ids = ids
    }

    /// A picture, and who made it.
    package struct Outcome: Sendable {
        package let picture: GatewayPicture
        package let engine: String
        /// As the engine knows it.
        package let model: String
        /// Whether the engine that the model names first made it.
        package let isFirstChoice: Bool
    }

    /// What there is to make, and how.
    package struct Wish: Sendable {
        package let key: PictureKey
        /// In the order in which they are asked: the model's own engine, then those that its row names.
        package let routes: [Route]
        package let deadline: Timestamp
        /// Made anew for each engine, with its name of the model; it insists on a picture once an engine answered in words.
        package let order: @Sendable (Route, _ demandsImage: Bool) -> GatewayOrder

        package init(
            key: PictureKey,
            routes: [Route],
            deadline: Timestamp,
            order: @escaping @Sendable (Route, _ demandsImage: Bool) -> GatewayOrder
        ) {
            self.key = key
            self.routes = routes
            self.deadline = deadline
            self.order = order
        }
    }

    /// What has happened so far for one picture, in earlier runs of its job too.
    private struct Course {
        /// Calls of every engine.
        var calls: Int
        /// Those that are counted: a server of the operator's own may be asked anew by each run.
        var tries: Int
        var reasons: [GatewayFailure.Reason]
        /// What an earlier run came to that a provider may have been paid for: none is asked again.
        let settled: Problem.Code?
        /// Lanes of the present engine that are not to be asked again.
        var spent: Set<HostLabel> = []
        var demandsImage: Bool

        init(_ past: [PastCall], isOwn: (String) -> Bool) {
            let paid = past.filter { !isOwn($0.engine) }.map(\.outcome)
            calls = past.count
            tries = paid.count
            reasons = paid.compactMap { $0.flatMap { GatewayFailure.Reason(rawValue: $0) } }
            settled = Self.settled(paid, reasons)
            demandsImage = reasons.contains(.noImage)
        }

        private static func settled(
            _ outcomes: [String?],
            _ reasons: [GatewayFailure.Reason]
        ) -> Problem.Code? {
            let isOpen = outcomes.contains { outcome in
                guard let outcome else { return true }
                let reason = GatewayFailure.Reason(rawValue: outcome)
                return outcome == EngineCallEnd.made
                    || reason.map { [.unknown, .cancelled].contains($0) } ?? false
            }
            if isOpen { return .outcomeUnknown }
            if reasons.contains(.engineFailed) { return .engineFailed }
            let isWithheld =
                reasons.contains(.refusedOutput) || reasons.filter { $0 == .noImage }.count > 1
            return isWithheld ? .engineRefusedOutput : nil
        }
    }

    /// - Throws: `EngineError`, or `CancellationError`.
    package func picture(
        _ wish: Wish,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws -> Outcome {
        let past = try await journal.past(of: wish.key)
        if let delivered = try await delivered(in: past, for: wish) { return delivered }
        var course = Course(past, isOwn: isOwn)
        for (place, route) in wish.routes.enumerated() {
            guard let station = stations[route.engine] else { continue }
            if let picture = try await picture(wish, of: route, at: station, &course, report) {
                if place > 0 { CallMeter.fellBack(to: route) }
                return Outcome(
                    picture: picture,
                    engine: route.engine,
                    model: route.model,
                    isFirstChoice: place == 0
                )
            }
        }
        throw stopped(.engineUnavailable)
    }

    /// Asks every key and server that is left alone whether it is well again; nothing is made by it.
    package func probe() async {
        await withDiscardingTaskGroup { group in
            for station in stations.values {
                for lane in await station.pool.ailing {
                    group.addTask {
                        do throws(GatewayFailure) {
                            try await station.gateway.probe(lane)
                            await station.pool.probed(lane.label, nil)
                        } catch {
                            await station.pool.probed(lane.label, error)
                        }
                    }
                }
            }
        }
    }

    /// Whether the servers of an engine are the operator's own.
    func isOwn(_ engine: String) -> Bool { stations[engine]?.isOwn ?? false }

    /// How the lanes of every engine are doing now, by the engines' names.
    package func report() async -> [StationReport] {
        var reports: [StationReport] = []
        for (engine, station) in stations.sorted(by: { $0.key < $1.key }) {
            reports.append(StationReport(engine: engine, lanes: await station.pool.report()))
        }
        return reports
    }

    /// What one engine makes; nil when the next one is to be asked.
    private func picture(
        _ wish: Wish,
        of route: Route,
        at station: Station,
        _ course: inout Course,
        _ report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws -> GatewayPicture? {
        if !station.isOwn, let code = course.settled { throw stopped(code) }
        course.spent = []
        while course.tries < Self.mostTries,
            let lane = try await lane(of: station, route.engine, besides: course.spent, until: wish.deadline)
        {
            let order = wish.order(route, course.demandsImage)
            let call = EngineCall(
                id: ids.next(),
                picture: wish.key,
                engine: route.engine,
                lane: lane.label.text,
                model: route.model,
                recipient: lane.recipient,
                fields: order.fields,
                begunAt: clock.now(),
                isPaid: !station.isOwn
            )
            let outcome = try await ask(station, route, lane, order, call, after: course.calls, report)
            course.tries += 1
            course.calls += 1
            switch outcome {
            case .success(let picture): return picture
            case .failure(let failure):
                guard try await goesOn(after: failure, of: lane, at: station, &course) else { return nil }
            }
        }
        return nil
    }

    /// Does what follows from a failed call; false when the engine is done with.
    private func goesOn(
        after failure: GatewayFailure,
        of lane: Lane,
        at station: Station,
        _ course: inout Course
    ) async throws -> Bool {
        let verdict = Verdict(failure, tries: course.tries, earlier: course.reasons, isOwn: station.isOwn)
        course.reasons.append(failure.reason)
        if failure.reason == .noImage { course.demandsImage = true }
        switch verdict {
        case .again(let pause): try await clock.sleep(spread(pause))
        case .otherLane: course.spent.insert(lane.label)
        case .nextEngine: return false
        case .stop(let code): throw stopped(code)
        case .canceled: throw CancellationError()
        }
        return true
    }

    /// One call, written down before and after.
    private func ask(
        _ station: Station,
        _ route: Route,
        _ lane: Lane,
        _ order: GatewayOrder,
        _ call: EngineCall,
        after past: Int,
        _ report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws -> Result<GatewayPicture, GatewayFailure> {
        do {
            try await journal.begin(call, after: past)
        } catch {
            await station.pool.end(lane.label, GatewayFailure(.cancelled))
            throw error is PastChanged ? CancellationError() : error
        }
        let meter = CallMeter(route, at: lane.label, clock: clock)
        do throws(GatewayFailure) {
            let picture = try await station.gateway.make(
                order,
                at: lane.carrying(order.fields),
                report: report
            )
            await station.pool.end(lane.label, nil)
            meter.end(nil, picture.receipt)
            await keep(picture, of: call)
            await end(call.id, of: call.picture, EngineCallEnd(picture.receipt))
            return .success(picture)
        } catch {
            await station.pool.end(lane.label, error)
            meter.end(error, error.receipt)
            await end(call.id, of: call.picture, EngineCallEnd(error.receipt, error.reason))
            return .failure(error)
        }
    }

    /// A lane that takes a call; nil when none is healthy, or none is free before the deadline.
    private func lane(
        of station: Station,
        _ engine: String,
        besides spent: Set<HostLabel>,
        until deadline: Timestamp
    ) async throws -> Lane? {
        let waiting = Meter(label: "engine.waiting", dimensions: [("engine", engine)])
        waiting.increment()
        defer { waiting.decrement() }
        while true {
            try Task.checkCancellation()
            switch await station.pool.take(besides: spent) {
            case .lane(let lane): return lane
            case .none: return nil
            case .busy(let end):
                guard clock.now() < deadline, end.map({ $0 < deadline }) ?? true else { return nil }
                try await clock.sleep(Self.patience)
            }
        }
    }

    /// A quarter more or less, so that many who failed together do not come back together.
    private func spread(_ pause: Duration) -> Duration {
        let share = Int(randomness.bytes(1).first ?? 0)
        return pause * 3 / 4 + pause * share / 512
    }

    private func stopped(_ code: Problem.Code) -> EngineError { .refused(Problem(code)) }
}
