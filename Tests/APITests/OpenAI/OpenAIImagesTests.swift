import Foundation
import HTTPTypes
import HummingbirdTesting
import Imaging
import Kernel
import NIOCore
import Studio
import TestSupport
import Testing

/// OpenAI's shape over HTTP.
struct OpenAIImagesTests {
    private static let generations = "/v1/images/generations"
    private static let edits = "/v1/images/edits"

    @Test(arguments: [generations, "/openai/v1/images/generations"])
    func `a request is answered with its pictures, the real model and what they cost`(
        path: String
    ) async throws {
        try await OpenAIUnderTest().run { browser in
            let order = #"{"prompt":"a cup","n":2,"size":"96x64","safety_identifier":"u-81"}"#
            let answer = try await browser.send(.post, path, json: order)
            try #require(answer.status == .ok, "\(String(buffer: answer.body))")
            #expect(answer.pictures.count == 2)
            for picture in answer.pictures {
                let facts = try await Imaging.forTests.probe(picture)
                #expect(facts.format == .png)
                #expect(facts.size == PixelSize(width: 96, height: 64))
            }
            let body = answer.object
            #expect(body["model"] as? String == "free")
            #expect(body["size"] as? String == "96x64")
            #expect(body["background"] as? String == "opaque")
            #expect(body["safety_identifier"] as? String == "u-81")
            #expect(body["charged_credits"] as? Int == 0)
            let usage = try #require(body["usage"] as? [String: any Sendable])
            #expect(usage["input_tokens"] as? Int == 2)
            let (input, output) = (usage["input_tokens"] as? Int, usage["output_tokens"] as? Int)
            #expect(usage["total_tokens"] as? Int == (input ?? 0) + (output ?? 0))
            let job = try #require(body["job_id"] as? String)
            #expect(answer.headers[HTTPField.Name("x-job-id").unsafelyUnwrapped] == job)
            let own = try await browser.keeping(answer).send(.get, "/api/jobs/\(job)").object
            #expect(own["status"] as? String == "succeeded")
        }
    }

    @Test(arguments: [("jpeg", ImageFormat.jpeg), ("webp", .webp), ("png", .png)])
    func `pictures come in the format that is asked for`(word: String, format: ImageFormat) async throws {
        try await OpenAIUnderTest().run { browser in
            let order = #"{"prompt":"a cup","size":"96x64","output_format":"\#(word)"}"#
            let answer = try await browser.send(.post, Self.generations, json: order)
            let picture = try #require(answer.pictures.first)
            #expect(try ImageFormat(recognising: picture) == format)
        }
    }

    @Test func `what curl sends without a media type is read as JSON`() async throws {
        try await OpenAIUnderTest().run { browser in
            let body = Data(#"{"prompt":"a cup","size":"96x64"}"#.utf8)
            let answer = try await browser.post(
                Self.generations,
                body,
                as: "application/x-www-form-urlencoded"
            )
            #expect(answer.pictures.count == 1)
        }
    }

    @Test(
        arguments: [
            (#"{"prompt":"","size":"96x64"}"#, 400, "invalid_value", "prompt"),
            (#"{"prompt":"a","size":"1x1"}"#, 400, "invalid_value", "size"),
            (#"{"prompt":"a","n":5}"#, 400, "invalid_value", "n"),
            (#"{"prompt":"a","model":"nothing"}"#, 404, "model_not_found", "model"),
            (#"{"prompt":"a","model":"retired"}"#, 404, "model_not_found", "model"),
            (#"{"prompt":"a","model":"worker"}"#, 400, "invalid_value", "model"),
            (#"{"prompt":"a","background":"transparent"}"#, 400, "invalid_value", "background"),
            (#"{"prompt":"a","response_format":"url"}"#, 401, "invalid_api_key", nil),
            (#"{"prompt""#, 400, "malformed_body", nil),
        ] as [(String, Int, String, String?)]
    )
    func `a refusal has OpenAI's four words, and nobody is known by it`(
        body: String,
        status: Int,
        code: String,
        param: String?
    ) async throws {
        try await OpenAIUnderTest().run { browser in
            let answer = try await browser.send(.post, Self.generations, json: body)
            #expect(answer.status.code == status)
            #expect(answer.error.keys.sorted() == ["code", "message", "param", "type"])
            #expect(answer.error["code"] as? String == code)
            #expect(answer.error["param"] as? String == param)
            #expect(answer.headers[.setCookie] == nil)
        }
    }

    @Test(arguments: ["/v1/nothing", "/v1", "/openai/v1/images/nothing"])
    func `unknown addresses are told in OpenAI's shape`(path: String) async throws {
        try await OpenAIUnderTest().run { browser in
            let answer = try await browser.send(.get, path)
            #expect(answer.status == .notFound)
            #expect(answer.error["code"] as? String == "not_found")
        }
    }

    @Test func `variations are refused by their name`() async throws {
        try await OpenAIUnderTest().run { browser in
            let answer = try await browser.send(.post, "/v1/images/variations", json: "{}")
            #expect(answer.status == .badRequest)
            #expect(answer.error["code"] as? String == "endpoint_retired")
        }
    }

    @Test func `who is nobody is told about keys`() async throws {
        try await OpenAIUnderTest().run { browser in
            let answer = try await browser.send(
                .post,
                Self.generations,
                json: #"{"prompt":"a"}"#,
                site: "cross-site"
            )
            #expect(answer.status == .unauthorized)
            #expect(answer.error["code"] as? String == "invalid_api_key")
        }
    }

    @Test func `a stream ends with each picture`() async throws {
        try await OpenAIUnderTest().run { browser in
            let order = #"{"prompt":"a","size":"96x64","n":2,"stream":true,"partial_images":2}"#
            let answer = try await browser.send(.post, Self.generations, json: order)
            #expect(answer.headers[.contentType] == "text/event-stream")
            let completed = answer.events.filter { $0["type"] as? String == "image_generation.completed" }
            #expect(completed.count == 2)
            for event in completed {
                #expect(
                    Set(event.keys).isSuperset(of: [
                        "b64_json", "created_at", "size", "quality", "background", "output_format", "usage",
                    ])
                )
            }
        }
    }

    @Test func `a failed job is told with its own status, and is not to be tried again`() async throws {
        var plan = TestInstallation.Plan()
        plan.engine = FakeEngine(always: .refuses(.engineRefusedOutput))
        try await OpenAIUnderTest(plan).run { browser in
            let answer = try await browser.send(.post, Self.generations, json: #"{"prompt":"a"}"#)
            #expect(answer.status == .badRequest)
            #expect(answer.error["type"] as? String == "image_generation_user_error")
            #expect(answer.error["code"] as? String == "moderation_blocked")
            #expect(answer.headers[HTTPField.Name("x-should-retry").unsafelyUnwrapped] == "false")
        }
    }

    @Test func `a failure in a stream is an error in it, and its end`() async throws {
        var plan = TestInstallation.Plan()
        plan.engine = FakeEngine(always: .refuses(.engineRefusedOutput))
        try await OpenAIUnderTest(plan).run { browser in
            let order = #"{"prompt":"a","stream":true}"#
            let answer = try await browser.send(.post, Self.generations, json: order)
            let last = try #require(answer.events.last)
            #expect(last["type"] as? String == "error")
            let error = try #require(last["error"] as? [String: any Sendable])
            #expect(error["code"] as? String == "moderation_blocked")
            #expect(answer.events.count == 1)
        }
    }

    @Test func `a retry that counts itself joins the job that is there`() async throws {
        try await OpenAIUnderTest().run { browser in
            let order = #"{"prompt":"a cup","size":"96x64"}"#
            let first = try await browser.send(.post, Self.generations, json: order)
            let owner = browser.keeping(first)
            let count = HTTPField.Name("x-stainless-retry-count").unsafelyUnwrapped
            let again = try await owner.send(.post, Self.generations, json: order, headers: [count: "1"])
            #expect(again.object["job_id"] as? String == first.object["job_id"] as? String)
            let anew = try await owner.send(.post, Self.generations, json: order, headers: [count: "0"])
            #expect(anew.object["job_id"] as? String != first.object["job_id"] as? String)
        }
    }

    @Test func `one key is one request, with or without pictures`() async throws {
        try await OpenAIUnderTest().run { browser in
            let key: HTTPFields = [HTTPField.Name("Idempotency-Key").unsafelyUnwrapped: "one"]
            let picture = try await Data.picture(as: .png).base64EncodedString()
            let edit =
                #"{"model":"painter","prompt":"snow","images":[{"image_url":"data:image/png;base64,\#(picture)"}]}"#
            let first = try await browser.send(.post, Self.edits, json: edit, headers: key)
            try #require(first.status == .ok, "\(String(buffer: first.body))")
            let owner = browser.keeping(first)
            let again = try await owner.send(.post, Self.edits, json: edit, headers: key)
            #expect(again.object["job_id"] as? String == first.object["job_id"] as? String)
            let other = try await owner.send(.post, Self.generations, json: #"{"prompt":"a"}"#, headers: key)
            #expect(other.status.code == 422)
            #expect(other.error["code"] as? String == "idempotency_key_reused")
            #expect(other.headers[HTTPField.Name("x-should-retry").unsafelyUnwrapped] == "false")
        }
    }

    @Test func `the same picture is stored once, however often it is sent`() async throws {
        let api = try await OpenAIUnderTest()
        try await api.run { browser in
            let form = try await EditBody(prompt: "snow", model: "painter").adding(.picture(as: .png)).data
            let first = try await browser.post(Self.edits, form, as: EditBody.type)
            try #require(first.status == .ok, "\(String(buffer: first.body))")
            let owner = browser.keeping(first)
            let again = try await owner.post(Self.edits, form, as: EditBody.type)
            #expect(again.object["job_id"] as? String != first.object["job_id"] as? String)
            let inputs = try await [first, again].asyncMap { answer in
                let id = try #require(answer.object["job_id"] as? String)
                let job = try await owner.send(.get, "/api/jobs/\(id)").object
                return (job["inputs"] as? [[String: any Sendable]])?.first?["id"] as? String
            }
            #expect(inputs[0] != nil)
            #expect(inputs[0] == inputs[1])
        }
    }

    @Test func `a file that is no picture is refused by its number`() async throws {
        try await OpenAIUnderTest().run { browser in
            let form = try await EditBody(prompt: "snow", model: "painter")
                .adding(.picture(as: .png)).adding(Data("words".utf8)).data
            let answer = try await browser.post(Self.edits, form, as: EditBody.type)
            #expect(answer.status == .badRequest)
            #expect(answer.error["type"] as? String == "image_generation_user_error")
            #expect(answer.error["code"] as? String == "invalid_image_file")
            #expect(answer.error["param"] as? String == "image[1]")
            #expect((answer.error["message"] as? String)?.hasPrefix("Picture 2: ") == true)
        }
    }

    @Test(arguments: [
        "https://127.0.0.1/a.png", "https://10.0.0.8/a.png", "http://a.example/b.png", "file:///etc/passwd",
    ])
    func `addresses of private networks are never asked`(address: String) async throws {
        try await OpenAIUnderTest().run { browser in
            let edit = #"{"model":"painter","prompt":"snow","images":[{"image_url":"\#(address)"}]}"#
            let answer = try await browser.send(.post, Self.edits, json: edit)
            #expect(answer.status == .badRequest)
            #expect(answer.error["code"] as? String == "invalid_value")
            #expect(answer.error["param"] as? String == "images[0]")
        }
    }
}

/// A form of an edit.
private struct EditBody {
    static let type = "multipart/form-data; boundary=b"
    private var text: Data

    init(prompt: String, model: String) {
        text = Data()
        for (name, value) in [("prompt", prompt), ("model", model)] {
            let head = "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n"
            text += Data("\(head)\(value)\r\n".utf8)
        }
    }

    func adding(_ picture: Data) -> EditBody {
        var body = self
        let head = "--b\r\nContent-Disposition: form-data; name=\"image[]\"; filename=\"a.png\"\r\n\r\n"
        body.text += Data(head.utf8) + picture + Data("\r\n".utf8)
        return body
    }

    var data: Data { text + Data("--b--\r\n".utf8) }
}

extension Sequence {
    fileprivate func asyncMap<Value>(_ work: (Element) async throws -> Value) async throws -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await work(element)) }
        return values
    }
}
