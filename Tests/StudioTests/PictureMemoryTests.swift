import Engines
import Foundation
import Kernel
import Privacy
import Queue
import Store
import Studio
import TestSupport
import Testing

/// What an engine gave along is its person's, as the picture is.
@Suite(.timeLimit(.minutes(5)))
struct PictureMemoryTests {
    private static let isKept: SQL = "memory IS NOT NULL"

    @Test func `it lies sealed`() async throws {
        let folder = try TempFolder()
        let place = try await TestInstallation(.signing, in: folder)
        let person = try await place.newVisitor()
        _ = try await place.run(.sample("canary", model: "talker", size: "1024x1024"), for: person)
        #expect(try await place.rows(in: "studio_image", where: Self.isKept) == 1)
        #expect(try folder.files(holding: Data("+/8=canary".utf8)) == [])
        #expect(try folder.files(holding: Data("Here.".utf8)) == [])
    }

    @Test func `it goes with its picture, and with its person`() async throws {
        let place = try await TestInstallation(.signing)
        let person = try await place.newVisitor()
        var pictures: [ImageID] = []
        for wish in ["a lamp", "a cat"] {
            let job = try await place.run(.sample(wish, model: "talker", size: "1024x1024"), for: person)
            pictures.append(try #require(job.images.first?.id))
        }
        try await place.privacy.remove(pictures[0], of: person)
        #expect(try await place.rows(in: "studio_image", where: Self.isKept) == 1)
        try await place.privacy.erase(person, because: .asked)
        try await place.working {
            for await _ in place.queue.changes(of: person.value)
            where try await place.rows(in: "privacy_erasure", where: "finished_at IS NOT NULL") == 1 {
                return
            }
        }
        #expect(try await place.rows(in: "studio_image") == 0)
    }

    @Test func `moving takes it along`() async throws {
        let place = try await TestInstallation(.signing)
        let person = try await place.newVisitor()
        let job = try await place.run(.sample("a lamp", model: "talker", size: "1024x1024"), for: person)
        let taker = try await place.newVisitor()
        #expect(try await place.studio.move(from: person, to: taker))
        _ = try await place.goOn(try #require(job.images.first?.id), "make it blue", for: taker)
        #expect(place.engine.orders.last?.turns.first?.memory?.signature == "+/8=a lamp")
    }

    @Test func `more than is kept is not kept`() {
        let long = String(repeating: "x", count: PictureMemory.longest)
        #expect(PictureMemory(engine: "e", model: "m", signature: long) != nil)
        #expect(PictureMemory(engine: "e", model: "m", signature: long + "x") == nil)
        let words = [SignedWords(text: "x", signature: "")]
        #expect(PictureMemory(engine: "e", model: "m", signature: long, words: words) == nil)
    }
}
