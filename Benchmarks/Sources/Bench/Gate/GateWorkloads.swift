import Accounts
import Kernel
import Purposes
import Studio

/// What the purpose gate costs the reads that rights are about, in the manner of GDPRbench (Shastri et al., VLDB 2020): the same
/// work with a permit for each act, and with one permit for all acts of a person, which is as if there were no gate.
struct GateWorkloads {
    private static let rounds = 6
    private static let acts = 400
    /// What the gate may add.
    private static let most = 1.1

    let share: ShareContents

    private enum Role: String, CaseIterable {
        /// Reads one record for a purpose.
        case processor = "processor: a job by id"
        /// Reads a page of their own.
        case customer = "customer: a page of the gallery"
        /// Searches what is theirs.
        case seeker = "customer: a search by word"
    }

    func findings() async throws -> [Finding] {
        let population = try await Population(jobs: 2_000, people: 100, share)
        var findings: [Finding] = []
        for role in Role.allCases {
            var (gated, free) = (Duration.zero, Duration.zero)
            for round in 0..<Self.rounds {
                // In turns, so that neither always finds the warmer cache.
                if round.isMultiple(of: 2) {
                    gated += try await time(role, in: population, isGated: true)
                    free += try await time(role, in: population, isGated: false)
                } else {
                    free += try await time(role, in: population, isGated: false)
                    gated += try await time(role, in: population, isGated: true)
                }
            }
            let each = Double(Self.rounds * Self.acts)
            findings.append(
                Finding(
                    "gate on against off, \(role.rawValue)",
                    .seconds(gated / each),
                    .share(Self.most, of: .seconds(free / each))
                )
            )
        }
        return findings
    }

    private func time(_ role: Role, in population: Population, isGated: Bool) async throws -> Duration {
        let (installation, people) = (population.installation, population.watched.people)
        let clock = ContinuousClock()
        var sum = Duration.zero
        for person in people {
            let once = try await installation.gate.permit(
                ProvideService.self,
                for: person.visitor.subject
            )
            let start = clock.now
            for number in 0..<(Self.acts / people.count) {
                if isGated {
                    let permit = try await installation.gate.permit(
                        ProvideService.self,
                        for: person.visitor.subject
                    )
                    try await act(role, installation, person, number, under: permit)
                } else {
                    try await act(role, installation, person, number, under: once)
                }
            }
            sum += clock.now - start
        }
        return sum
    }

    private func act(
        _ role: Role,
        _ installation: Installation,
        _ person: WatchedPeople.Person,
        _ number: Int,
        under permit: borrowing Permit<ProvideService>
    ) async throws {
        switch role {
        case .processor:
            _ = try await installation.studio.job(person.jobs[number % person.jobs.count], under: permit)
        case .customer, .seeker:
            _ = try await installation.studio.pictures(
                before: nil,
                holding: role == .seeker ? WatchedPeople.word : nil,
                limit: 24,
                under: permit
            )
        }
    }
}
