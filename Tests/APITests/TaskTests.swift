import Foundation
import HTTPTypes
import HummingbirdTesting
import Kernel
import NIOCore
import TestSupport
import Testing

/// Orders that work on pictures, over HTTP.
struct TaskTests {
    @Test func `an edit shows its steps, and its picture shows where it came from`() async throws {
        try await APIUnderTest().run { browser in
            let (made, owner) = try await browser.make(#"{"prompt":"x","model":"free","size":"96x64"}"#)
            let source = try #require((made["images"] as? [[String: any Sendable]])?.first?["id"] as? String)
            let body =
                #"{"task":"edit","prompt":"blur it","images":["\#(source)"],"steps":[{"tool":"flip"}]}"#
            let (job, _) = try await owner.make(body)
            #expect(job["status"] as? String == "succeeded")
            #expect(job["task"] as? String == "edit")
            #expect(job["parent"] as? String == source)
            let steps = try #require(job["steps"] as? [[String: any Sendable]])
            #expect(steps.map { $0["tool"] as? String } == ["blur", "flip"])
            let inputs = try #require(job["inputs"] as? [[String: any Sendable]])
            #expect(inputs.map { $0["id"] as? String } == [source])
            let image = try #require((job["images"] as? [[String: any Sendable]])?.first?["id"] as? String)
            let shown = try await owner.send(.get, "/api/images/\(image)").object
            #expect(shown["task"] as? String == "edit")
            #expect(shown["parents"] as? [String] == [source])
            #expect((shown["steps"] as? [[String: any Sendable]])?.count == 2)
            let stranger = try await browser.stranger.make(#"{"prompt":"y","model":"free"}"#).owner
            let refused = try await stranger.send(.post, "/api/jobs", json: body)
            #expect(refused.code == "not_found")
            #expect((refused.object["errors"] as? [String: String])?.keys.sorted() == ["images[0]"])
        }
    }

    @Test func `fifteen images are refused before any is looked at`() async throws {
        try await APIUnderTest().run { browser in
            let (_, owner) = try await browser.make(#"{"prompt":"x","model":"free"}"#)
            let ids = Array(repeating: #""img_06F8Z0Q9V8Y3M5K2T7R4W1X6C9""#, count: 15).joined(separator: ",")
            let body = #"{"task":"compose","layout":{"kind":"grid"},"images":[\#(ids)]}"#
            let answer = try await owner.send(.post, "/api/jobs", json: body)
            #expect(answer.code == "too_many_images")
        }
    }

    @Test func `designs, fonts and tools are listed in the reader's language`() async throws {
        try await APIUnderTest().run { browser in
            for path in ["/api/designs", "/api/fonts", "/api/darkroom/tools"] {
                let answer = try await browser.send(.get, path)
                #expect(answer.status == .ok)
                #expect((answer.object["data"] as? [any Sendable])?.isEmpty == false, "\(path)")
                #expect(!String(buffer: answer.body).contains("darkroom."), "every name has words")
            }
        }
    }

    @Test func `an instruction is read without a job`() async throws {
        let api = try await APIUnderTest()
        try await api.run { browser in
            let body = #"{"prompt":"make it brighter and zzqx","size":"800x600"}"#
            let answer = try await browser.send(.post, "/api/darkroom/read", json: body)
            let steps = answer.object["steps"] as? [[String: any Sendable]]
            #expect(steps?.isEmpty == false)
            #expect((answer.object["not_understood"] as? [String])?.isEmpty == false)
            #expect(answer.headers[.setCookie] == nil)
        }
        #expect(try await api.installation.rows(in: "studio_job") == 0)
    }
}
