import HTTPTypes
import HummingbirdTesting
import Testing

/// The addresses of models, which both shapes have.
struct ShapedModelTests {
    @Test(arguments: ["/v1/models", "/openai/v1/models"])
    func `clients of OpenAI's get its list`(path: String) async throws {
        try await OpenAIUnderTest().run { browser in
            let answer = try await browser.send(.get, path).object
            #expect(answer["object"] as? String == "list")
            let data = try #require(answer["data"] as? [[String: any Sendable]])
            #expect(data.contains { $0["id"] as? String == "free" })
            #expect(!data.contains { $0["id"] as? String == "retired" })
            #expect(Set(data[0].keys) == ["id", "object", "created", "owned_by", "shutdown_date"])
        }
    }

    @Test(arguments: ["/v1beta/models", "/v1alpha/models", "/gemini/v1/models", "/gemini/v1beta/models"])
    func `clients of Gemini's get theirs`(path: String) async throws {
        try await OpenAIUnderTest().run { browser in
            let models = try await browser.send(.get, path).object["models"] as? [[String: any Sendable]]
            #expect(models?.contains { $0["name"] as? String == "models/free" } == true)
        }
    }

    @Test func `the client's name decides where both shapes have an address`() async throws {
        try await OpenAIUnderTest().run { browser in
            let agent: HTTPFields = [.userAgent: "google-genai-sdk/3.4.0 gl-python/3.13"]
            let answer = try await browser.send(.get, "/v1/models", headers: agent)
            #expect(answer.object["models"] != nil)
        }
    }

    @Test func `pages of Gemini's list follow each other`() async throws {
        try await OpenAIUnderTest().run { browser in
            var (names, token) = ([String](), "0")
            while true {
                let page = try await browser.send(.get, "/v1beta/models?pageSize=2&pageToken=\(token)").object
                let models = try #require(page["models"] as? [[String: any Sendable]])
                names += models.compactMap { $0["name"] as? String }
                guard let next = page["nextPageToken"] as? String else { break }
                token = next
            }
            #expect(Set(names).count == names.count)
            #expect(names.contains("models/free"))
        }
    }

    @Test(arguments: [
        ("/v1/models/free", "free"), ("/v1/models/default", "free"), ("/v1/models/%66ree", "free"),
        ("/v1/models/models%2Ffree", "free"),
    ])
    func `a model is found by its id or another name of it`(path: String, id: String) async throws {
        try await OpenAIUnderTest().run { browser in
            let found = try await browser.send(.get, path).object
            #expect(found["id"] as? String == id)
            let gemini = path.replacing("/v1/", with: "/gemini/v1beta/")
            let told = try await browser.send(.get, gemini).object
            #expect(told["name"] as? String == "models/\(id)")
        }
    }

    @Test(arguments: ["/v1/models/nothing", "/v1/models/a%2Fb", "/v1/models/retired", "/v1/models/%zz"])
    func `a model that is not there is not found`(path: String) async throws {
        try await OpenAIUnderTest().run { browser in
            let answer = try await browser.send(.get, path)
            #expect(answer.status == .notFound)
            #expect(answer.error["code"] as? String == "model_not_found")
            #expect(answer.error["param"] as? String == "model")
        }
    }
}
