import HTTPTypes
import Kernel
import TestSupport
import Testing

struct EraseTests {
    @Test(arguments: ["", "/zh-Hant"])
    func `whoever erases themselves is gone, cookie and all`(prefix: String) async throws {
        try await WebUnderTest().browse { browser in
            let job = try await browser.make("A cat", in: prefix)
            let csrf = try #require(try await browser.get("\(prefix)/erase").value(of: "csrf"))
            let answer = try await browser.post("\(prefix)/erase", ["csrf": csrf])
            #expect(answer.status == .seeOther && answer.location.hasPrefix("\(prefix)/erased/era_"))
            #expect(
                answer.headers[values: .setCookie].contains {
                    $0.contains("nbp_visitor=;") || $0.contains("Max-Age=0")
                }
            )
            #expect(browser.cookieNames.isEmpty)
            #expect(try await browser.get(answer.location).status == .ok)
            #expect(try await browser.get(job).status == .notFound)
        }
    }

    @Test func `who kept the cookie reads nothing with it`() async throws {
        let web = try await WebUnderTest()
        try await web.browse { browser in
            let job = try await browser.draw("A cat")
            let copy = browser.copy
            let csrf = try #require(try await browser.get("/erase").value(of: "csrf"))
            _ = try await browser.post("/erase", ["csrf": csrf])
            #expect(try await copy.get(job).status == .notFound)
        }
    }

    @Test func `the page says what is there`() async throws {
        try await WebUnderTest().browse { browser in
            _ = try await browser.draw("A cat", images: 3)
            let html = try await browser.get("/erase").html
            #expect(html.contains("3 images, with their small copies"))
            #expect(html.contains("the descriptions you wrote"))
        }
    }

    @Test func `there is nothing to erase of somebody we do not know`() async throws {
        try await WebUnderTest().browse { browser in
            let page = try await browser.get("/erase")
            #expect(page.html.contains("Nothing is stored about you here"))
            #expect(!page.html.contains("action=\"/erase\""))
            let answer = try await browser.post("/erase", [:])
            #expect(answer.status == .seeOther && answer.location == "/erased")
        }
    }

    @Test func `over https the browser is told to clear what it keeps`() async throws {
        try await WebUnderTest(at: .secure).browse { browser in
            _ = try await browser.draw("A cat")
            #expect(browser.cookieNames == ["__Host-visitor"])
            let csrf = try #require(try await browser.get("/erase").value(of: "csrf"))
            let answer = try await browser.post("/erase", ["csrf": csrf])
            let clear = try #require(HTTPField.Name("Clear-Site-Data"))
            #expect(answer.headers[clear] == #""cache", "cookies", "storage""#)
            #expect(browser.cookieNames.isEmpty)
        }
    }

    @Test func `over plain http it is not, since browsers would not heed it`() async throws {
        try await WebUnderTest().browse { browser in
            _ = try await browser.draw("A cat")
            let csrf = try #require(try await browser.get("/erase").value(of: "csrf"))
            let answer = try await browser.post("/erase", ["csrf": csrf])
            let clear = try #require(HTTPField.Name("Clear-Site-Data"))
            #expect(answer.headers[clear] == nil)
        }
    }
}
