import Foundation
import Testing

@testable import Gateways

/// What is made of an error, by its status and its words.
struct GeminiErrorTests {
    private static let badKey = """
        {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"}
        """
    private static let retry = #"{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"7s"}"#

    private static func quota(_ id: String) -> String {
        #"{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"\#(id)"}]}"#
    }

    private static let rows: [(Int, String, String, GatewayFailure.Reason)] = [
        (400, "INVALID_ARGUMENT", "", .invalidRequest),
        (400, "INVALID_ARGUMENT", badKey, .unauthorised),
        (400, "FAILED_PRECONDITION", "", .unauthorised),
        (401, "UNAUTHENTICATED", "", .unauthorised),
        (402, "", "", .quotaExhausted),
        (403, "PERMISSION_DENIED", "", .unauthorised),
        (404, "NOT_FOUND", "", .modelGone),
        (413, "", "", .invalidRequest),
        (429, "RESOURCE_EXHAUSTED", "", .rateLimited),
        (429, "RESOURCE_EXHAUSTED", quota("GenerateRequestsPerMinutePerProjectPerModel"), .rateLimited),
        (429, "RESOURCE_EXHAUSTED", quota("GenerateRequestsPerDayPerProjectPerModel"), .quotaExhausted),
        (500, "INTERNAL", "", .overloaded),
        (502, "", "", .overloaded),
        (503, "UNAVAILABLE", "", .overloaded),
        (504, "DEADLINE_EXCEEDED", "", .overloaded),
    ]

    @Test(arguments: rows)
    func `a status means what it means, and so does its code under a 200`(
        code: Int,
        status: String,
        details: String,
        reason: GatewayFailure.Reason
    ) {
        let body = GeminiSample.error(code, status, details: details)
        #expect(GeminiSample.reason(body, status: code) == reason)
        #expect(GeminiSample.reason(body) == reason)
        #expect(GeminiSample.reason("[\(body)]", status: code) == reason)
    }

    @Test(arguments: [
        ("INVALID_ARGUMENT", GatewayFailure.Reason.invalidRequest), ("PERMISSION_DENIED", .unauthorised),
        ("UNAUTHENTICATED", .unauthorised), ("NOT_FOUND", .modelGone), ("RESOURCE_EXHAUSTED", .rateLimited),
        ("INTERNAL", .overloaded), ("UNAVAILABLE", .overloaded), ("DEADLINE_EXCEEDED", .overloaded),
    ])
    func `under a 200 the word alone will do`(status: String, reason: GatewayFailure.Reason) {
        #expect(GeminiSample.reason(#"{"error":{"status":"\#(status)"}}"#) == reason)
    }

    @Test(arguments: [#"{"error":"no"}"#, #"{"error":{}}"#, #"{"error":{"code":"?"}}"#, #"{"error":[1]}"#])
    func `an error under a 200 that says nothing is the engine's`(body: String) {
        #expect(GeminiSample.reason(body) == .engineFailed)
    }

    @Test(arguments: ["", "<html>502 Bad Gateway</html>", "null", #"{"message":"no"}"#, #"{"error":"no"}"#])
    func `the status alone will do`(body: String) {
        #expect(GeminiSample.reason(body, status: 400) == .invalidRequest)
        #expect(GeminiSample.reason(body, status: 403) == .unauthorised)
        #expect(GeminiSample.reason(body, status: 429) == .rateLimited)
        #expect(GeminiSample.reason(body, status: 502) == .overloaded)
    }

    @Test(arguments: [301, 302, 307, 308, 100, 600])
    func `a status that is no answer is a failure of the engine`(status: Int) {
        #expect(GeminiSample.reason("", status: status) == .engineFailed)
        #expect(GeminiSample.reason(GeminiSample.good, status: status) == .engineFailed)
    }

    @Test(
        arguments: [
            (retry, nil, Duration.seconds(7)), ("", "12", .seconds(12)), (retry, "3", .seconds(7)),
            (retry, "30", .seconds(30)), ("", nil, nil), ("", "Wed, 21 Oct 2026 07:28:00 GMT", nil),
            ("", "-1", nil),
            (#"{"retryDelay":"1.5s"}"#, nil, .milliseconds(1_500)), (#"{"retryDelay":"7"}"#, nil, nil),
            (#"{"retryDelay":"-7s"}"#, nil, nil), (#"{"retryDelay":"nans"}"#, nil, nil),
            (#"{"retryDelay":"1e300s"}"#, nil, .seconds(86_400)), (#"{"retryDelay":7}"#, nil, nil),
        ] as [(String, String?, Duration?)]
    )
    func `the longer of the waits that are wanted is told`(
        details: String,
        header: String?,
        pause: Duration?
    ) throws {
        for code in [429, 503] {
            let body = GeminiSample.error(code, "", details: details)
            let failure = try #require(GeminiSample.outcome(body.utf8, status: code, pause: header).failure)
            #expect(failure.pause == pause)
        }
    }

    @Test func `an allowance that is used up is not waited for`() throws {
        let body = GeminiSample.error(429, "", details: Self.quota("XPerDayY") + "," + Self.retry)
        let failure = try #require(GeminiSample.outcome(body.utf8, status: 429).failure)
        #expect(failure == GatewayFailure(.quotaExhausted))
    }

    @Test(arguments: [
        (400, "Image part is missing a thought_signature in content position 2, part position 1.", true),
        (400, "Corrupted thought signature.", true), (400, "Unable to process input image.", false),
        (403, "Image part is missing a thought_signature in content position 2.", false),
    ])
    func `a signature that is missed is known by the words`(
        code: Int,
        message: String,
        isMissed: Bool
    ) {
        let body = Data(GeminiSample.error(code, "INVALID_ARGUMENT", message: message).utf8)
        for status in [code, 200] {
            var reading = GeminiReading(status: status)
            reading.take(whole: body)
            #expect(reading.missesSignature == isMissed)
        }
    }

    @Test func `a signature that is missed is known by the end`() {
        let body = #"{"candidates":[{"finishReason":"MISSING_THOUGHT_SIGNATURE","index":0}]}"#
        var reading = GeminiReading(status: 200)
        reading.take(whole: Data(body.utf8))
        #expect(reading.missesSignature)
        #expect(GeminiSample.reason(body) == .invalidRequest)
    }

    @Test func `what is told of an error is its word, and nothing of its message`() throws {
        let body = GeminiSample.error(400, "INVALID_ARGUMENT", message: GeminiSample.words)
        let failure = try #require(GeminiSample.outcome(body.utf8, status: 400).failure)
        #expect(failure == GatewayFailure(.invalidRequest, receipt: GatewayReceipt(end: "INVALID_ARGUMENT")))
    }
}
