import Foundation
import HTTPTypes
import HummingbirdTesting
import Kernel
import TestSupport
import Testing

/// Batches over HTTP.
struct BatchTests {
    @Test(arguments: [
        #"{"template":"a {a}","rows":[{"a":"cat"},{"a":7}]}"#, #"{"template":"a {a}","csv":"a\ncat\n7"}"#,
        #"{"template":"a {a}","list":"cat\n7"}"#, #"{"list":"a cat\na 7"}"#,
        #"{"rows":[{"prompt":"a cat"},{"prompt":"a 7","seed":3}]}"#,
    ])
    func `a batch comes as rows, as a table or as a list, and is followed to its end`(
        rows: String
    ) async throws {
        try await APIUnderTest().run { browser in
            let owner = try await browser.picture().owner
            let body = String(rows.dropLast()) + #","model":"free","size":"64x64"}"#
            let made = try await owner.send(.post, "/api/batches", json: body)
            #expect(made.status == .accepted && made.object["count"] as? Int == 2)
            let path = try #require(made.headers[.location])
            let batch = try await owner.answer(of: path, once: "status", is: "ended")
            #expect(batch.object["progress"] as? Int == 1)
            #expect((batch.object["counts"] as? [String: any Sendable])?["succeeded"] as? Int == 2)
            let list = batch.object["rows"] as? [String: any Sendable]
            let found = list?["data"] as? [[String: any Sendable]] ?? []
            #expect(found.map { $0["prompt"] as? String } == ["a cat", "a 7"])
            #expect(found.allSatisfy { ($0["images"] as? [any Sendable])?.count == 1 })
            let listed = try await owner.send(.get, "/api/batches").object["data"]
            let ids = (listed as? [[String: any Sendable]])?.map { $0["id"] as? String }
            #expect(ids == [batch.object["id"] as? String])
            let stranger = try await browser.stranger.picture().owner
            #expect(try await stranger.send(.get, path).code == "not_found")
            #expect(try await stranger.send(.post, "\(path)/cancel").code == "not_found")
            #expect(try await stranger.send(.delete, path).code == "not_found")
            #expect(try await owner.send(.post, "\(path)/cancel").status == .ok)
            #expect(try await owner.send(.post, "\(path)/retry").status == .accepted)
        }
    }

    private static let bad: [(String, String, String?)] = [
        ("{}", "one_field_of", nil), (#"{"list":"a","csv":"prompt\na"}"#, "one_field_of", nil),
        (#"{"rows":[]}"#, "batch_empty", "rows"),
        (#"{"rows":[{"prompt":true}]}"#, "wrong_field_type", "rows[0].prompt"),
        (#"{"rows":[{"x":"1"}]}"#, "column_unknown", "rows[0].x"),
        (#"{"template":"a {","list":"a"}"#, "template_malformed", "template"),
        (#"{"template":"a {b}","rows":[{"b":"c"},{}]}"#, "value_missing", "rows[1].b"),
        (#"{"csv":"prompt\n\"a"}"#, "table_malformed", "csv"),
        (#"{"list":"a","n":11}"#, "count_out_of_bounds", "n"),
        (#"{"list":"a","x":1}"#, "unknown_field", nil),
        (#"{"rows":[{"prompt":"a","size":"1x"}]}"#, "size_malformed", "rows[0].size"),
    ]

    @Test(arguments: bad)
    func `a batch is read strictly, and the fault has a place`(
        body: String,
        code: String,
        field: String?
    ) async throws {
        try await APIUnderTest().run { browser in
            let answer = try await browser.send(.post, "/api/batches", json: body)
            #expect(answer.code == code)
            let errors = answer.object["errors"] as? [String: String]
            if let field { #expect(errors?.keys.contains(field) == true) }
        }
    }

    @Test func `presets come with what fills them`() async throws {
        try await APIUnderTest().run { browser in
            let answer = try await browser.send(.get, "/api/presets")
            let presets = answer.object["data"] as? [[String: any Sendable]] ?? []
            let poster = try #require(presets.first { $0["id"] as? String == "travel-poster" })
            #expect(poster["name"] as? String == "Travel poster")
            #expect(poster["category_name"] as? String == "Posters")
            #expect((poster["variables"] as? [any Sendable])?.count == 3)
            #expect((poster["prompt"] as? String)?.contains("{") == false)
        }
    }

    @Test func `what is wrong with a row is told by line and column`() async throws {
        try await APIUnderTest().run { browser in
            let body = #"{"template":"a {animal}","csv":"animal,size\ncat,64x64\n,64x64"}"#
            let answer = try await browser.send(.post, "/api/batches", json: body)
            let detail = answer.object["detail"] as? String
            #expect(detail?.hasPrefix("Line 3, column animal: ") == true)
        }
    }
}
