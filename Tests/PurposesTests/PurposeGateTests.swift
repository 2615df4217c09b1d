import Kernel
import Metrics
import MetricsTestKit
import Purposes
import TestSupport
import Testing

struct PurposeGateTests {
    let person = SubjectID.sample(1)
    let states = FakeStates()
    let gate: PurposeGate

    init() throws {
        let policy = try PolicyPurposes([
            ProvideService.definition, SecureService.definition, HonourRights.definition, SendNews.definition,
        ])
        gate = PurposeGate(policy: policy, states: states)
    }

    @Test func `a permit names the person it was given for`() async throws {
        let permit = try await gate.permit(ProvideService.self, for: person)
        #expect(permit.subject == person)
    }

    @Test(arguments: Obstacle.allCases)
    func `what stands in the way refuses a contract's purpose by its code`(obstacle: Obstacle) async throws {
        states.change(person, obstacle.apply)
        #expect(await refusal(ProvideService.self) == obstacle.code)
        #expect(await refusal(SecureService.self) == obstacle.code)
        #expect(await refusal(SendNews.self) == obstacle.code)
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

    @Test func `every decision is counted by purpose and outcome`() async throws {
        let metrics = TestMetrics()
        await withMetricsFactory(metrics) {
            for _ in 0..<2 { #expect(await refusal(ProvideService.self) == nil) }
            #expect(await refusal(SendNews.self) == .noConsent)
        }
        #expect(try metrics.decisions("provide_service", "allowed") == 2)
        #expect(try metrics.decisions("send_news", "no_consent") == 1)
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
    fileprivate func decisions(_ purpose: String, _ outcome: String) throws -> Int64 {
        try expectCounter("purpose.decisions", [("purpose", purpose), ("outcome", outcome)]).totalValue
    }
}
