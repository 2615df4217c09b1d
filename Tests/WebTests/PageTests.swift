import HTTPTypes
import Kernel
import TestSupport
import Testing

@testable import Web

struct PageTests {
    @Test func `a picture's page says what made it and until when it is kept`() async throws {
        let web = try await WebUnderTest()
        try await web.browse { browser in
            let job = try await browser.make("A cat", ["style": "flat", "seed": "7"])
            let path = "/images/\(try #require(try await browser.images(on: job).first))"
            let html = try await browser.get(path).html
            for fact in ["<dd>7</dd>", "<dd>Flat</dd>", "<dd>1024 × 1024 pixels</dd>", "stays here"] {
                #expect(html.contains(fact), "\(fact)")
            }
            #expect(html.contains("<time datetime=\"2026-11-23T18:00:00.000Z\">2026-11-23 18:00 UTC</time>"))
            #expect(html.contains("<time datetime=\"2026-11-30T18:00:00.000Z\">2026-11-30 18:00 UTC</time>"))
        }
    }

    @Test func `every download of a picture is a file of its kind`() async throws {
        try await WebUnderTest().browse { browser in
            let job = try await browser.draw("A cat")
            let downloads = try await browser.get(job).addresses.filter { $0.contains("format=") }
            #expect(downloads.count == 4)
            for path in downloads {
                let answer = try await browser.get(path)
                #expect(answer.status == .ok)
                let kind = try #require(answer.headers[.contentType]?.split(separator: "/").last)
                #expect(path.contains("format=\(kind)"))
            }
        }
    }

    @Test(arguments: [(Language.english, "Free"), (.traditionalChinese, "免費")])
    func `the models' page says price, time, sizes and where words go`(
        language: Language,
        price: String
    ) throws {
        let words = try Shipped.catalogue(language)
        let card = ModelCard(try #require(try Shipped.models.first), words)
        let facts = try #require(card.child(named: "facts") as? [Fact])
        #expect(facts.map(\.text).contains(price))
        #expect(facts.map(\.text).contains(words["models.data_here"]))
        #expect(facts.allSatisfy { !$0.text.contains("{") && !$0.text.isEmpty })
    }

    @Test func `a model elsewhere names country and price`() throws {
        let card = ModelCard(try .remote, try Shipped.catalogue(.english))
        let texts = try #require(card.child(named: "facts") as? [Fact]).map(\.text)
        #expect(texts.contains("Your words are sent to Elsewhere in United States"))
        #expect(texts.contains("12 credits an image") && texts.contains("20 s at 1K"))
        #expect(texts.contains("1 shape in 1K"))
        #expect(card.child(named: "place") as? String == "goes to United States")
        #expect(card.child(named: "is_local") as? Bool == false)
    }

    @Test(arguments: ["", "/zh-Hant"])
    func `no sentence shows a placeholder or a key`(prefix: String) async throws {
        try await WebUnderTest().browse { browser in
            let job = try await prefix + browser.draw("A cat")
            let image = "\(prefix)/images/\(try #require(try await browser.images(on: job).first))"
            let paths = ["/", "/gallery", "/gallery?q=cat", "/models", "/erase", "/erased", "/nothing"].map {
                prefix + $0
            }
            for path in paths + [job, image] {
                let seen = try await browser.get(path).html
                    .replacing(/<template id="words".*?<\/template>/.dotMatchesNewlines(), with: "")
                    .replacing(/data-usage="[a-z_.]+"/, with: "")
                #expect(seen.firstMatch(of: /\{[a-z]+\}/) == nil, "\(path)")
                #expect(
                    seen.firstMatch(of: /[">](studio|job|status|stage|gallery|image|models|erase)\.[a-z_]+/)
                        == nil,
                    "\(path)"
                )
            }
        }
    }

    @Test func `every answer carries the policy of a page and is not stored`() async throws {
        try await WebUnderTest().browse { browser in
            for path in ["/", "/gallery", "/nothing", "/zh-TW/models"] {
                let headers = try await browser.get(path).headers
                #expect(headers[.cacheControl] == "no-store")
                #expect(headers[.contentSecurityPolicy]?.contains("script-src 'self'") == true)
            }
        }
    }

    @Test(arguments: [
        (Problem.Code.internalError, "/gallery", true), (.notFound, "/gallery", false),
        (.internalError, "/x", false),
    ])
    func `trying again is offered where it may help`(
        code: Problem.Code,
        path: String,
        isOffered: Bool
    ) async throws {
        let words = try Shipped.catalogue(.english)
        let page = ProblemPage(
            layout: .sample(words),
            status: code.status,
            problem: ProblemWords(Problem(code), words),
            retryURL: ProblemPage.retryURL(after: Problem(code), getting: path)
        )
        let html = try await Shipped.templates.render(page)
        #expect(html.contains(">Try again</a>") == isOffered)
    }

    @Test func `models that have retired are not offered`() async throws {
        try await WebUnderTest().browse { browser in
            let ids = try await browser.get("/").html.matches(of: /name="model" value="([a-z]+)"/).map(\.1)
            #expect(ids.contains("free") && !ids.contains("retired"))
            #expect(!(try await browser.get("/models").html.contains("retired")))
        }
    }
}
