import Engines
import Foundation
import Imaging
import Kernel
import Privacy
import Purposes
import Store
import Studio
import TestSupport
import Testing
import Typography

/// Orders that work on pictures.
@Suite(.timeLimit(.minutes(5)))
struct TaskTests {
    let place: TestInstallation
    let person: SubjectID
    /// 96 by 64 pixels.
    let picture: ImageID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
        picture = try #require(try await place.run(.sample(size: "96x64"), for: person).images.first?.id)
    }

    @Test func `an edit runs the steps of its words, and then those that were given`() async throws {
        let flip = try EditStep(.flip)
        let wish = EditWish(of: picture, steps: [flip])
        let job = try await place.run(.of(.edit(wish), "blur it"), for: person)
        #expect(job.status == .succeeded)
        #expect((job.task, job.model, job.parent) == (.edit, "worker", picture))
        #expect(job.inputs == [JobInput(image: picture, role: .picture)])
        guard case .recipe(let recipe, _) = job.settings else { throw Unexpected() }
        #expect(recipe.steps.map(\.tool) == [.blur, .flip])
        guard case .edit(let request) = place.engine.orders.last?.task else { throw Unexpected() }
        #expect(request.steps == recipe.steps)
        #expect(request.source.size == PixelSize(width: 96, height: 64))
        #expect(job.images.first?.parent == picture)
        #expect(job.images.first?.source == .algorithmicMedia, "what was drawn stays a drawing")
    }

    @Test func `the size of a result follows from its task and its pictures`() async throws {
        let turned = EditWish(of: picture, steps: [try EditStep(.rotate)])
        #expect(try await place.run(.of(.edit(turned)), for: person).size == PixelSize(width: 64, height: 96))
        let larger = EnlargeWish(of: picture, factor: .four, method: .lanczos)
        let job = try await place.run(.of(.upscale(larger)), for: person)
        #expect(job.size == PixelSize(width: 384, height: 256))
        #expect(job.settings == .enlarging(.four, .lanczos))
    }

    @Test func `a layout becomes a document, which names its pictures`() async throws {
        let second = try #require(
            try await place.run(.sample(size: "64x64"), for: person).images.first?.id
        )
        let wish = LayerWish.layout(PictureLayout(.grid), of: [picture, second, picture], resolution: .oneK)
        let job = try await place.run(.of(.compose(wish)), for: person)
        guard case .document(let document) = job.settings else { throw Unexpected() }
        #expect(document.images == [picture, second])
        #expect(job.inputs.map(\.image) == [picture, second])
        #expect(job.size == document.canvas.size)
        guard case .layers(let request) = place.engine.orders.last?.task else { throw Unexpected() }
        #expect(Set(request.pictures.keys) == [picture, second])
    }

    @Test func `what a text says is found as a prompt is, and lies sealed only`() async throws {
        let folder = try TempFolder()
        let place = try await TestInstallation(in: folder)
        let person = try await place.newVisitor()
        let text = TextSetting("canary song", size: .fit(4...400))
        let canvas = try LayerCanvas(PixelSize(width: 400, height: 200))
        let box = LayerBox(x: 0, y: 0, width: 400, height: 200)
        let document = try LayerDocument(canvas: canvas, layers: [Layer("a", .text(text), in: box)])
        let job = try await place.run(.of(.typeset(.document(document))), for: person)
        #expect(job.settings == .document(document))
        #expect(job.images.first?.source == .digitalCreation)
        let permit = try await place.gate.permit(ProvideService.self, for: person)
        let found = try await place.studio.pictures(before: nil, holding: "song", limit: 10, under: permit)
        #expect(found.items.map(\.job) == [job.id])
        #expect(try folder.files(holding: Data("canary song".utf8)) == [])
    }

    @Test(arguments: BadTask.all)
    func `a bad order is refused by the place of its fault, and nothing is stored`(
        _ bad: BadTask
    ) async throws {
        let order = try await bad.order(self)
        let before = try await stored()
        do {
            _ = try await place.submit(order, for: person)
            Issue.record("it was taken")
        } catch let problem as Problem {
            #expect(problem.code == bad.code)
            #expect(problem.field == bad.field)
        }
        #expect(try await stored() == before)
    }

    @Test func `other people's pictures are not there`() async throws {
        let other = try await place.newVisitor()
        let order = try Order.of(.edit(EditWish(of: picture, steps: [try EditStep(.flip)])))
        await #expect(throws: Problem(.notFound, field: "images[0]")) {
            try await place.submit(order, for: other)
        }
        #expect(throws: Problem(.notFound, field: "images[0]")) {
            try place.studio.check(order, isFirst: true)
        }
    }

    @Test func `a result outlives the picture that it was made of, and cannot be made again`() async throws {
        let wish = EditWish(of: picture, steps: [try EditStep(.flip)])
        let done = try await place.run(.of(.edit(wish)), for: person)
        let waiting = try await place.submit(.of(.edit(wish)), for: person)
        try await place.privacy.remove(picture, of: person)
        try await place.working {
            let ended = try await place.ended(waiting, of: person)
            #expect(ended.status == .failed)
            #expect(ended.failure == .inputGone)
        }
        let job = try await place.job(done.id, of: person)
        #expect(job.images.count == 1)
        #expect(job.inputs.map(\.image) == [picture])
        await #expect(throws: Problem(.notFound, field: "images[0]")) {
            try await place.submit(.of(.edit(wish)), for: person)
        }
    }

    @Test func `a retry joins the job, and other steps under its key are refused`() async throws {
        let wish = EditWish(of: picture, steps: [try EditStep(.flip)])
        let first = try await place.submit(.of(.edit(wish), key: "k"), for: person)
        #expect(try await place.submit(.of(.edit(wish), key: "k"), for: person) == first)
        let other = EditWish(of: picture, steps: [try EditStep(.rotate)])
        await #expect(throws: Problem(.idempotencyKeyReused)) {
            try await place.submit(.of(.edit(other), key: "k"), for: person)
        }
    }

    @Test func `a text is set on a picture that was made of words`() async throws {
        let wish = TextWish(TextSetting("福", size: .fit(8...400)), at: .top)
        let job = try await place.run(
            .of(.generate(wish), "a lake", model: "free", size: "128x128"),
            for: person
        )
        #expect(job.settings == .text(wish))
        #expect(job.images.first?.source == .algorithmicMedia)
        let tasks = place.engine.orders.suffix(2).map(\.task)
        guard case .generate = tasks.first, case .layers(let request) = tasks.last else { throw Unexpected() }
        #expect(request.document.layers.count == 1)
        #expect(request.pictures.values.map(\.size) == [PixelSize(width: 128, height: 128)])
    }

    @Test func `inputs and settings move with their job to a new owner`() async throws {
        let wish = EditWish(of: picture, steps: [try EditStep(.flip)])
        let job = try await place.run(.of(.edit(wish)), for: person)
        let taker = try await place.newVisitor()
        #expect(try await place.studio.move(from: person, to: taker))
        let moved = try await place.job(job.id, of: taker)
        #expect((moved.settings, moved.inputs) == (job.settings, job.inputs))
        #expect(try await place.rows(in: "studio_input", where: "subject_id = \(person)") == 0)
    }

    /// How many rows each table has that an order writes into.
    private func stored() async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for table in ["studio_job", "studio_input", "studio_word", "studio_request", "billing_entry"] {
            counts[table] = try await place.rows(in: table)
        }
        return counts
    }

    struct Unexpected: Error {}
}

/// An order that cannot be taken, what its code is and where its fault lies.
struct BadTask: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: Problem.Code
    let field: String?
    let order: @Sendable (TaskTests) async throws -> Order

    static let all = [
        BadTask("nothing understood", .instructionNotUnderstood, "prompt") {
            try .of(.edit(EditWish(of: $0.picture)), "zzqx wwvk")
        },
        BadTask("mask of another size", .maskSizeDiffers, "mask") {
            let mask = try await $0.mask(PixelSize(width: 64, height: 96), light: 255)
            return try .of(.edit(EditWish(of: $0.picture, steps: [try EditStep(.blur)], mask: mask)))
        },
        BadTask("empty mask", .maskEmpty, "mask") {
            let mask = try await $0.mask(PixelSize(width: 96, height: 64), light: 0)
            return try .of(.edit(EditWish(of: $0.picture, steps: [try EditStep(.blur)], mask: mask)))
        },
        BadTask("mask that nothing takes", .inputUnused, "mask") {
            let mask = try await $0.mask(PixelSize(width: 96, height: 64), light: 255)
            return try .of(.edit(EditWish(of: $0.picture, steps: [try EditStep(.flip)], mask: mask)))
        },
        BadTask("picture that nothing uses", .inputUnused, "images[1]") {
            try .of(.edit(EditWish(of: $0.picture, others: [$0.picture], steps: [try EditStep(.flip)])))
        },
        BadTask("missing picture", .notFound, "images[1]") {
            try .of(.compose(.layout(PictureLayout(.grid), of: [$0.picture, .sample()], resolution: nil)))
        },
        BadTask("unknown font", .fontUnknown, "document.layers[0].text.family") { _ in
            var text = TextSetting("a", size: .exactly(20))
            text.family = "No Such Font"
            return try .of(.typeset(.document(try .saying(text))))
        },
        BadTask("text that cannot fit", .textDoesNotFit, "document.layers[0].text.text") { _ in
            let text = TextSetting(String(repeating: "long ", count: 200), size: .exactly(90))
            return try .of(.typeset(.document(try .saying(text))))
        },
        BadTask("unknown design", .valueUnknown, "template") { _ in
            try .of(.typeset(.design(DesignWish("no-such", texts: nil, language: .english))))
        },
        BadTask("enlarged beyond bounds", .enlargedTooLarge, "scale") {
            let large = try await $0.place.run(.sample(size: "4096x64"), for: $0.person).images[0].id
            return try .of(.upscale(EnlargeWish(of: large, factor: .four, method: .automatic)))
        },
        BadTask("two results of one edit", .countOutOfBounds, "n") {
            try .of(.edit(EditWish(of: $0.picture, steps: [try EditStep(.flip)])), count: 2)
        },
    ]

    private init(
        _ name: String,
        _ code: Problem.Code,
        _ field: String?,
        order: @escaping @Sendable (TaskTests) async throws -> Order
    ) {
        (testDescription, self.code, self.field, self.order) = (name, code, field, order)
    }
}

extension TaskTests {
    /// A mask of one grey.
    fileprivate func mask(_ size: PixelSize, light: UInt8) async throws -> ImageID {
        let samples = [UInt8](repeating: light, count: size.pixels * 3)
        let pixels = try #require(RawPixels(size: size, bands: 3, bytes: samples))
        let bytes = try await Imaging.forTests.encode(Imaging.forTests.picture(of: pixels), as: .png)
        let images = try await place.studio.upload(.sample([(nil, bytes)], as: .mask), for: person)
        return try #require(images.first?.id)
    }
}

extension LayerDocument {
    fileprivate static func saying(_ text: TextSetting) throws -> LayerDocument {
        try LayerDocument(
            canvas: LayerCanvas(PixelSize(width: 200, height: 100)),
            layers: [Layer("a", .text(text), in: LayerBox(x: 0, y: 0, width: 200, height: 100))]
        )
    }
}

extension Order {
    /// An order of a task for the model that does it.
    static func of(
        _ task: OrderTask,
        _ prompt: String = "",
        model: String = "default",
        size: String? = nil,
        count: Int = 1,
        key: String? = nil
    ) throws -> Order {
        try Order(
            task: task,
            prompt: Prompt(orNone: prompt),
            model: model,
            spec: size.map { text throws(Problem) in
                try ImageSpec(size: text, aspectRatio: nil, resolution: nil)
            },
            count: count,
            seed: Seed(7),
            idempotencyKey: key.map { key throws(Problem) in try IdempotencyKey(key) }
        )
    }
}
