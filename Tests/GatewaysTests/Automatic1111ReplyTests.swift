import Foundation
import Kernel
import Testing

@testable import Gateways

/// What AUTOMATIC1111 and its relatives answer, read without a server.
struct Automatic1111ReplyTests {
    static let drawn = reply(images: "[\"\(DiffusionSupport.pictureText)\"]")
    static let checkpoints = """
        [{"title":"first.ckpt [0123456789]","model_name":"first","hash":"0123456789","sha256":null,
        "filename":"/models/first.ckpt","config":null},
        {"title":"model.safetensors [abcdef0123]","model_name":"model","hash":"abcdef0123","sha256":"…",
        "filename":"/models/model.safetensors","config":null}]
        """
    static let share = """
        {"progress":0.42,"eta_relative":12.3,"state":{"job":"scripts_txt2img","job_count":1},"current_image":null}
        """

    static func reply(images: String, info: String = usualInfo) -> String {
        "{\"images\":\(images),\"parameters\":{\"prompt\":\"…\"},\"info\":\(info)}"
    }

    /// JSON in a string, as the family sends it.
    static let usualInfo = info(
        "{\\\"seed\\\":421337,\\\"index_of_first_image\\\":0,\\\"sd_model_name\\\":\\\"model\\\"}"
    )

    private static func info(_ text: String) -> String { "\"\(text)\"" }

    static func refusal(_ detail: String, error: String = "HTTPException", errors: String = "") -> String {
        "{\"error\":\"\(error)\",\"detail\":\"\(detail)\",\"body\":\"\",\"errors\":\"\(errors)\"}"
    }

    private func answer(_ body: String, _ status: Int = 200) -> DiffusionAnswer {
        DiffusionAnswer(status: status, body: Data(body.utf8))
    }

    @Test func `a picture comes with the model that made it`() throws {
        let picture = try Automatic1111.picture(answer(Self.drawn))
        #expect(picture.bytes == DiffusionSupport.picture)
        #expect(picture.receipt == GatewayReceipt(modelVersion: "model"))
    }

    @Test(arguments: [
        reply(
            images: "[\"c2hlZXQ=\",\"\(DiffusionSupport.pictureText)\"]",
            info: info("{\\\"index_of_first_image\\\":1}")
        ),
        reply(images: "[\"\(DiffusionSupport.pictureText)\",\"b3RoZXI=\"]"),
        reply(images: "[\"data:image/png;base64,\(DiffusionSupport.pictureText)\"]"),
        reply(images: "[\"\(DiffusionSupport.pictureText)\"]", info: info("")),
        reply(
            images: "[\"\(DiffusionSupport.pictureText)\"]",
            info: info("{\\\"index_of_first_image\\\":-4}")
        ),
        reply(images: "[\"\(DiffusionSupport.pictureText)\"]", info: "null"),
        "{\"images\":[\"\(DiffusionSupport.pictureText)\"]}",
    ])
    func `the first picture is the one after the sheets`(body: String) throws {
        #expect(try Automatic1111.picture(answer(body)).bytes == DiffusionSupport.picture)
    }

    @Test(arguments: [
        (reply(images: "[]"), GatewayFailure.Reason.noImage),
        (reply(images: "null"), .noImage),
        (reply(images: "[\"c2hlZXQ=\"]", info: info("{\\\"index_of_first_image\\\":1}")), .noImage),
        (reply(images: "[\"c2hlZXQ=\"]", info: info("{\\\"index_of_first_image\\\":9000}")), .noImage),
        (reply(images: "[\"not base64!\"]"), .engineFailed),
        (reply(images: "[null]"), .engineFailed),
        (reply(images: "[7]"), .engineFailed),
        ("{\"error\":\"OutOfMemoryError\",\"images\":[\"\(DiffusionSupport.pictureText)\"]}", .engineFailed),
        ("<html>Hello</html>", .engineFailed),
        ("", .engineFailed),
    ])
    func `an answer without a picture says why`(body: String, reason: GatewayFailure.Reason) {
        let failure = #expect(throws: GatewayFailure.self) { try Automatic1111.picture(answer(body)) }
        #expect(failure?.reason == reason)
    }

    @Test(arguments: [
        (
            422, "{\"detail\":[{\"loc\":[\"body\",\"width\"],\"msg\":\"…\",\"type\":\"int_parsing\"}]}",
            GatewayFailure.Reason.invalidRequest
        ),
        (422, refusal("Script 'x' not found"), .invalidRequest),
        (404, refusal("Sampler not found"), .invalidRequest),
        (404, refusal("Init image not found"), .invalidRequest),
        (404, refusal("Model not found"), .modelGone),
        (404, "{\"detail\":\"Not Found\"}", .modelGone),
        (405, "{\"detail\":\"Method Not Allowed\"}", .modelGone),
        (404, "<html>Not found</html>", .modelGone),
        (400, "", .invalidRequest),
        (413, "<html>Too large</html>", .invalidRequest),
        (401, refusal("Incorrect username or password"), .unauthorised),
        (403, "", .unauthorised),
        (402, "", .quotaExhausted),
        (429, "", .rateLimited),
        (500, refusal("Invalid encoded image"), .invalidRequest),
        (
            500,
            refusal("", error: "OutOfMemoryError", errors: "CUDA out of memory. Tried to allocate 9.00 GiB"),
            .engineFailed
        ),
        (500, refusal("", error: "RuntimeError", errors: "a network is broken"), .engineFailed),
        (500, "Internal Server Error", .overloaded),
        (502, "<html>Bad gateway</html>", .overloaded),
        (503, refusal(""), .overloaded),
        (504, "", .overloaded),
        (302, "", .unauthorised),
        (307, "", .unauthorised),
    ])
    func `a refusal says why`(status: Int, body: String, reason: GatewayFailure.Reason) {
        #expect(throws: GatewayFailure(reason)) { try Automatic1111.picture(answer(body, status)) }
    }

    @Test func `a wait that is named is heeded`() {
        let busy = DiffusionAnswer(status: 429, body: Data(), pause: .seconds(9))
        #expect(throws: GatewayFailure(.rateLimited, pause: .seconds(9))) { try Automatic1111.picture(busy) }
    }

    @Test(arguments: ["model.safetensors [abcdef0123]", "model.safetensors", "model"])
    func `a model is found by its title, its file or its name`(model: String) throws {
        let title = try Automatic1111.title(of: model, answer(Self.checkpoints))
        #expect(title == "model.safetensors [abcdef0123]")
    }

    @Test(arguments: ["other", "mode", "model.safetensors [", "0123456789", ""])
    func `a model that is not in the list is gone, not replaced`(model: String) {
        #expect(throws: GatewayFailure(.modelGone)) {
            try Automatic1111.title(of: model, answer(Self.checkpoints))
        }
    }

    @Test(arguments: [
        (200, "<html>", GatewayFailure.Reason.engineFailed), (401, "", .unauthorised), (404, "", .modelGone),
    ])
    func `what has no list of models is told apart`(status: Int, body: String, reason: GatewayFailure.Reason)
    {
        #expect(throws: GatewayFailure(reason)) { try Automatic1111.title(of: "model", answer(body, status)) }
    }

    @Test(arguments: [
        (200, share, 0.42), (200, "{\"progress\":0}", nil), (200, "{}", nil), (200, "<html>", nil),
        (404, share, nil),
    ])
    func `progress is told while there is some`(status: Int, body: String, share: Double?) {
        #expect(Automatic1111.share(answer(body, status)) == share)
    }

    @Test(arguments: [drawn, checkpoints, share, refusal("Sampler not found")])
    func `no damage to an answer does more than fail`(body: String) {
        for bytes in DiffusionSupport.damaged(body) {
            for status in [200, 404, 500] {
                let answer = DiffusionAnswer(status: status, body: bytes)
                _ = try? Automatic1111.picture(answer)
                _ = try? Automatic1111.title(of: "model", answer)
                _ = try? Automatic1111.checkSettings(answer)
                _ = Automatic1111.share(answer)
            }
        }
    }

    @Test func `an answer that was cut shows no picture`() {
        let bytes = Data(Self.drawn.utf8)
        for end in bytes.indices {
            let answer = DiffusionAnswer(status: 200, body: bytes[..<end])
            #expect(throws: GatewayFailure(.engineFailed)) { try Automatic1111.picture(answer) }
        }
    }
}
