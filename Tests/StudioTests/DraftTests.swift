import Blobs
import Engines
import FoundationEssentials
import Imaging
import Kernel
import Moderation
import Provenance
import Queue
import Studio
import TestSupport
import Testing

/// How pictures look that are not finished.
@Suite(.timeLimit(.minutes(5)))
struct DraftTests {
    private func draft(_ size: PixelSize = PixelSize(width: 1_024, height: 512)) async throws -> Data {
        try await Imaging.forTests.encode(.plain(size), as: .png)
    }

    @Test func `a draft is shown small while the picture is made, and is gone with it`() async throws {
        let end = Latch()
        var plan = TestInstallation.Plan()
        plan.engine = FakeEngine([.shows(try await draft(), until: end)])
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        let id = try await place.submit(.sample(size: "200x64"), for: person)
        let ended = try await place.working {
            let shown = try await place.drafted(id, of: person)
            #expect(shown.position == 0)
            let picture = try await Imaging.forTests.decode(shown.bytes, limits: .standard)
            #expect(picture.size == PixelSize(width: 512, height: 256))
            #expect(await place.provenance.judge(shown.bytes).standing == .unsigned)
            #expect(try await place.files.list().isEmpty)
            end.open()
            return try await place.ended(id, of: person)
        }
        #expect(ended.status == .succeeded && ended.draft == nil)
        #expect(try await place.job(id, of: person).draft == nil)
    }

    @Test func `a draft that cannot be read spoils no picture`() async throws {
        let end = Latch()
        end.open()
        var plan = TestInstallation.Plan()
        plan.engine = FakeEngine([.shows(Data("no picture".utf8), until: end)])
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        #expect(try await place.run(.sample(size: "200x64"), for: person).status == .succeeded)
    }

    @Test(arguments: [(0.2, true), (0.6, false), (0.95, false), (.nan, false)] as [(Double, Bool)])
    func `the classifier sees a draft first, and writes nothing down`(
        score: Double,
        isShown: Bool
    ) async throws {
        var plan = TestInstallation.Plan()
        plan.classifier = ClassifierChoice(review: 0.5, refuse: 0.9, version: "test")
        plan.score = { _ in score }
        let place = try await TestInstallation(plan)
        let person = try await place.newVisitor()
        let developed = try await place.studio.developed(draft(), of: person)
        #expect((developed != nil) == isShown)
        #expect(try await place.rows(in: "moderation_decision") == 0)
    }
}

extension TestInstallation {
    /// Waits, beside a worker, until a job shows a draft.
    fileprivate func drafted(_ id: JobID, of person: SubjectID) async throws -> PictureDraft {
        for await _ in studio.changes(of: id) {
            let job = try await job(id, of: person)
            if let draft = job.draft { return draft }
            try #require(!job.status.isFinal)
        }
        throw CancellationError()
    }
}
