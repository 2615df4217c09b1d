import Foundation
import Kernel
import TestSupport
import Testing

@testable import Webhooks

/// What Standard Webhooks lays down to the byte.
struct SignatureTests {
    /// Made with the reference library for Python (PyPI `standardwebhooks` 1.1.0).
    @Test(arguments: [
        (
            "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", "msg_01K", Int64(1_795_392_000),
            #"{"type":"job.succeeded","timestamp":"2026-11-23T00:00:00Z","data":{"id":"job_01K"}}"#,
            "v1,7YhYCkfKfjCWAS+yF/MmMhWg0wDfri6f5rnFN2ABR90="
        ),
        (
            "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "msg_2b7e1516", 1_767_225_600,
            #"{"type":"generation.completed","timestamp":"2026-01-01T00:00:00Z","data":{"id":"gen_1"}}"#,
            "v1,Y7Mt62paEQC5dXiZLF2bLu/qbhtcFv1BTpq5VtxUreg="
        ),
    ])
    func `the published vectors come out`(
        secret: String,
        id: String,
        seconds: Int64,
        body: String,
        signature: String
    ) throws {
        let secret = try #require(WebhookSecret(secret))
        #expect(secret.signature(of: Data(body.utf8), named: id, at: seconds) == signature)
    }

    @Test func `a secret is 32 random bytes in plain base64, and reads back`() throws {
        let secret = WebhookSecret(.seeded())
        let text = secret.text.reveal()
        let bytes = try #require(Data(base64Encoded: String(text.dropFirst("whsec_".count))))
        #expect(text.hasPrefix("whsec_") && bytes.count == 32)
        #expect(WebhookSecret(text)?.bytes == secret.bytes)
        #expect(!"\(secret)".contains(bytes.base64EncodedString()))
    }

    @Test(arguments: [
        "", "whsec_", "whsec_c2hvcnQ=", "whsec_!", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    ])
    func `what is no secret is none`(text: String) {
        #expect(WebhookSecret(text) == nil)
    }

    @Test func `a notice of a job says what, how and where, and nothing else`() throws {
        let body = try WebhookEvent(.jobFailed, about: "job_1").body(
            at: Timestamp(milliseconds: 1_795_456_800_000),
            link: "https://studio.example/api/jobs/job_1"
        )
        let text = #"""
            {"data":{"id":"job_1","status":"failed","url":"https://studio.example/api/jobs/job_1"},"timestamp":"2026-11-23T18:00:00.000Z","type":"job.failed"}
            """#
        #expect(String(decoding: body, as: UTF8.self) == text)
    }

    @Test func `a notice of what is gone has no link`() throws {
        let body = try WebhookEvent(.imageDeleted, about: "img_1").body(
            at: Timestamp(milliseconds: 1_795_456_800_000),
            link: nil
        )
        let text =
            #"{"data":{"id":"img_1"},"timestamp":"2026-11-23T18:00:00.000Z","type":"image.deleted"}"#
        #expect(String(decoding: body, as: UTF8.self) == text)
    }
}

/// When a notice is posted again.
struct ScheduleTests {
    @Test(arguments: zip(1...9, [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]))
    func `the pauses are the standard's, and at most a tenth longer`(failures: Int, seconds: Int) {
        let shortest = WebhookSchedule.pause(after: failures, of: .jobSucceeded, chance: 0)
        #expect(shortest == .seconds(seconds))
        let longest = WebhookSchedule.pause(after: failures, of: .jobSucceeded, chance: 1)
        #expect(longest == .milliseconds(seconds * 1_100))
    }

    @Test func `the tenth try is the last, and a test has one`() {
        #expect(WebhookSchedule.pause(after: 10, of: .jobSucceeded, chance: 0) == nil)
        #expect(WebhookSchedule.pause(after: 1, of: .ping, chance: 0) == nil)
    }

    @Test func `a notice is known for longer than it is tried`() {
        let longest = WebhookSchedule.pauses.reduce(Duration.zero) { $0 + $1 * 11 / 10 }
        #expect(longest < Webhooks.memory.duration)
    }
}
