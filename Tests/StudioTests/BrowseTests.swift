import Blobs
import Kernel
import Privacy
import Studio
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct BrowseTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
    }

    @Test func `pages go from the newest to the oldest, without a gap and without an echo`() async throws {
        let made = try await place.run(.sample(count: 4), for: person).images.map(\.id)
        let more = try await place.run(.sample(count: 3), for: person).images.map(\.id)
        var (found, start) = ([] as [ImageID], nil as ImageID?)
        repeat {
            let page = try await page(before: start, limit: 3)
            found += page.items.map(\.id)
            start = page.next
        } while start != nil
        #expect(found == (made + more).reversed())
    }

    @Test(arguments: [
        (2, 2, true), (4, 4, false), (100, 4, false), (0, 1, true), (-5, 1, true), (9_999, 4, false),
    ])
    func `a page has as many as asked for, within bounds, and knows whether more follow`(
        limit: Int,
        count: Int,
        hasMore: Bool
    ) async throws {
        _ = try await place.run(.sample(count: 4), for: person)
        let page = try await page(limit: limit)
        #expect(page.items.count == count)
        #expect((page.next != nil) == hasMore)
    }

    @Test(arguments: [
        ("cat", ["a red cat", "a red cat on a ROOF"]), ("RED roof", ["a red cat on a ROOF"]), ("dog", []),
        ("cat dog", []), ("  ", ["a red cat", "a red cat on a ROOF", "一隻貓"]), ("貓", ["一隻貓"]), ("!?", []),
    ])
    func `search finds the pictures whose prompts hold all the words`(
        words: String,
        prompts: [String]
    ) async throws {
        for prompt in ["a red cat", "a red cat on a ROOF", "一隻貓"] {
            _ = try await place.run(.sample(prompt), for: person)
        }
        var found: [String] = []
        for image in try await page(holding: words).items {
            found.append(
                try await place.studio.picture(image.id, under: place.permit(for: person)).prompt.text
            )
        }
        #expect(found == prompts.reversed())
    }

    @Test func `search goes page by page too`() async throws {
        let made = try await place.run(.sample("a red cat", count: 3), for: person).images.map(\.id)
        _ = try await place.run(.sample("a dog"), for: person)
        let first = try await page(holding: "cat", limit: 2)
        let second = try await page(before: first.next, holding: "cat", limit: 2)
        #expect((first.items + second.items).map(\.id) == made.reversed())
        #expect(second.next == nil)
    }

    @Test func `a picture tells what made it`() async throws {
        let image = try #require(try await place.run(.sample(style: "flat"), for: person).images.first)
        let details = try await place.studio.picture(image.id, under: place.permit(for: person))
        #expect(details.picture == image)
        #expect(details.prompt.text == "a red cat")
        #expect((details.model, details.style) == ("free", "flat"))
    }

    @Test func `a deleted picture is gone with its files, and the others of its job stay`() async throws {
        let job = try await place.run(.sample(size: "200x64", count: 2), for: person)
        try await place.privacy.remove(job.images[0].id, of: person)
        await #expect(throws: Problem(.notFound)) { try await place.bytes(of: job.images[0].id, for: person) }
        #expect(try await page().items.map(\.id) == [job.images[1].id])
        #expect(try await place.job(job.id, of: person).images.map(\.position) == [1])
        #expect(try await place.files.list().allSatisfy { $0.name.image == job.images[1].id })
        #expect(try await place.bytes(of: job.images[1].id, for: person).count == job.images[1].bytes)
    }

    private func page(
        before earlier: ImageID? = nil,
        holding words: String? = nil,
        limit: Int = 10
    ) async throws -> Page<Image> {
        try await place.studio.pictures(
            before: earlier,
            holding: words,
            limit: limit,
            under: place.permit(for: person)
        )
    }
}
