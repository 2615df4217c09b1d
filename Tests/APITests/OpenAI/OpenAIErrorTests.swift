import Kernel
import Testing

@testable import API

struct OpenAIErrorTests {
    @Test(arguments: Problem.Code.allCases)
    func `every problem has a status that clients know, a type and a code`(code: Problem.Code) {
        let error = OpenAIError(Problem(code))
        #expect((400..<600).contains(error.status))
        #expect(error.status != 402, "clients know it for nothing")
        #expect(!error.code.isEmpty)
        #expect(error.status < 500 || error.kind == .server)
        // 409 is sent again by clients unless they are told otherwise.
        #expect(error.status != 409 || error.isWorthRetrying == false)
    }

    @Test(
        arguments: [
            (Problem(.sizeMalformed, field: "size"), 400, "invalid_request_error", "invalid_value", "size"),
            (Problem(.promptEmpty, field: "prompt"), 400, "invalid_request_error", "invalid_value", "prompt"),
            (Problem(.valueOutOfRange, field: "n"), 400, "invalid_request_error", "invalid_value", "n"),
            (
                Problem(.taskUnsupported, field: "task"), 400, "invalid_request_error", "invalid_value",
                "model"
            ),
            (
                Problem(.notForModel, field: "input_fidelity"), 400, "invalid_request_error",
                "invalid_input_fidelity_model", "input_fidelity"
            ),
            (Problem(.modelOff, field: "model"), 404, "invalid_request_error", "model_not_found", "model"),
            (
                Problem(.modelRetired, field: "model"), 404, "invalid_request_error", "model_not_found",
                "model"
            ),
            (
                Problem(.imageUnsupported, field: "images[1]"), 400, "image_generation_user_error",
                "invalid_image_file", "images[1]"
            ),
            (Problem(.promptRefused), 400, "image_generation_user_error", "moderation_blocked", nil),
            (Problem(.engineRefusedOutput), 400, "image_generation_user_error", "moderation_blocked", nil),
            (Problem(.apiKeyRevoked), 401, "invalid_request_error", "invalid_api_key", nil),
            (Problem(.visitorRequired), 401, "invalid_request_error", "invalid_api_key", nil),
            (Problem(.tooManyJobs), 429, "requests", "rate_limit_exceeded", nil),
            (Problem(.idempotencyKeyReused), 422, "invalid_request_error", "idempotency_key_reused", nil),
            (Problem(.bodyTooLarge), 413, "invalid_request_error", "body_too_large", nil),
            (
                Problem(.outsideFailed, field: "images[0]"), 400, "invalid_request_error", "invalid_value",
                "images[0]"
            ),
            (Problem(.engineUnavailable), 503, "server_error", "overloaded", nil),
            (Problem(.internalError), 500, "server_error", "server_error", nil),
        ] as [(Problem, Int, String, String, String?)]
    )
    func `problems are told as OpenAI tells them`(
        problem: Problem,
        status: Int,
        type: String,
        code: String,
        param: String?
    ) {
        let error = OpenAIError(problem)
        #expect(error.status == status)
        #expect(error.kind.rawValue == type)
        #expect(error.code == code)
        #expect(error.param == param)
    }

    @Test(arguments: [
        Problem(.insufficientCredits), Problem(.keyBudgetExceeded),
        Problem(.quotaExceeded, violating: [Quota("a", .images, limit: 1, window: 1, remaining: 0, wait: 1)]),
    ])
    func `who has nothing left is not asked to try again`(problem: Problem) {
        let error = OpenAIError(problem)
        #expect(error.status == 429)
        #expect(error.code == "insufficient_quota")
        #expect(error.isWorthRetrying == false)
    }

    @Test func `who asks too often may try again`() {
        let quota = Quota("a", .requests, limit: 1, window: 1, remaining: 0, wait: 1)
        let error = OpenAIError(Problem(.quotaExceeded, violating: [quota]))
        #expect(error.code == "rate_limit_exceeded")
        #expect(error.isWorthRetrying == nil)
    }

    @Test func `in a form pictures are called as its parts are`() {
        let problem = Problem(.imageUnreadable, field: "images[2]")
        #expect(OpenAIError(problem, isForm: true).param == "image[2]")
        #expect(problem.pictureNumber == 3)
    }

    @Test(
        arguments: [
            ("images[0]", 1), ("images[13]", 14), ("images[9223372036854775807]", 923), ("images[]", nil),
            ("images[-1]", nil), ("mask", nil), ("images[\u{0665}]", nil),
        ] as [(String, Int?)]
    )
    func `whatever a field is called, it is a number of a picture or none`(field: String, number: Int?) {
        #expect(Problem(.malformedParameter, field: field).pictureNumber == number)
    }
}
