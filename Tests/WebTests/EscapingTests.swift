import HTTPTypes
import Kernel
import TestSupport
import Testing

struct EscapingTests {
    static let hostile =
        "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{csrf}}&lt; </textarea>${7*7}"

    @Test func `a hostile description is text on every page`() async throws {
        let web = try await WebUnderTest()
        try await web.browse { browser in
            let job = try await browser.make(Self.hostile)
            let image = try #require(try await browser.images(on: job).first)
            let search = "/gallery?q=%22%27%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E"
            let paths = [
                job, "/images/\(image)", "/gallery", search, "/", "/?from=\(image)", "/zh-Hant/gallery",
            ]
            for path in paths {
                let html = try await browser.get(path).html
                #expect(!html.contains("<script>"), "\(path)")
                #expect(!html.contains("onerror=alert(2)>"), "\(path)")
                #expect(html.contains("&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"), "\(path)")
            }
            for path in paths where path != search {
                #expect(try await browser.get(path).html.contains("{{csrf}}&amp;lt;"), "\(path)")
            }
        }
    }

    @Test func `hostile words in an address are text on the page`() async throws {
        let web = try await WebUnderTest()
        try await web.browse { browser in
            let words = "%22%3E%3Cscript%3E"
            for path in ["/?prompt=\(words)", "/?prompt=x&model=\(words)", "/%3Cscript%3E", "/<script>"] {
                let html = try await browser.get(path).html
                #expect(!html.contains("<script>"), "\(path)")
            }
            let page = try await browser.get("/?prompt=\(words)")
            #expect(page.prompt == "&quot;&gt;&lt;script&gt;")
        }
    }
}
