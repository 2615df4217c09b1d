import Blobs
import Engines
import Foundation
import Gateways
import Glibc
import Imaging
import Kernel
import Outbound
import Privacy
import Queue
import Store
import Studio
import Synchronization
import TestSupport
import Testing

/// What a provider delivered and was paid for, until the picture made of it is stored.
@Suite(.timeLimit(.minutes(5)))
struct DeliveryTests {
    private static func call(_ job: JobID, of person: SubjectID, isPaid: Bool = true) -> EngineCall {
        EngineCall(
            id: .sample(1),
            picture: PictureKey(job: job, position: 0, subject: person),
            engine: "fake",
            lane: "fake-1",
            model: "free",
            recipient: "google",
            fields: [.prompt],
            begunAt: Timestamp(milliseconds: 0),
            isPaid: isPaid
        )
    }

    /// An installation in which something was delivered for a job that waits.
    private func delivered() async throws -> (place: TestInstallation, person: SubjectID, call: EngineCall) {
        let place = try await TestInstallation()
        let person = try await place.newVisitor()
        let job = try await place.submit(.sample(size: "64x64"), for: person)
        let call = Self.call(job, of: person)
        try await place.journal.begin(call, after: 0)
        try await place.journal.keep(Data("a picture".utf8), of: call)
        return (place, person, call)
    }

    private func bytes(_ place: TestInstallation, _ call: EngineCall) async throws -> Data? {
        try await place.journal.delivery(of: call.id, for: call.picture)
    }

    @Test func `a delivery can be read until its job has ended, and lies sealed`() async throws {
        let (place, person, call) = try await delivered()
        #expect(try await bytes(place, call) == Data("a picture".utf8))
        let name = try #require(try await place.files.list().first?.name)
        let file = try #require(try await place.files.open(name))
        let sealed = try await file.read(file.size, at: 0)
        #expect(sealed.offset(of: Array("a picture".utf8)) == nil)
        _ = try await place.working { try await place.ended(call.picture.job, of: person) }
        // The job is told as ended a moment before what it leaves is gone.
        try await place.studio.collect()
        #expect(try await bytes(place, call) == nil)
        #expect(try await place.rows(in: "studio_delivery") == 0)
    }

    @Test func `a call that brought nothing, and one that nobody paid for, have no delivery`() async throws {
        let (place, _, call) = try await delivered()
        try await place.journal.end(call.id, EngineCallEnd(outcome: "unknown"))
        #expect(try await place.rows(in: "studio_delivery") == 0)
        let other = try await TestInstallation()
        let person = try await other.newVisitor()
        try await other.journal.begin(Self.call(.sample(1), of: person, isPaid: false), after: 0)
        #expect(try await other.rows(in: "studio_delivery") == 0)
    }

    @Test func `collecting leaves what a job still waits for, for three days`() async throws {
        let (place, _, call) = try await delivered()
        place.time.advance(by: .hours(2))
        #expect(try await place.studio.collect() == 0)
        #expect(try await bytes(place, call) != nil)
        place.time.advance(by: .hours(71))
        try await place.sweep()
        #expect(try await place.studio.collect() == 1)
        #expect(try await place.files.list().isEmpty)
    }

    @Test func `erasing its person erases it`() async throws {
        let (place, person, _) = try await delivered()
        #expect(try await place.files.list().count == 1)
        try await place.privacy.erase(person, because: .asked)
        try await place.working {
            for await _ in place.queue.changes(of: person.value)
            where try await place.rows(in: "privacy_erasure", where: "finished_at IS NOT NULL") == 1 {
                return
            }
        }
        #expect(try await place.files.list().isEmpty)
        #expect(try await place.rows(in: "studio_delivery") == 0)
    }

    @Test(arguments: ["delivery.kept", "call.ended", "picture.made", "picture.files"])
    func `what was delivered is not asked for again after a crash`(point: String) async throws {
        let folder = try TempFolder()
        let first = try await TestInstallation(in: folder)
        let person = try await first.newVisitor()
        let id = try await first.submit(.sample(size: "64x64"), for: person)
        await #expect(processExitsWith: .exitCode(9)) {
            [point, path = folder.url.path as String, job = id.text as String, person = person.text as String]
            in
            let checkpoint = Checkpoint { if "\($0)" == point { _exit(9) } }
            let place = try await Provided.place(
                at: URL(filePath: path),
                seed: 2,
                checkpoint: checkpoint,
                mayAsk: true
            )
            let (id, person) = try (#require(JobID(job)), #require(SubjectID(person)))
            _ = try await place.working { try await place.ended(id, of: person) }
        }
        let place = try await Provided.place(at: folder.url, seed: 3, checkpoint: .none, mayAsk: false)
        try await place.queue.reclaim()
        let job = try await place.working { try await place.ended(id, of: person) }
        #expect(job.status == .succeeded && job.images.count == 1)
        #expect(try await place.rows(in: "studio_call", where: "outcome = 'made'") == 1)
        #expect(try await place.rows(in: "studio_call") == 1)
        try await place.studio.collect()
        #expect(try await place.rows(in: "studio_delivery") == 0)
    }
}

/// An installation whose pictures a provider makes, or that must not ask it.
private enum Provided {
    static func place(
        at folder: URL,
        seed: UInt64,
        checkpoint: Checkpoint,
        mayAsk: Bool
    ) async throws -> TestInstallation {
        let late = LateEngine()
        var plan = TestInstallation.Plan()
        plan.randomness = .seeded(seed)
        plan.checkpoint = checkpoint
        plan.engine = FakeEngine(
            always: FakeEngine.Act(reporting: { try await late.engine.make($0, report: $1) })
        )
        let place = try await TestInstallation(plan, at: folder)
        let clock = place.time.clock
        let lane = Lane(
            label: "fake-1",
            base: try #require(OutboundURL("http://127.0.0.1:9")),
            key: nil,
            destination: .localEngine("fake-1")
        )
        let station = Station(
            gateway: Provider(mayAsk: mayAsk),
            pool: LanePool([LanePool.Way(lane, LanePool.Limits(concurrency: 1))], clock: clock),
            isOwn: false
        )
        let router = Router(
            ["fake": station],
            journal: place.journal(stoppingAt: checkpoint),
            clock: clock,
            randomness: plan.randomness,
            ids: IDs(clock: clock, randomness: plan.randomness)
        )
        late.set(RemoteEngine(router: router, imaging: .forTests, clock: clock))
        return place
    }
}

/// An engine that stands on the installation that it is an engine of.
private final class LateEngine: Sendable {
    private let state = Mutex<(any Engine)?>(nil)

    var engine: any Engine {
        get throws { try #require(state.withLock { $0 }) }
    }

    func set(_ engine: any Engine) {
        state.withLock { $0 = engine }
    }
}

/// Makes a picture of the size that it is asked for; one that must not be asked fails the test.
private struct Provider: Gateway {
    let mayAsk: Bool

    func make(
        _ order: GatewayOrder,
        at lane: Lane,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws(GatewayFailure) -> GatewayPicture {
        if !mayAsk { Issue.record("the provider was asked once more") }
        guard let bytes = try? await Imaging.forTests.encode(.plain(order.size), as: .png) else {
            throw GatewayFailure(.engineFailed)
        }
        return GatewayPicture(bytes: bytes, receipt: GatewayReceipt(id: "r1"))
    }

    func probe(_ lane: Lane) async throws(GatewayFailure) {}
}
