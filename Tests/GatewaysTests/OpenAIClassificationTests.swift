import FoundationEssentials
import TestSupport
import Testing

@testable import Gateways

/// What an answer that is no picture comes to.
struct OpenAIClassificationTests {
    private typealias Asked = OpenAIImages.Asked
    private typealias HostError = OpenAIImages.HostError

    private func failure(status: Int, _ body: String, references: Int = 0) -> GatewayFailure {
        HostError(in: Data(body.utf8)).failure(status: status, Asked(references: references))
    }

    private static let named: [(Int, String?, String?, GatewayFailure.Reason)] = [
        (400, "image_generation_user_error", "moderation_blocked", .refusedInput),
        (400, "invalid_request_error", "content_policy_violation", .refusedInput),
        (400, "invalid_request_error", "invalid_value", .invalidRequest),
        (400, "image_generation_user_error", "invalid_image_file", .invalidRequest),
        (400, "invalid_request_error", "invalid_input_fidelity_model", .invalidRequest),
        (400, "invalid_request_error", nil, .invalidRequest),
        (401, "invalid_request_error", "invalid_api_key", .unauthorised),
        (403, "invalid_request_error", nil, .unauthorised),
        (403, "invalid_request_error", "model_not_found", .modelGone),
        (404, "invalid_request_error", "model_not_found", .modelGone),
        (429, "requests", "rate_limit_exceeded", .rateLimited),
        (429, "insufficient_quota", "insufficient_quota", .quotaExhausted),
        (429, "insufficient_quota", nil, .quotaExhausted),
        (429, "insufficient_quota", "billing_hard_limit_reached", .quotaExhausted),
        (429, "insufficient_quota", "project_spend_limit_exceeded", .quotaExhausted),
        (500, "server_error", "server_error", .overloaded),
        (503, "server_error", "overloaded", .overloaded),
        (200, "image_generation_user_error", "moderation_blocked", .refusedInput),
        (200, "image_generation_user_error", nil, .invalidRequest),
        (200, "requests", "rate_limit_exceeded", .rateLimited),
        (200, "server_error", nil, .overloaded),
        (200, nil, nil, .engineFailed),
    ]

    struct Status: Sendable {
        let status: Int
        let reason: GatewayFailure.Reason

        init(_ status: Int, _ reason: GatewayFailure.Reason) {
            self.status = status
            self.reason = reason
        }
    }

    private static let statuses = [
        Status(302, .engineFailed), Status(400, .invalidRequest), Status(401, .unauthorised),
        Status(402, .quotaExhausted), Status(403, .unauthorised), Status(404, .modelGone),
        Status(405, .invalidRequest),
        Status(408, .unknown), Status(413, .invalidRequest), Status(422, .invalidRequest),
        Status(429, .rateLimited),
        Status(500, .overloaded), Status(502, .overloaded), Status(503, .overloaded),
        Status(504, .overloaded), Status(524, .unknown),
        Status(529, .overloaded),
    ]
    private static let silentBodies = [
        "", "<html><body>Bad gateway</body></html>", "{}", #"{"error":null}"#, #"{"error":{}}"#, "[1]", "{",
    ]

    private static let hostsOwn: [(String, Int, GatewayFailure.Reason)] = [
        (#"{"error":"Your request was rejected as a result of our safety system."}"#, 400, .refusedInput),
        (#"{"error":"relay: 400 {\"code\":\"moderation_blocked\"}"}"#, 500, .refusedInput),
        (#"{"message":"This prompt is against our Content Policy."}"#, 400, .refusedInput),
        (
            #"{"error":{"message":"upstream: insufficient_quota","type":"upstream_error"}}"#, 403,
            .quotaExhausted
        ),
        (#"{"error":{"message":"no channel","code":"model_not_found"}}"#, 503, .modelGone),
        (#"{"error":"overloaded, come back"}"#, 503, .overloaded),
        (#"{"error":{"message":"Slow down","code":429}}"#, 200, .rateLimited),
        (#"{"error":{"message":"Slow down","code":"429"}}"#, 200, .rateLimited),
        (#"{"error":{"message":"No credit","code":402}}"#, 200, .quotaExhausted),
        (#"{"error":{"message":"odd","code":[1],"type":7}}"#, 502, .overloaded),
        (#"{"detail":"Not authenticated"}"#, 401, .unauthorised),
        (#"{"message":"boom"}"#, 200, .engineFailed),
        (#"{"error":"boom"}"#, 200, .engineFailed),
    ]

    private static let unreadable: [(String, Int, Int?)] = [
        ("Invalid image file or mode for image 1, please check your image file.", 3, 0),
        ("Invalid image file or mode for image 3, please check your image file.", 3, 2),
        ("Invalid image file or mode for image 0, please check the your image file.", 3, 0),
        ("Invalid image file or mode for image 4, please check your image file.", 3, nil),
        ("Invalid image file.", 3, nil),
        ("Invalid image file.", 1, 0),
        ("Invalid image file or mode for image 2, please check your image file.", 1, 0),
        ("Invalid image file or mode for image 1, please check your image file.", 0, nil),
    ]

    @Test(arguments: Self.named)
    func `what the host names is believed`(
        status: Int,
        type: String?,
        code: String?,
        reason: GatewayFailure.Reason
    ) {
        let failure = failure(status: status, OpenAITest.error(type: type, code: code))
        #expect(failure.reason == reason)
        #expect(failure.receipt.end == code ?? type)
    }

    @Test(arguments: Self.statuses, Self.silentBodies)
    func `where it names nothing, the status says it`(known: Status, body: String) {
        #expect(failure(status: known.status, body).reason == known.reason)
    }

    @Test(arguments: Self.hostsOwn)
    func `hosts' own ways of telling are understood`(
        body: String,
        status: Int,
        reason: GatewayFailure.Reason
    ) {
        #expect(failure(status: status, body).reason == reason)
    }

    @Test(arguments: [
        (#""moderation_details":{"moderation_stage":"input"},"#, true, GatewayFailure.Reason.refusedInput),
        (#""moderation_details":{"moderation_stage":"output"},"#, false, .refusedOutput),
        (#""moderation_details":{"moderation_stage":"later"},"#, false, .refusedInput),
        (#""moderation_details":"none","#, false, .refusedInput),
        ("", true, .refusedOutput),
        ("", false, .refusedInput),
    ])
    func `a refusal meets the picture when the host says so, or drafts came`(
        details: String,
        wasDrawn: Bool,
        reason: GatewayFailure.Reason
    ) {
        let body = #"{"error":{\#(details)"message":"No.","code":"moderation_blocked"}}"#
        let error = HostError(in: Data(body.utf8))
        #expect(error.failure(status: 400, Asked(wasDrawn: wasDrawn)).reason == reason)
    }

    @Test(arguments: Self.unreadable)
    func `a picture that cannot be read is named`(message: String, references: Int, index: Int?) {
        let body = OpenAITest.error(
            type: "image_generation_user_error",
            code: "invalid_image_file",
            message: message
        )
        let failure = failure(status: 400, body, references: references)
        #expect(failure.reason == .invalidRequest)
        #expect(failure.reference == index)
    }

    @Test func `of what a host says, only single words are kept`() {
        let body = OpenAITest.error(type: "of the prompt: <b>", code: "Bearer sk-test-4711", message: "tea")
        #expect(failure(status: 400, body).receipt.end == nil)
    }
}
