import Foundation
import HTTPKit
import HTTPTypes
import HummingbirdTesting
import Kernel
import NIOCore
import TestSupport
import Testing

struct JobEventTests {
    /// One event as a reader sees it.
    private struct Event {
        let id: Int
        let name: String
        let data: [String: any Sendable]
    }

    @Test func `a follower sees every picture once and then the end`() async throws {
        try await APIUnderTest().run { browser in
            let (job, owner) = try await browser.make(#"{"prompt":"x","model":"free","n":3}"#)
            let events = try await Self.follow(job, as: owner)
            #expect(events.map(\.name) == ["image", "image", "image", "done"])
            let last = try #require(events.last)
            #expect(last.data["status"] as? String == "succeeded")
            #expect(events.map(\.id) == events.map(\.id).sorted())
        }
    }

    @Test func `whoever comes back gets only what came later`() async throws {
        try await APIUnderTest().run { browser in
            let (job, owner) = try await browser.make(#"{"prompt":"x","model":"free","n":3}"#)
            let all = try await Self.follow(job, as: owner)
            let rest = try await Self.follow(job, as: owner, after: all[0].id)
            #expect(rest.map(\.name) == ["image", "image", "done"])
        }
    }

    private static func follow(
        _ job: [String: any Sendable],
        as owner: Browser,
        after seen: Int? = nil
    ) async throws -> [Event] {
        let id = try #require(job["id"] as? String)
        let headers: HTTPFields = seen.map { [.lastEventID: "\($0)"] } ?? [:]
        let answer = try await owner.send(.get, "/api/jobs/\(id)/events", headers: headers)
        #expect(answer.headers[.contentType] == "text/event-stream; charset=utf-8")
        return try String(buffer: answer.body).split(separator: "\n\n").map { block in
            let lines = block.split(separator: "\n")
            let fields = lines.map { $0.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } } }
            let byName = Dictionary(uniqueKeysWithValues: fields.map { ($0[0], $0[1]) })
            let data = try JSONSerialization.jsonObject(with: Data(try #require(byName["data"]).utf8))
            return Event(
                id: try #require(byName["id"].flatMap { Int($0) }),
                name: String(try #require(byName["event"])),
                data: data as? [String: any Sendable] ?? [:]
            )
        }
    }
}
