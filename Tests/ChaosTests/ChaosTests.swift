import Blobs
import Engines
import Foundation
import Kernel
import Studio
import Testing

/// Jobs through a host that fails three calls in ten, in every way that hosts are known to fail.
///
/// `NBP_PROVE` makes the run long, as `make prove` does; `NBP_CHAOS_SEED` repeats one of which the seed was printed.
@Suite(.timeLimit(.minutes(90)))
struct ChaosTests {
    private static let isProof = ProcessInfo.processInfo.environment["NBP_PROVE"] != nil
    private static let jobs = isProof ? 10_000 : 300
    private static let seed =
        ProcessInfo.processInfo.environment["NBP_CHAOS_SEED"].flatMap { Int($0) }.flatMap { Seed($0) }
        ?? Randomness.system.seed()
    /// Sockets of the host's that the system has not taken back yet.
    private static let slack = 24

    private static var again: Comment { "run it again with NBP_CHAOS_SEED=\(seed.number)" }

    @Test
    func `a host that fails at random leaves every job decided, nobody charged for nothing, and no trace`()
        async throws
    {
        print("chaos: \(Self.jobs) jobs, NBP_CHAOS_SEED=\(Self.seed.number)")
        let start = ContinuousClock.now
        let end: ChaosEnd
        do {
            end = try await ChaosRun(jobs: Self.jobs, seed: Self.seed).end()
        } catch {
            Issue.record(error, Self.again)
            return
        }
        print(
            "chaos: \(end.images.count) pictures of \(end.calls.count) calls, \(ContinuousClock.now - start)"
        )
        checkTrouble(end)
        checkJobs(end)
        checkMoney(end)
        checkRemains(end)
    }

    /// Without trouble nothing would be proven, and without pictures neither.
    private func checkTrouble(_ end: ChaosEnd) {
        #expect(end.missing == [], Self.again)
        #expect(end.calls.contains { $0.outcome == CallOutcome.transport.rawValue }, Self.again)
        #expect(end.books.jobs.contains { $0.status == .failed }, Self.again)
        #expect(end.images.count > Self.jobs / 2, Self.again)
    }

    private func checkJobs(_ end: ChaosEnd) {
        #expect(end.books.jobs.count == Self.jobs, Self.again)
        #expect(end.undecided == [], Self.again)
        #expect(
            end.calls.allSatisfy { $0.hasEnded && $0.outcome.flatMap(CallOutcome.init(rawValue:)) != nil },
            Self.again
        )
        #expect(end.miswritten == [], Self.again)
    }

    private func checkMoney(_ end: ChaosEnd) {
        #expect(end.unbalanced == [], Self.again)
        #expect(end.spent == ChaosPlace.price * end.images.count, Self.again)
        #expect(end.paidTwice == [], Self.again)
    }

    private func checkRemains(_ end: ChaosEnd) {
        #expect(end.work == 0, Self.again)
        #expect(end.callsUnderWay == 0, Self.again)
        #expect(end.connections == 0, Self.again)
        // 64 pixels wide, a picture has no smaller forms: it is one file.
        #expect(Set(end.blobs.compactMap(\.image)) == Set(end.images.map(\.id)), Self.again)
        #expect(end.blobs.count == end.images.count, Self.again)
        #expect(end.filesOnDisk == end.images.count, Self.again)
        // Beside other tests, their descriptors would count too.
        if Self.isProof { #expect(end.openFiles.late - end.openFiles.early <= Self.slack, Self.again) }
    }
}
