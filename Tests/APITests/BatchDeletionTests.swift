import Blobs
import Foundation
import HTTPTypes
import HummingbirdTesting
import Kernel
import Store
import Studio
import TestSupport
import Testing

/// Deleting batches over HTTP, with their pictures and without.
@Suite(.timeLimit(.minutes(5)))
struct BatchDeletionTests {
    /// Somebody with a picture and a batch of two that has ended, and its address.
    private func ended(_ browser: Browser) async throws -> (owner: Browser, path: String) {
        let owner = try await browser.picture().owner
        let body = #"{"list":"a cat\na dog","model":"free","size":"64x64"}"#
        let made = try await owner.send(.post, "/api/batches", json: body)
        let path = try #require(made.headers[.location])
        _ = try await owner.answer(of: path, once: "status", is: "ended")
        return (owner, path)
    }

    @Test(arguments: [("", 3), ("?pictures=keep", 3), ("?pictures=delete", 1)])
    func `a batch goes with its rows, and its pictures only when that is asked for`(
        query: String,
        pictures: Int
    ) async throws {
        let under = try await APIUnderTest()
        let place = under.installation
        try await under.run { browser in
            let (owner, path) = try await ended(browser)
            #expect(try await owner.send(.delete, path + query).status == .noContent)
            #expect(try await owner.send(.get, path).code == "not_found")
            #expect(try await owner.send(.delete, path + query).code == "not_found")
        }
        #expect(try await place.rows(in: "studio_batch") == 0)
        #expect(try await place.rows(in: "studio_batch_row") == 0)
        #expect(try await place.rows(in: "studio_image") == pictures)
        #expect(try await Set(place.files.list().map(\.name.image)).count == pictures)
    }

    @Test func `other words for what becomes of pictures are refused, and nothing goes`() async throws {
        let under = try await APIUnderTest()
        try await under.run { browser in
            let (owner, path) = try await ended(browser)
            let answer = try await owner.send(.delete, "\(path)?pictures=some")
            #expect(answer.code == "malformed_parameter")
            #expect(try await owner.send(.get, path).status == .ok)
        }
    }

    @Test func `a batch is deleted while it is being made`() async throws {
        let (begun, end) = (Latch(), Latch())
        var plan = TestInstallation.Plan()
        plan.engine = FakeEngine([.draws, .waits(begun, until: end)])
        let under = try await APIUnderTest(plan)
        let place = under.installation
        try await under.run { browser in
            let owner = try await browser.picture().owner
            let body = #"{"list":"a cat","model":"free","size":"64x64"}"#
            let path = try #require(
                try await owner.send(.post, "/api/batches", json: body).headers[.location]
            )
            try await begun.wait()
            #expect(try await owner.send(.delete, "\(path)?pictures=delete").status == .noContent)
            #expect(try await owner.send(.get, path).code == "not_found")
        }
        #expect(try await place.rows(in: "studio_image") == 1)
        #expect(try await place.rows(in: "studio_job", where: "finished_at IS NULL") == 0)
    }

    @Test func `a day's batches are bounded, and the answer says when there are more`() async throws {
        var plan = TestInstallation.Plan()
        plan.limits = StudioLimits(freeImagesPerDay: nil, batchesPerDay: 1)
        try await APIUnderTest(plan).run { browser in
            let (owner, _) = try await ended(browser)
            let body = #"{"list":"a cat","model":"free","size":"64x64"}"#
            let answer = try await owner.send(.post, "/api/batches", json: body)
            #expect(answer.status == .tooManyRequests && answer.code == "too_many_batches")
            let wait = try #require(answer.headers[.retryAfter].flatMap { Int($0) })
            #expect((1...86_400).contains(wait))
            #expect((answer.object["detail"] as? String)?.contains("00:00 UTC") == true)
        }
    }
}
