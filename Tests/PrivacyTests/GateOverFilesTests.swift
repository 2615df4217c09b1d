import Kernel
import Privacy
import Purposes
import TestSupport
import Testing

/// The purpose gate over real states, in two processes of one data directory.
struct GateOverFilesTests {
    @Test func `what one process erases another refuses at the next request`() async throws {
        let folder = try TempFolder()
        let here = try await TestInstallation(in: folder)
        var plan = TestInstallation.Plan()
        plan.randomness = .seeded(2)
        let there = try await TestInstallation(plan, in: folder)
        let (person, other) = try await (here.newVisitor(), here.newVisitor())
        _ = try await here.permit(for: person)
        try await there.privacy.erase(person, because: .asked)
        await #expect(throws: Problem(.erased)) { _ = try await here.permit(for: person) }
        _ = try await here.permit(for: other)
    }

    @Test func `the version of states moves with an erasure and not with other work`() async throws {
        let place = try await TestInstallation()
        let states = PrivacyStates(store: place.store, rules: place.choices.rules, clock: place.time.clock)
        let before = try states.version()
        let person = try await place.newVisitor()
        #expect(try states.version() == before)
        try await place.privacy.erase(person, because: .asked)
        #expect(try states.version() != before)
    }
}
