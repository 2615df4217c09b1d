import Engines
import Imaging
import Kernel
import Store
import Studio
import TestSupport
import Testing

/// Words about pictures, for models that make pictures of both.
@Suite(.timeLimit(.minutes(5)))
struct RepaintTests {
    let place: TestInstallation
    let person: SubjectID
    let picture: ImageID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
        picture = try #require(try await place.run(.sample(size: "96x64"), for: person).images.first?.id)
    }

    private func refusal(_ order: Order) async -> Problem? {
        do {
            _ = try await place.submit(order, for: person)
            return nil
        } catch {
            return error as? Problem
        }
    }

    @Test func `pictures go with the words, and nothing else says what becomes of them`() async throws {
        let wish = RepaintWish(of: [picture], isEdit: false)
        let job = try await place.run(.of(.repaint(wish), "like this", model: "painter"), for: person)
        #expect((job.status, job.task, job.parent) == (.succeeded, .generate, nil))
        #expect(job.inputs == [JobInput(image: picture, role: .picture)])
        let order = try #require(place.engine.orders.last)
        guard case .generate = order.task else { throw Unexpected() }
        #expect(order.references.map(\.size) == [PixelSize(width: 96, height: 64)])
        #expect(order.mask == nil)
        #expect(order.errand?.model.id == "painter")
    }

    @Test func `an edit by such a model is another state of its first picture`() async throws {
        let job = try await place.run(
            .of(.edit(EditWish(of: picture)), "a hat on it", model: "painter"),
            for: person
        )
        #expect((job.status, job.task, job.parent) == (.succeeded, .edit, picture))
        #expect(job.size == PixelSize(width: 1_024, height: 1_024), "the nearest that the model makes")
        #expect(job.images.first?.parent == picture)
    }

    @Test func `steps and layers say nothing to it`() async throws {
        let flip = try EditStep(.flip)
        let problem = await refusal(
            try .of(.edit(EditWish(of: picture, steps: [flip])), "turn", model: "painter")
        )
        #expect(problem == Problem(.notForModel, field: "steps", ["model": "painter"]))
    }

    @Test func `a model that takes no pictures is not given any`() async throws {
        let wish = RepaintWish(of: [picture], isEdit: false)
        let problem = try await refusal(.of(.repaint(wish), "like this", model: "free"))
        #expect(problem == Problem(.notForModel, field: "images", ["model": "free"]))
    }

    @Test func `no more pictures than the model takes, and a mask only where it has one`() async throws {
        let many = RepaintWish(of: Array(repeating: picture, count: 3), isEdit: false)
        #expect(
            try await refusal(.of(.repaint(many), "x", model: "painter"))
                == Problem(.tooManyImages, field: "images", ["most": "2"])
        )
        let masked = RepaintWish(of: [picture], mask: picture, isEdit: true)
        #expect(
            try await refusal(.of(.repaint(masked), "x", model: "painter"))
                == Problem(.notForModel, field: "mask", ["model": "painter"])
        )
    }

    @Test(arguments: [0, 1])
    func `a model is not ordered with fewer pictures than it needs`(count: Int) async throws {
        let few = RepaintWish(of: Array(repeating: picture, count: count), isEdit: false)
        let task = count == 0 ? OrderTask.generate(nil) : .repaint(few)
        #expect(
            try await refusal(.of(task, "a pair", model: "pair"))
                == Problem(.tooFewImages, field: "images", ["model": "pair", "least": "2"])
        )
        #expect(try await place.rows(in: "studio_job", where: "model = 'pair'") == 0)
    }

    @Test func `a picture that is named twice is not two`() async throws {
        let twice = RepaintWish(of: [picture, picture], isEdit: false)
        #expect(
            try await refusal(.of(.repaint(twice), "a pair", model: "pair"))
                == Problem(.tooFewImages, field: "images", ["model": "pair", "least": "2"])
        )
    }

    @Test func `as many pictures as a model needs are enough`() async throws {
        let other = try #require(
            try await place.run(.sample(size: "64x64", seed: 8), for: person).images.first?.id
        )
        let wish = RepaintWish(of: [picture, other], isEdit: false)
        let job = try await place.run(.of(.repaint(wish), "a pair", model: "pair"), for: person)
        #expect(job.status == .succeeded)
    }

    @Test func `a model that changes what a mask marks is not ordered without one`() async throws {
        let wish = EditWish(of: picture)
        #expect(
            try await refusal(.of(.edit(wish), "a hat", model: "patch"))
                == Problem(.maskMissing, field: "mask", ["model": "patch"])
        )
    }

    @Test func `somebody else's picture is nobody's`() async throws {
        let other = try await place.newVisitor()
        let wish = RepaintWish(of: [picture], isEdit: false)
        await #expect(throws: Problem(.notFound, field: "images[0]")) {
            _ = try await place.submit(.of(.repaint(wish), "x", model: "painter"), for: other)
        }
    }
}

private struct Unexpected: Error {}
