import Foundation
import Kernel
import Testing

@testable import HTTPKit

struct SecurityReportTests {
    private func legacy(directive: String, blocked: String) -> [BrokenPolicy]? {
        let json = """
            {"csp-report": {"document-uri": "https://studio.example/jobs/x?token=s3cret#f",
             "violated-directive": "\(directive)", "blocked-uri": "\(blocked)"}}
            """
        return BrokenPolicy.report(in: Data(json.utf8))
    }

    @Test(
        arguments: [
            ("https://evil.example/a/s3cret.js?token=s3cret#s3cret", "https://evil.example"),
            ("https://Evil.Example:8443", "https://evil.example:8443"), ("inline", "inline"),
            ("eval", "eval"),
            ("data", "data"), ("data:image/png;base64,s3cret", "data"), ("blob:https://x/s3cret", "blob"),
            ("https://s3cret@evil.example/", "other"), ("https://evil.example s3cret", "other"),
            ("s3cret", "other"), ("", "other"), ("javascript:s3cret", "other"),
        ]
    )
    func `of what was blocked an origin or a word is left`(blocked: String, left: String) {
        #expect(legacy(directive: "script-src 'self'", blocked: blocked)?.map(\.blocked) == [left])
    }

    @Test(
        arguments: [
            ("script-src-elem", ContentDirective.scriptElement), ("img-src 'self' data:", .image),
            ("IMG-SRC", .image), ("s3cret", .other), ("", .other),
        ]
    )
    func `a directive is one of the list`(text: String, directive: ContentDirective) {
        #expect(legacy(directive: text, blocked: "eval")?.map(\.directive) == [directive])
    }

    @Test func `reports of the Reporting API are read, other kinds left out`() throws {
        let json = """
            [{"type": "deprecation", "age": 1, "url": "https://x/", "user_agent": "u", "body": {"id": 7}},
             {"type": "csp-violation", "age": 1, "url": "https://x/?s3cret", "user_agent": "u", "body": {
              "documentURL": "https://x/?s3cret", "blockedURL": "https://evil.example/x?s3cret", "statusCode": 200,
              "effectiveDirective": "connect-src", "originalPolicy": "p", "disposition": "enforce"}}]
            """
        let reports = try #require(BrokenPolicy.reports(in: Data(json.utf8)))
        #expect(reports.map(\.directive) == [.connect])
        #expect(reports.map(\.blocked) == ["https://evil.example"])
    }

    @Test func `a flood in one body is cut`() throws {
        let one =
            #"{"type": "csp-violation", "body": {"blockedURL": "eval", "effectiveDirective": "img-src"}}"#
        let body = Data("[\(Array(repeating: one, count: 100).joined(separator: ","))]".utf8)
        #expect(BrokenPolicy.reports(in: body)?.count == 20)
    }

    @Test(
        arguments: [
            "", "{", "[", "[]x", "{}", #"{"csp-report": 1}"#, #"[1]"#, #"{"csp-report": {"blocked-uri": 7}}"#,
            #"[{"type": "csp-violation", "body": {"blockedURL": []}}]"#, #"[{"type": 1}]"#, "null",
        ]
    )
    func `what is no report is refused`(body: String) {
        #expect(BrokenPolicy.report(in: Data(body.utf8)) == nil)
        #expect(BrokenPolicy.reports(in: Data(body.utf8)) == nil)
    }
}
