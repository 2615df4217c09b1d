import Foundation
import Kernel
import Testing

@testable import Gateways

/// What `sd-server` answers, read without a server.
struct StableDiffusionServerReplyTests {
    private typealias Server = StableDiffusionServer

    static let capabilities = """
        {"model":{"name":"model.safetensors","stem":"model","path":"/models/model.safetensors"},
        "supported_modes":["img_gen"],"limits":{"min_width":64,"max_width":4096,"min_height":64,"max_height":4096,
        "max_batch_count":8,"max_queue_size":64},"samplers":["euler"],"loras":[],"upscalers":[{"name":"None"}]}
        """
    static let accepted = """
        {"id":"job_6b038200_00000007","kind":"img_gen","status":"queued","created":1795392000,
        "poll_url":"/sdcpp/v1/jobs/job_6b038200_00000007"}
        """

    static func job(
        _ status: String,
        images: String = "[]",
        error: String = "null",
        position: Int = 0
    ) -> String {
        let result = status == "completed" ? "{\"output_format\":\"png\",\"images\":\(images)}" : "null"
        return """
            {"id":"job_6b038200_00000007","kind":"img_gen","status":"\(status)","created":1795392000,
            "started":null,"completed":null,"queue_position":\(position),"result":\(result),"error":\(error)}
            """
    }

    static let completed = job(
        "completed",
        images: "[{\"index\":0,\"b64_json\":\"\(DiffusionSupport.pictureText)\"}]"
    )

    private func answer(_ body: String, _ status: Int = 200, pause: Duration? = nil) -> DiffusionAnswer {
        DiffusionAnswer(status: status, body: Data(body.utf8), pause: pause)
    }

    private func progress(_ body: String, _ status: Int = 200) throws -> Server.Progress {
        try Server.progress(answer(body, status), of: "job_1")
    }

    // MARK: Handing in

    @Test func `a job that was taken has an id`() throws {
        #expect(try Server.id(answer(Self.accepted, 202)) == "job_6b038200_00000007")
    }

    @Test(arguments: [
        (400, "{\"error\":\"empty body\"}", GatewayFailure.Reason.invalidRequest),
        (400, "{\"error\":\"invalid json\",\"message\":\"…\"}", .invalidRequest),
        (400, "{\"error\":\"invalid generation parameters\"}", .invalidRequest),
        (413, "", .invalidRequest),
        (401, "", .unauthorised),
        (403, "", .unauthorised),
        (402, "", .quotaExhausted),
        (404, "", .modelGone),
        (405, "", .modelGone),
        (500, "{\"error\":\"server_error\",\"message\":\"…\"}", .overloaded),
        (502, "<html>Bad gateway</html>", .overloaded),
        (503, "", .overloaded),
        (504, "", .overloaded),
        (301, "", .unauthorised),
        (302, "", .unauthorised),
        (307, "", .unauthorised),
        (308, "", .unauthorised),
        (200, "{\"error\":\"job queue is full\"}", .engineFailed),
        (200, "<html>Hello</html>", .unknown),
        (202, "", .unknown),
        (202, "{\"id\":\"job_6b0382", .unknown),
        (202, "{\"id\":7}", .unknown),
        (202, "{\"id\":\"../../v1/images\"}", .unknown),
        (202, "{\"id\":\"\"}", .unknown),
        (202, "[]", .unknown),
    ])
    func `a job that was not taken says why`(status: Int, body: String, reason: GatewayFailure.Reason) {
        #expect(throws: GatewayFailure(reason)) { try Server.id(answer(body, status)) }
    }

    @Test(arguments: [(nil, 2), (7, 7)] as [(Int?, Int)])
    func `a full queue names its wait, or gets two seconds`(named: Int?, wait: Int) {
        let full = answer("{\"error\":\"job queue is full\"}", 429, pause: named.map { .seconds($0) })
        #expect(throws: GatewayFailure(.rateLimited, pause: .seconds(wait))) { try Server.id(full) }
    }

    // MARK: Asking

    @Test func `a job waits, is drawn, and is done`() throws {
        guard case .waiting = try progress(Self.job("queued", position: 3)),
            case .drawing = try progress(Self.job("generating")),
            case .drawn(let picture) = try progress(Self.completed)
        else {
            Issue.record("a state was read as another")
            return
        }
        #expect(picture.bytes == DiffusionSupport.picture)
        #expect(picture.receipt == GatewayReceipt(id: "job_1", end: "completed"))
    }

    @Test func `a state of a later version counts as being drawn`() throws {
        guard case .drawing = try progress(Self.job("polishing")) else {
            Issue.record("it was read as something else")
            return
        }
    }

    @Test func `of several pictures the first is taken, wherever it stands`() throws {
        let images = """
            [{"index":1,"b64_json":"b3RoZXI="},{"index":0,"b64_json":"\(DiffusionSupport.pictureText)"}]
            """
        guard case .drawn(let picture) = try progress(Self.job("completed", images: images)) else {
            Issue.record("there is no picture")
            return
        }
        #expect(picture.bytes == DiffusionSupport.picture)
    }

    @Test(arguments: [
        (
            job("failed", error: "{\"code\":\"generation_failed\",\"message\":\"…\"}"),
            GatewayFailure.Reason.engineFailed, "generation_failed"
        ),
        (job("cancelled", error: "{\"code\":\"cancelled\",\"message\":\"…\"}"), .engineFailed, "cancelled"),
        (job("failed"), .engineFailed, "failed"),
        (job("completed"), .noImage, "completed"),
        (job("completed", images: "null"), .noImage, "completed"),
        (job("completed", images: "[{\"index\":0}]"), .engineFailed, "completed"),
        (job("completed", images: "[{\"index\":0,\"b64_json\":\"\"}]"), .engineFailed, "completed"),
        (job("completed", images: "[{\"index\":0,\"b64_json\":\"no base64!\"}]"), .engineFailed, "completed"),
    ])
    func `a job that ended without a picture says why`(
        body: String,
        reason: GatewayFailure.Reason,
        end: String
    ) {
        let expected = GatewayFailure(reason, receipt: GatewayReceipt(id: "job_1", end: end))
        #expect(throws: expected) { try progress(body) }
    }

    @Test(arguments: [404, 410])
    func `a job that the server does not know is lost`(status: Int) throws {
        guard case .lost = try progress("{\"error\":\"job not found\"}", status) else {
            Issue.record("it is not lost")
            return
        }
    }

    @Test(arguments: [
        (429, "", GatewayFailure.Reason.rateLimited), (500, "", .overloaded), (502, "<html>", .overloaded),
        (200, "", .engineFailed), (200, "<html>", .engineFailed), (200, "{\"error\":\"…\"}", .engineFailed),
        (200, "{\"id\":\"job_1\",\"sta", .engineFailed), (204, "", .unknown),
    ])
    func `an answer that says nothing of the job is asked for again`(
        status: Int,
        body: String,
        reason: GatewayFailure.Reason
    ) throws {
        guard case .unclear(let failure) = try progress(body, status) else {
            Issue.record("it was read as something else")
            return
        }
        #expect(failure.reason == reason)
    }

    @Test(arguments: [
        (401, GatewayFailure.Reason.unauthorised), (403, .unauthorised), (402, .quotaExhausted),
        (302, .unauthorised),
    ])
    func `an answer that will not change ends it`(status: Int, reason: GatewayFailure.Reason) {
        #expect(throws: GatewayFailure(reason)) { try progress("", status) }
    }

    // MARK: Capabilities

    private func check(_ body: String, _ order: GatewayOrder) throws {
        try Server.capabilities(answer(body)).check(order)
    }

    @Test(arguments: ["model.safetensors", "model", ""])
    func `a model is known by its file, with or without the ending`(model: String) throws {
        try check(Self.capabilities, DiffusionSupport.order(model: model))
    }

    @Test func `another model than the order's is gone`() throws {
        let order = try DiffusionSupport.order(model: "other.safetensors")
        #expect(throws: GatewayFailure(.modelGone)) { try check(Self.capabilities, order) }
    }

    @Test func `a server that makes films alone has no model for pictures`() throws {
        let body = "{\"supported_modes\":[\"vid_gen\"]}"
        let order = try DiffusionSupport.order()
        #expect(throws: GatewayFailure(.modelGone)) { try check(body, order) }
    }

    @Test(arguments: [(63, 64), (64, 63), (4_097, 64), (64, 4_097), (0, 0), (-64, 64)])
    func `a size beyond the server's limits is refused`(width: Int, height: Int) throws {
        let order = try DiffusionSupport.order(size: PixelSize(width: width, height: height))
        #expect(throws: GatewayFailure(.invalidRequest)) { try check(Self.capabilities, order) }
        #expect(throws: GatewayFailure(.invalidRequest)) { try check("{}", order) }
    }

    @Test func `the limits are the server's own`() throws {
        let body = "{\"limits\":{\"max_width\":512}}"
        let order = try DiffusionSupport.order(size: PixelSize(width: 576, height: 64))
        #expect(throws: GatewayFailure(.invalidRequest)) { try check(body, order) }
    }

    @Test(arguments: [
        (200, "<html>", GatewayFailure.Reason.engineFailed), (200, "[]", .engineFailed),
        (401, "", .unauthorised),
        (404, "", .modelGone), (503, "", .overloaded), (302, "", .unauthorised),
    ])
    func `what is no sd-server is told apart`(status: Int, body: String, reason: GatewayFailure.Reason) {
        #expect(throws: GatewayFailure(reason)) { try Server.capabilities(answer(body, status)) }
    }

    // MARK: Damage

    @Test(arguments: [capabilities, accepted, completed, job("failed", error: "{\"code\":\"x\"}")])
    func `no damage to an answer does more than fail`(body: String) {
        for bytes in DiffusionSupport.damaged(body) {
            let answer = DiffusionAnswer(status: 200, body: bytes)
            _ = try? Server.capabilities(answer)
            _ = try? Server.id(answer)
            _ = try? Server.progress(answer, of: "job_1")
        }
    }

    @Test func `an answer that was cut shows no picture`() {
        let bytes = Data(Self.completed.utf8)
        for end in bytes.indices {
            let answer = DiffusionAnswer(status: 200, body: bytes[..<end])
            guard case .unclear? = try? Server.progress(answer, of: "job_1") else {
                Issue.record("\(end) bytes were believed")
                return
            }
        }
    }
}
