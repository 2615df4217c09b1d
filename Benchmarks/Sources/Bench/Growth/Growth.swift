import Accounts
import Privacy
import Studio

/// How much longer lists, claims and look-ups take in a large installation than in a small one.
struct Growth {
    /// Set to 1: a million jobs instead of a hundred thousand.
    static let bigVariable = "NBP_BENCH_BIG"
    private static let most = 1.5
    private static let rounds = 5
    private static let timesARound = 100
    private static let claimsARound = 30

    let share: ShareContents
    let isBig: Bool

    func findings() async throws -> [Finding] {
        let jobs = isBig ? 1_000_000 : 100_000
        let few = try await Population(jobs: 1_000, people: 100, share)
        let many = try await Population(jobs: jobs, people: jobs / 10, share)
        var findings: [Finding] = []
        for act in Act.all {
            try await findings.append(
                compare(act.name, few, many, jobs) { try await $0.times(act, Self.timesARound) }
            )
        }
        try await findings.append(
            compare("claim and finish", few, many, jobs) { try await $0.claims(Self.claimsARound) }
        )
        return findings + [try await plans(in: many)]
    }

    /// Takes turns between the two, so that a busy moment of the machine meets both.
    private func compare(
        _ name: String,
        _ few: Population,
        _ many: Population,
        _ jobs: Int,
        _ time: (Population) async throws -> [Duration]
    ) async throws -> Finding {
        var (small, large) = ([Duration](), [Duration]())
        for _ in 0..<Self.rounds {
            small += try await time(few)
            large += try await time(many)
        }
        let (before, after) = (
            Quantity.seconds(Samples(small).median), Quantity.seconds(Samples(large).median)
        )
        return Finding("\(name), \(jobs) jobs to 1000", after, .share(Self.most, of: before))
    }

    /// Does everything once more, upkeep too, and asks the database how it finds the rows.
    private func plans(in population: Population) async throws -> Finding {
        let log = StatementLog()
        let heard = try await population.reopened(share, hearing: log)
        for act in Act.all { _ = try await heard.times(act, 1) }
        _ = try await heard.claims(1)
        _ = try await heard.installation.sweeper.sweep(isDry: true)
        try await heard.installation.privacy.resumeErasures()
        _ = try await heard.installation.studio.collect()
        let steps = try QueryPlans(of: heard.database).growingSteps(in: log.texts)
        for step in steps { Progress.say("  grows with its table: \(step)") }
        return Finding(
            "plans that grow, of \(log.texts.count) statements",
            Quantity(Double(steps.count), .count),
            .none
        )
    }
}
