import Accounts
import Kernel
import Purposes
import Store

/// The purpose gate with a warm cache, while another process commits to the same database twenty times a second.
struct GateDecisions {
    private static let people = 1_000
    /// Decisions are taken in bursts with rests, so that many of the neighbour's commits fall between them.
    private static let bursts = 250
    private static let burst = 400
    private static let rest: Duration = .milliseconds(20)
    /// People whom the neighbour erases, each asked about right after.
    private static let erased = 100
    private static let budget = 50e-6

    let share: ShareContents

    func findings() async throws -> [Finding] {
        let scratch = try Scratch()
        let installation = try await Installation.open(in: scratch.folder, share)
        var subjects: [SubjectID] = []
        for _ in 0..<Self.people {
            subjects.append(try await installation.accounts.welcome().visitor.subject)
        }
        let neighbour = try RunningNeighbour(in: scratch.folder, share)
        let before = try installation.store.version()
        let decisions = try await time(installation.gate, subjects)
        let commits = try installation.store.version() - before
        guard commits > 0 else { throw Complaint("the neighbour committed nothing") }
        let unseen = try await unseenErasures(of: subjects.prefix(Self.erased), installation.gate, neighbour)
        return [
            Finding(
                "purpose gate, p99 of \(Self.bursts * Self.burst)",
                .seconds(decisions.quantile(0.99)),
                .budget(Self.budget)
            ),
            Finding(
                "purpose gate, changes unseen of \(Self.erased)",
                Quantity(Double(unseen), .count),
                .none
            ),
        ]
    }

    private func time(_ gate: PurposeGate, _ subjects: [SubjectID]) async throws -> Samples {
        for subject in subjects { _ = try await gate.permit(ProvideService.self, for: subject) }
        let clock = ContinuousClock()
        var durations: [Duration] = []
        durations.reserveCapacity(Self.bursts * Self.burst)
        for burst in 0..<Self.bursts {
            for number in 0..<Self.burst {
                let subject = subjects[(burst * Self.burst + number) % subjects.count]
                let start = clock.now
                _ = try await gate.permit(ProvideService.self, for: subject)
                durations.append(clock.now - start)
            }
            try await Task.sleep(for: Self.rest)
        }
        return Samples(durations)
    }

    /// How many are still allowed although another process has committed their erasure.
    private func unseenErasures(
        of subjects: some Collection<SubjectID>,
        _ gate: PurposeGate,
        _ neighbour: RunningNeighbour
    ) async throws -> Int {
        var unseen = 0
        for subject in subjects {
            _ = try await gate.permit(ProvideService.self, for: subject)
            try neighbour.erase(subject)
            do {
                _ = try await gate.permit(ProvideService.self, for: subject)
                unseen += 1
            } catch let problem as Problem where problem.code == .erased {
                continue
            }
        }
        return unseen
    }
}
