import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Store
import TestSupport
import Testing

@testable import Mail
@testable import Web

/// The way out of letters to many, as mail programs and people meet it.
struct UnsubscribePageTests {
    let web: WebUnderTest
    let address: EmailAddress
    let path: String

    init() async throws {
        web = try await WebUnderTest()
        address = try #require(EmailAddress("mei@example.org"))
        let link = try #require(web.installation.mail.unsubscribeLink(for: address, .update))
        path = "/unsubscribe/\(link.text)"
    }

    private func isEnded() async throws -> Bool {
        try await web.installation.mail.isSuppressed(address, for: .update)
    }

    @Test(arguments: ["", "/zh-Hant"])
    func `looking ends nothing, the button does, and again`(prefix: String) async throws {
        try await web.browse { browser in
            let page = try await browser.get(prefix + path)
            #expect(page.status == .ok && page.html.matches(of: /<button class="make">/).count == 1)
            #expect(try await !isEnded())
            for _ in 1...2 {
                let answer = try await browser.post(prefix + path, ["csrf": "whatever"])
                #expect(answer.status == .ok)
                #expect(answer.headers[values: .setCookie].isEmpty)
            }
            #expect(try await isEnded())
        }
    }

    @Test func `a mail program needs no cookie, no page of ours and no token`() async throws {
        try await web.browse { browser in
            let answer = try await browser.post(path, ["List-Unsubscribe": "One-Click"], from: nil)
            #expect(answer.status == .ok)
            #expect(try await isEnded())
        }
    }

    @Test func `a link of nobody's leads nowhere`() async throws {
        try await web.browse { browser in
            for wrong in ["x", "u" + String(repeating: "0", count: 96)] {
                let shown = try await browser.get("/unsubscribe/\(wrong)")
                let sent = try await browser.post("/unsubscribe/\(wrong)", [:])
                #expect([shown.status, sent.status] == [.notFound, .notFound])
            }
        }
    }
}
