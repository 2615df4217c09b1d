import Kernel
import Metrics
import MetricsTestKit
import Purposes
import TestSupport
import Testing

struct PurposeGateTests {
    let person = SubjectID.sample(1)
    let states = FakeStates()
    let time = TestClock()
    let gate: PurposeGate

    init() throws {
        let policy = try PolicyPurposes(
            [
                ProvideService.definition, SecureService.definition, HonourRights.definition,
                SendNews.definition, ManageAccount.definition, NotifyByMail.definition,
            ],
            balancing: [.sample(of: "secure_service", reviewBy: time.now + .days(365))]
        )
        gate = PurposeGate(policy: policy, states: states, clock: time.clock)
    }

    @Test func `a permit names the person it was given for`() async throws {
        let permit = try await gate.permit(ProvideService.self, for: person)
        #expect(permit.subject == person)
    }

    @Test(arguments: Obstacle.allCases)
    func `what stands in the way refuses a contract's purpose by its code`(obstacle: Obstacle) async throws {
        states.change(person, obstacle.apply)
        #expect(await refusal(ProvideService.self) == obstacle.code)
        #expect(await refusal(SendNews.self) == obstacle.code)
    }

    @Test(arguments: Obstacle.allCases)
    func `a restriction leaves its person the way in, and nothing else does`(obstacle: Obstacle) async throws
    {
        states.change(person, obstacle.apply)
        let expected = obstacle == .restricted ? nil : obstacle.code
        #expect(await refusal(SecureService.self) == expected)
        #expect(await refusal(ManageAccount.self) == expected)
        #expect(await refusal(NotifyByMail.self) == expected)
    }

    @Test(arguments: Obstacle.allCases)
    func `what the law demands of us goes on whatever stands in the way`(obstacle: Obstacle) async throws {
        states.change(person, obstacle.apply)
        #expect(await refusal(HonourRights.self) == nil)
    }

    @Test func `an objection stops that legitimate interest alone`() async throws {
        states.change(person) { $0.objections = ["secure_service", "provide_service"] }
        #expect(await refusal(SecureService.self) == .objected)
        #expect(await refusal(ProvideService.self) == nil)
    }

    @Test func `a purpose on consent needs the consent, and loses it`() async throws {
        #expect(await refusal(SendNews.self) == .noConsent)
        states.change(person) { $0.consents = ["send_news"] }
        #expect(await refusal(SendNews.self) == nil)
        states.change(person) { $0.consents = [] }
        #expect(await refusal(SendNews.self) == .noConsent)
    }

    @Test func `a purpose that the policy does not name is refused`() async throws {
        #expect(await refusal(Guess.self) == .notInPolicyVersion)
    }

    @Test func `a purpose that goes by another's key is refused`() async throws {
        #expect(await refusal(Pretend.self) == .notInPolicyVersion)
    }

    @Test func `a legitimate interest that nobody has looked at again in time stops`() async throws {
        #expect(await refusal(SecureService.self) == nil)
        time.advance(by: .days(365))
        #expect(await refusal(SecureService.self) == .notInPolicyVersion)
    }

    @Test func `a state counts no longer than it says`() async throws {
        states.change(person) { state in
            state.consents = ["send_news"]
            state.validUntil = time.now + .days(183)
        }
        #expect(await refusal(SendNews.self) == nil)
        time.advance(by: .days(183))
        _ = await refusal(SendNews.self)
        #expect(states.reads == 2)
    }

    @Test func `a signal stops what rests on a consent or an interest, and nothing else`() async throws {
        states.change(person) { state in
            state.optOuts = ["send_news", "secure_service", "provide_service"]
            state.consents = ["send_news"]
        }
        #expect(await refusal(SendNews.self) == .gpcOptOut)
        #expect(await refusal(SecureService.self) == .gpcOptOut)
        #expect(await refusal(ProvideService.self) == nil)
    }

    @Test func `the policy decides on the basis, not the purpose`() async throws {
        states.change(person) { $0.isRestricted = true }
        #expect(await refusal(Presume.self) == .restricted)
    }

    @Test func `one person's state is not another's`() async throws {
        states.change(person) { $0.isErased = true }
        let other = try await gate.permit(ProvideService.self, for: .sample(2))
        #expect(other.subject == .sample(2))
    }

    @Test func `a state is read once, until anything changes`() async throws {
        for _ in 0..<3 { #expect(await refusal(ProvideService.self) == nil) }
        #expect(states.reads == 1)
        states.change(.sample(2)) { $0.isErased = true }
        #expect(await refusal(ProvideService.self) == nil)
        #expect(states.reads == 2)
    }

    @Test func `every decision is counted by clause, purpose and outcome`() async throws {
        let metrics = TestMetrics()
        await withMetricsFactory(metrics) {
            for _ in 0..<2 { #expect(await refusal(ProvideService.self) == nil) }
            #expect(await refusal(SendNews.self) == .noConsent)
        }
        #expect(try metrics.decisions("P17", "provide_service", "allowed") == 2)
        #expect(try metrics.decisions("P25", "send_news", "no_consent") == 1)
    }

    @Test func `a decision is counted under the clause of the basis that the policy gives its purpose`()
        async throws
    {
        let metrics = TestMetrics()
        await withMetricsFactory(metrics) {
            #expect(await refusal(Presume.self) == nil)
        }
        #expect(try metrics.decisions("P17", "provide_service", "allowed") == 1)
    }

    private func refusal<P: Purpose>(_ purpose: P.Type) async -> Problem.Code? {
        do {
            _ = try await gate.permit(purpose, for: person)
            return nil
        } catch {
            return (error as? Problem)?.code
        }
    }
}

/// What refuses every purpose but the law's, strongest first.
enum Obstacle: CaseIterable {
    case erased
    case frozen
    case restricted
    case all

    var code: Problem.Code {
        switch self {
        case .erased, .all: .erased
        case .frozen: .accountRestricted
        case .restricted: .restricted
        }
    }

    func apply(to state: inout SubjectState) {
        state.isErased = self == .erased || self == .all
        state.isFrozenForAge = self == .frozen || self == .all
        state.isRestricted = self == .restricted || self == .all
    }
}

extension TestMetrics {
    fileprivate func decisions(
        _ clause: String,
        _ purpose: String,
        _ outcome: String
    ) throws -> Int64 {
        let dimensions = [("clause", clause), ("purpose", purpose), ("outcome", outcome)]
        return try expectCounter("purpose.decisions", dimensions).totalValue
    }
}
