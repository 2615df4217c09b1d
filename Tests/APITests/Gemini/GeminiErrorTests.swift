import Foundation
import Kernel
import Testing

@testable import API

struct GeminiErrorTests {
    @Test(arguments: [
        (Problem.Code.apiKeyInvalid, 400, "INVALID_ARGUMENT"), (.apiKeyRevoked, 400, "INVALID_ARGUMENT"),
        (.visitorRequired, 403, "PERMISSION_DENIED"), (.scopeMissing, 403, "PERMISSION_DENIED"),
        (.promptEmpty, 400, "INVALID_ARGUMENT"), (.imageUnsupported, 400, "INVALID_ARGUMENT"),
        (.modelUnknown, 404, "NOT_FOUND"), (.modelOff, 404, "NOT_FOUND"),
        (.bodyTooLarge, 413, "INVALID_ARGUMENT"), (.idempotencyKeyReused, 422, "INVALID_ARGUMENT"),
        (.insufficientCredits, 429, "RESOURCE_EXHAUSTED"), (.tooManyJobs, 429, "RESOURCE_EXHAUSTED"),
        (.engineFailed, 503, "UNAVAILABLE"), (.engineUnavailable, 503, "UNAVAILABLE"),
        (.outcomeUnknown, 503, "UNAVAILABLE"), (.storageFull, 503, "UNAVAILABLE"),
        (.internalError, 500, "INTERNAL"), (.jobCanceled, 499, "CANCELLED"),
    ])
    func `a problem has Google's status`(code: Problem.Code, status: Int, name: String) {
        let error = GeminiError(Problem(code), message: "m").error
        #expect((error.code, error.status) == (status, name))
    }

    @Test(arguments: Problem.Code.allCases)
    func `no problem is told as a success or a redirect`(code: Problem.Code) {
        #expect((400..<600).contains(GeminiError(Problem(code), message: "m").error.code))
    }

    private func kinds(_ problem: Problem) throws -> [String] {
        let json = try JSONEncoder().encode(GeminiError(problem, message: "m"))
        let root = try JSONSerialization.jsonObject(with: json) as? [String: [String: Any]]
        let details = root?["error"]?["details"] as? [[String: String]]
        let all = root?["error"]?["details"] as? [[String: Any]]
        #expect(details != nil || all != nil)
        return (all ?? []).compactMap {
            ($0["@type"] as? String)?.split(separator: ".").last.map(String.init)
        }
    }

    private func quota(_ unit: Quota.Unit) -> Problem {
        let quota = Quota("q", unit, limit: 1, window: 60, remaining: 0, wait: 7)
        return Problem(.quotaExceeded, violating: [quota])
    }

    @Test func `a pace is told with a wait, what is used up without`() throws {
        #expect(try kinds(quota(.requests)) == ["ErrorInfo", "RetryInfo"])
        #expect(try kinds(quota(.images)) == ["ErrorInfo", "QuotaFailure"])
        #expect(try kinds(Problem(.insufficientCredits)) == ["ErrorInfo", "QuotaFailure"])
        #expect(GeminiError.wait(after: quota(.requests)) == "7")
        #expect(GeminiError.wait(after: quota(.images)) == nil)
    }

    @Test func `a field is named in the words of the shape`() throws {
        #expect(
            Problem(.sizeOutOfBounds, field: "size").inGeminisWords.field == "generationConfig.imageConfig"
        )
        #expect(Problem(.imageUnreadable, field: "images[2]").inGeminisWords.field == "contents")
        #expect(Problem(.notFound, field: "model").inGeminisWords.field == "model")
        #expect(try kinds(Problem(.promptEmpty, field: "prompt")) == ["ErrorInfo", "BadRequest"])
    }
}
