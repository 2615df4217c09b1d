import Engines
import FoundationEssentials
import Kernel

extension StableDiffusionServer {
    /// One picture's way through the server: handing the job in, asking after it, taking it back.
    struct Errand: Sendable {
        static let capabilitiesPath = "/sdcpp/v1/capabilities"
        /// A job that is lost is handed in once more.
        static let mostSubmissions = 2
        static let submission: Duration = .seconds(15)
        static let question: Duration = .seconds(10)
        static let cancelling: Duration = .seconds(5)
        static let firstPause: Duration = .seconds(1)
        static let laterPauses: Duration = .seconds(2)
        /// How many questions in a row may stay without a useful answer.
        static let mostUnclear = 5

        private let calls: DiffusionCalls
        private let clock: Clock
        private let deadline: Timestamp
        private let report: @Sendable (EngineProgress) -> Void

        init(
            _ calls: DiffusionCalls,
            _ clock: Clock,
            until deadline: Timestamp,
            _ report: @escaping @Sendable (EngineProgress) -> Void
        ) {
            self.calls = calls
            self.clock = clock
            self.deadline = deadline
            self.report = report
        }

        func capabilities() async throws(GatewayFailure) -> Capabilities {
            try StableDiffusionServer.capabilities(
                await calls.get(Self.capabilitiesPath, within: left(Self.question))
            )
        }

        /// Hands a job in and follows it to its end; nil when the server lost it.
        func draw(_ job: Data) async throws(GatewayFailure) -> GatewayPicture? {
            report(EngineProgress(.waiting, 0))
            let id = try await submit(job)
            do throws(GatewayFailure) {
                return try await follow(id)
            } catch {
                if error.leavesJob { await cancel(id) }
                throw error
            }
        }

        /// Not broken off by a cancellation: a job that was taken, and whose id nobody heard, could not be
        /// cancelled.
        private func submit(_ job: Data) async throws(GatewayFailure) -> String {
            let limit = try left(Self.submission)
            guard !Task.isCancelled else { throw GatewayFailure(.cancelled) }
            let answer = await calls.posting("/sdcpp/v1/img_gen", job, within: limit).value
            return try StableDiffusionServer.id(answer.get())
        }

        private func follow(_ id: String) async throws(GatewayFailure) -> GatewayPicture? {
            var pause = Self.firstPause
            var unclear = 0
            while true {
                try await rest(pause)
                pause = Self.laterPauses
                switch try await progress(of: id) {
                case .waiting: report(EngineProgress(.waiting, 0))
                case .drawing: report(EngineProgress(.drawing, 0))  // the server knows no share of it
                case .drawn(let picture): return picture
                case .lost: return nil
                case .unclear(let failure):
                    unclear += 1
                    guard unclear < Self.mostUnclear else { throw failure }
                    continue
                }
                unclear = 0
            }
        }

        private func progress(of id: String) async throws(GatewayFailure) -> Progress {
            let answer: DiffusionAnswer
            do throws(GatewayFailure) {
                answer = try await calls.get("/sdcpp/v1/jobs/\(id)", within: left(Self.question))
            } catch {
                guard error.reason.mayPass, !Task.isCancelled else { throw error }
                return .unclear(error)
            }
            return try StableDiffusionServer.progress(answer, of: id)
        }

        /// Tells the server that nobody waits any longer; a job that is drawn already gets a 409 and goes on.
        private func cancel(_ id: String) async {
            _ = await calls.posting("/sdcpp/v1/jobs/\(id)/cancel", within: Self.cancelling).value
        }

        private func rest(_ pause: Duration) async throws(GatewayFailure) {
            do {
                try await clock.sleep(left(pause))
            } catch {
                throw error as? GatewayFailure ?? GatewayFailure(error)
            }
        }

        /// As much of a limit as the order's own leaves.
        ///
        /// - Throws: `unknown` when the order's time is up.
        private func left(_ limit: Duration) throws(GatewayFailure) -> Duration {
            let left = deadline - clock.now()
            guard left > .zero else { throw GatewayFailure(.unknown) }
            return min(limit, left)
        }
    }
}

extension GatewayFailure {
    /// Whether the server may still have a job that nobody follows any more.
    fileprivate var leavesJob: Bool {
        switch reason {
        case .noImage, .engineFailed: receipt.id == nil
        default: true
        }
    }
}

extension GatewayFailure.Reason {
    /// Whether a question without an answer is worth asking again.
    fileprivate var mayPass: Bool { self == .transport || self == .unknown }
}
