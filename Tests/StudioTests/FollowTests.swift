import Kernel
import Privacy
import Studio
import TestSupport
import Testing

/// How a job stands is told to whoever may know it, until it has ended.
@Suite(.timeLimit(.minutes(5)))
struct FollowTests {
    private let place: TestInstallation
    private let person: SubjectID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
    }

    @Test func `whoever follows a job hears of its end, and then nothing`() async throws {
        let id = try await place.submit(.sample(count: 2), for: person)
        let states = try await place.studio.follow(id, under: place.permit(for: person)).elements
        let last = try await place.working { await states.reduce(nil) { $1 } as Job? }
        #expect(last?.status == .succeeded)
        #expect(last?.images.count == 2)
    }

    @Test func `an erased person's readers hear nothing more`() async throws {
        let id = try await place.submit(.sample(), for: person)
        let subscription = try await place.studio.follow(id, under: place.permit(for: person))
        var states = subscription.elements.makeAsyncIterator()
        #expect(await states.next()?.status == .queued)
        try await place.privacy.erase(person, because: .asked)
        place.studio.lookAgain(at: id)
        #expect(await states.next() == nil)
    }

    @Test func `somebody else hears nothing`() async throws {
        let id = try await place.submit(.sample(), for: person)
        let stranger = try await place.newVisitor()
        let own = try await place.studio.follow(id, under: place.permit(for: person))
        var states = own.elements.makeAsyncIterator()
        #expect(await states.next()?.id == id)
        let foreign = try await place.studio.follow(id, under: place.permit(for: stranger))
        states = foreign.elements.makeAsyncIterator()
        #expect(await states.next() == nil)
    }
}
