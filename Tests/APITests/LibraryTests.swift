import Foundation
import HTTPTypes
import HummingbirdTesting
import Kernel
import NIOCore
import TestSupport
import Testing

/// Families, favourites, collections, links and archives over HTTP.
struct LibraryTests {
    @Test func `a family is told with its steps`() async throws {
        try await APIUnderTest().run { browser in
            let (source, owner) = try await browser.picture()
            let body = #"{"task":"edit","images":["\#(source)"],"steps":[{"tool":"flip"}]}"#
            let (job, _) = try await owner.make(body)
            let edited = try #require((job["images"] as? [[String: any Sendable]])?.first?["id"] as? String)
            let answer = try await owner.send(.get, "/api/images/\(edited)/lineage")
            let nodes = answer.object["data"] as? [[String: any Sendable]] ?? []
            #expect(nodes.map { $0["id"] as? String } == [source, edited])
            #expect(nodes.map { $0["relation"] as? String } == ["ancestor", "self"])
            #expect((nodes.last?["steps"] as? [any Sendable])?.count == 1)
            #expect(answer.object["complete"] as? Bool == true)
            let stranger = try await browser.stranger.picture().owner
            #expect(try await stranger.send(.get, "/api/images/\(edited)/lineage").code == "not_found")
        }
    }

    @Test func `whoever has no account answers the age question before sharing`() async throws {
        try await APIUnderTest().run { browser in
            let (image, owner) = try await browser.picture()
            for body in ["{}", #"{"age_ticket":"1.DE.adult.x"}"#] {
                let refused = try await owner.send(.post, "/api/images/\(image)/shares", json: body)
                #expect(refused.code == "age_ticket_invalid")
            }
            let listed = try await owner.send(.get, "/api/images/\(image)/shares").object
            #expect((listed["data"] as? [any Sendable])?.isEmpty == true)
        }
    }

    @Test(arguments: [
        (#"{"expires_in":0}"#, "value_out_of_range"), (#"{"expires_in":8761}"#, "value_out_of_range"),
        (#"{"expires_in":"1"}"#, "wrong_field_type"), (#"{"hours":1}"#, "unknown_field"),
        ("[]", "malformed_body"),
    ])
    func `a wish to share is read strictly`(body: String, code: String) async throws {
        try await APIUnderTest().run { browser in
            let (image, owner) = try await browser.picture()
            #expect(try await owner.send(.post, "/api/images/\(image)/shares", json: body).code == code)
        }
    }

    @Test(arguments: ["0", String(repeating: "0", count: 47), String(repeating: "x", count: 48)])
    func `what is no token leads nowhere, and a token of nobody's is over`(token: String) async throws {
        try await APIUnderTest().run { browser in
            #expect(try await browser.send(.get, "/s/\(token)/file").code == "not_found")
            let unknown = try await browser.send(.get, "/s/\(String(repeating: "0", count: 48))/file")
            #expect(unknown.code == "share_over" && unknown.status == .gone)
        }
    }

    @Test func `a favourite is marked once, listed, and unmarked`() async throws {
        try await APIUnderTest().run { browser in
            let (image, owner) = try await browser.picture()
            for _ in 1...2 {
                #expect(try await owner.send(.put, "/api/images/\(image)/favourite").status == .noContent)
            }
            let listed = try await owner.send(.get, "/api/images?show=favourites").object
            #expect((listed["data"] as? [[String: any Sendable]])?.first?["favourite"] as? Bool == true)
            #expect(try await owner.send(.delete, "/api/images/\(image)/favourite").status == .noContent)
            let none = try await owner.send(.get, "/api/images?show=favourites").object
            #expect((none["data"] as? [any Sendable])?.isEmpty == true)
            #expect(try await owner.send(.get, "/api/images?show=all").code == "malformed_parameter")
        }
    }

    @Test func `a collection is made, filled, renamed, emptied and deleted`() async throws {
        try await APIUnderTest().run { browser in
            let (image, owner) = try await browser.picture()
            let made = try await owner.send(.post, "/api/collections", json: #"{"name":" Cats "}"#)
            #expect(made.status == .created && made.object["name"] as? String == "Cats")
            let path = try #require(made.headers[.location])
            let filled = try await owner.send(.post, "\(path)/images", json: #"{"images":["\#(image)"]}"#)
            #expect(filled.object["count"] as? Int == 1)
            let renamed = try await owner.send(.patch, path, json: #"{"name":"Dogs"}"#)
            #expect(renamed.object["name"] as? String == "Dogs")
            let stranger = try await browser.stranger.picture().owner
            #expect(try await stranger.send(.get, path).code == "not_found")
            #expect(try await stranger.send(.delete, path).code == "not_found")
            #expect(try await owner.send(.delete, "\(path)/images/\(image)").status == .noContent)
            #expect(try await owner.send(.get, path).object["count"] as? Int == 0)
            #expect(try await owner.send(.delete, path).status == .noContent)
            #expect(try await owner.send(.get, path).code == "not_found")
        }
    }

    @Test(arguments: [
        (#"{"images":[]}"#, "selection_empty"), (#"{"images":["x"]}"#, "wrong_field_type"),
        (#"{"images":["img_00000000000000000000000000"]}"#, "not_found"), ("{}", "missing_field"),
    ])
    func `an archive is of pictures that are one's own`(body: String, code: String) async throws {
        try await APIUnderTest().run { browser in
            let owner = try await browser.picture().owner
            #expect(try await owner.send(.post, "/api/images/archive", json: body).code == code)
        }
    }

    @Test func `an archive comes as a ZIP file`() async throws {
        try await APIUnderTest().run { browser in
            let (image, owner) = try await browser.picture()
            let answer = try await owner.send(
                .post,
                "/api/images/archive",
                json: #"{"images":["\#(image)","\#(image)"]}"#
            )
            #expect(answer.headers[.contentType] == "application/zip")
            let bytes = Data(answer.body.readableBytesView)
            #expect(bytes.starts(with: Data("PK".utf8)))
            #expect(bytes.range(of: Data("001-x.png".utf8)) != nil)
            #expect(bytes.range(of: Data("002-".utf8)) == nil, "each once")
        }
    }

    @Test(
        arguments: [
            ("format=jpeg&quality=80", nil), ("format=png&quality=80", "malformed_parameter"),
            ("quality=80", "malformed_parameter"), ("format=jpeg&quality=0", "malformed_parameter"),
            ("format=jpeg&quality=101", "malformed_parameter"),
        ] as [(String, String?)]
    )
    func `a quality is of a format that has one`(query: String, code: String?) async throws {
        try await APIUnderTest().run { browser in
            let (image, owner) = try await browser.picture()
            #expect(try await owner.send(.get, "/api/images/\(image)/file?\(query)").code == code)
        }
    }
}

extension Browser {
    /// A picture and whoever has it.
    func picture() async throws -> (id: String, owner: Browser) {
        let (job, owner) = try await make(#"{"prompt":"x","model":"free","size":"96x64"}"#)
        return (try #require((job["images"] as? [[String: any Sendable]])?.first?["id"] as? String), owner)
    }
}
