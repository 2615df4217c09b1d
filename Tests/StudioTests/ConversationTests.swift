import Engines
import Foundation
import Imaging
import Kernel
import Privacy
import Queue
import Store
import Studio
import TestSupport
import Testing

/// Going on with a picture, wish by wish.
@Suite(.timeLimit(.minutes(5)))
struct ConversationTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        place = try await TestInstallation(.signing)
        person = try await place.newVisitor()
    }

    @Test func `each picture goes back with what its engine gave along, byte for byte`() async throws {
        let third = try await talk("a lamp", "make it blue", "add a cat")
        _ = try await place.goOn(third[2], "at night", for: person)
        let order = try #require(place.engine.orders.last)
        #expect(order.prompt.text == "at night")
        #expect(order.turns.map(\.words.text) == ["a lamp", "make it blue", "add a cat"])
        let memories = order.turns.compactMap(\.memory)
        #expect(memories.map(\.signature) == ["+/8=a lamp", "+/8=make it blue", "+/8=add a cat"])
        #expect(memories.flatMap(\.words).map(\.text) == ["Here.", "Here.", "Here."])
        #expect(order.turns.allSatisfy { $0.picture != nil })
        #expect(order.references.count == 1)
    }

    @Test func `the job says that it goes on, and its picture is another state of the one before`()
        async throws
    {
        let first = try await talk("a lamp")[0]
        let job = try await place.goOn(first, "make it blue", for: person)
        #expect((job.status, job.task, job.parent) == (.succeeded, .edit, first))
        #expect(job.settings == .conversation(avoiding: nil))
        #expect(job.inputs == [JobInput(image: first, role: .picture)])
        #expect(job.size == PixelSize(width: 1_024, height: 1_024))
    }

    @Test func `a picture of before that is gone ends it there`() async throws {
        let talk = try await talk("a lamp", "make it blue", "add a cat")
        try await place.privacy.remove(talk[0], of: person)
        #expect(try await words(about: talk[2]) == ["make it blue", "add a cat"])
        let job = try await place.goOn(talk[2], "at night", for: person)
        #expect(job.status == .succeeded)
        #expect(place.engine.orders.last?.turns.map(\.words.text) == ["make it blue", "add a cat"])
    }

    @Test func `a picture of before that is somebody else's by now ends it there`() async throws {
        let talk = try await talk("a lamp", "make it blue")
        let other = try await place.newVisitor()
        _ = try await place.store.write { tx in
            try tx.run("UPDATE studio_image SET subject_id = \(other) WHERE id = \(talk[0])")
        }
        #expect(try await words(about: talk[1]) == ["make it blue"])
    }

    @Test func `nobody goes on with another's picture, or reads how it came about`() async throws {
        let picture = try await talk("a lamp")[0]
        let stranger = try await place.newVisitor()
        await #expect(throws: Problem(.notFound, field: "conversation_of")) {
            try await place.submit(.goingOn(with: picture, "mine"), for: stranger)
        }
        await #expect(throws: Problem(.notFound)) {
            try await place.studio.conversation(about: picture, under: place.permit(for: stranger))
        }
    }

    @Test func `it is bounded, and a model gets no more pictures than it takes`() async throws {
        let wishes = (1...Conversation.mostTurns + 2).map { "wish \($0)" }
        var picture = try await talk(wishes[0])[0]
        for wish in wishes.dropFirst() {
            picture = try #require(try await place.goOn(picture, wish, for: person).images.first?.id)
        }
        let told = try await place.studio.conversation(about: picture, under: place.permit(for: person))
        #expect(told.turns.map(\.words.text) == Array(wishes.suffix(Conversation.mostTurns)))
        #expect(!told.isWhole)
        let order = try #require(place.engine.orders.last)
        #expect(order.turns.map(\.words.text) == Array(wishes.dropLast().suffix(3)))
    }

    @Test func `pictures that lead in a circle are walked once`() async throws {
        let talk = try await talk("a lamp", "make it blue", "add a cat")
        _ = try await place.store.write { tx in
            try tx.run("UPDATE studio_image SET parent_id = \(talk[2]) WHERE id = \(talk[1])")
        }
        #expect(try await words(about: talk[2]) == ["make it blue", "add a cat"])
    }

    @Test func `a model that keeps no turns gets the last picture, and the wishes in words`() async throws {
        let talk = try await talk("a lamp", "make it blue")
        _ = try await place.run(.goingOn(with: talk[1], "at night", model: "painter"), for: person)
        let order = try #require(place.engine.orders.last)
        #expect(order.turns.map(\.words.text) == ["a lamp", "make it blue"])
        #expect(order.turns.allSatisfy { $0.picture == nil && $0.memory == nil })
        #expect(order.references.count == 1)
    }

    @Test func `what was brought begins a conversation without words`() async throws {
        let upload = try await Upload.sample([("lamp.jpg", .picture())])
        let brought = try #require(try await place.studio.upload(upload, for: person).first?.id)
        _ = try await place.goOn(brought, "make it blue", for: person)
        let order = try #require(place.engine.orders.last)
        #expect(order.turns.map(\.words) == [Prompt.none])
        #expect(order.turns.first?.memory == nil)
    }

    @Test func `only words go on, and only with a model that goes by pictures`() async throws {
        let picture = try await talk("a lamp")[0]
        await #expect(throws: Problem(.promptEmpty, field: "prompt")) {
            try await place.submit(.goingOn(with: picture, ""), for: person)
        }
        await #expect(throws: Problem(.notForModel, field: "conversation_of", ["model": "worker"])) {
            try await place.submit(.goingOn(with: picture, "x", model: "worker"), for: person)
        }
    }

    @Test func `going on and changing it are two orders`() async throws {
        let picture = try await talk("a lamp")[0]
        let going = try Order.goingOn(with: picture, "x")
        let changing = try Order.of(.repaint(RepaintWish(of: [picture], isEdit: true)), "x", model: "talker")
        #expect(going.fingerprint != changing.fingerprint)
    }

    private func talk(_ wishes: String...) async throws -> [ImageID] {
        var pictures: [ImageID] = []
        for wish in wishes {
            let job =
                if let last = pictures.last {
                    try await place.goOn(last, wish, for: person)
                } else {
                    try await place.run(.sample(wish, model: "talker", size: "1024x1024"), for: person)
                }
            pictures.append(try #require(job.images.first?.id))
        }
        return pictures
    }

    private func words(about picture: ImageID) async throws -> [String] {
        try await place.studio.conversation(about: picture, under: place.permit(for: person))
            .turns.map(\.words.text)
    }
}
