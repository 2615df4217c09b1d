import HTTPTypes
import Kernel
import Studio
import TestSupport
import Testing

/// Orders that are not taken.
struct RefusalTests {
    let web: WebUnderTest

    init() async throws {
        var plan = TestInstallation.Plan()
        plan.limits = StudioLimits(freeImagesPerDay: 4)
        web = try await WebUnderTest(plan)
    }

    private static let typed = [
        "prompt": "A boat\r\nand a <b>lake</b>", "style": "flat", "aspect_ratio": "1:8", "resolution": "4K",
        "n": "3",
        "seed": "7", "model": "free",
    ]

    @Test(
        arguments: [
            ("prompt", " ", 422, "There is no description yet"),
            ("seed", "7.5", 422, "The seed is out of bounds"),
            ("seed", "2147483648", 422, "The seed is out of bounds"),
            ("n", "many", 422, "That number of images is not possible"),
            ("n", "5", 422, "That number of images is not possible"),
            ("aspect_ratio", "2:7", 422, "There is no such shape"),
            ("resolution", "9K", 422, "There is no such detail"),
            ("style", "neon", 422, "This model has no such style"),
            ("model", "nobody", 404, "There is no such model"),
            ("model", "paid", 402, "There are not enough credits"),
            ("variation_of", "nonsense", 404, "There is nothing here"),
        ]
    )
    func `a refused order says why`(
        field: String,
        value: String,
        status: Int,
        title: String
    ) async throws {
        try await web.browse { browser in
            let csrf = try #require(try await browser.get("/").value(of: "csrf"))
            let answer = try await browser.post(
                "/jobs",
                Self.typed.merging(["csrf": csrf, field: value]) { $1 }
            )
            #expect(answer.status.code == status)
            #expect(answer.html.contains("<b>\(title)</b>"))
        }
        #expect(web.installation.engine.orders.isEmpty)
    }

    @Test func `a refused order comes back as it was typed`() async throws {
        try await web.browse { browser in
            _ = try await browser.make("First", ["n": "4"])
            let csrf = try #require(try await browser.get("/").value(of: "csrf"))
            let answer = try await browser.post("/jobs", Self.typed.merging(["csrf": csrf]) { $1 })
            #expect(answer.status == .tooManyRequests)
            #expect(answer.html.contains("<b>That was all for today</b>"))
            #expect(answer.prompt == "A boat\r\nand a &lt;b&gt;lake&lt;/b&gt;")
            #expect(answer.chosen("style") == ["flat"])
            #expect(answer.chosen("resolution") == [])  // the tests' models have 1K only
            #expect(answer.chosen("model") == ["free"])
            #expect(answer.value(of: "n") == "3")
            #expect(answer.value(of: "seed") == "7")
        }
    }

    @Test func `a newcomer's refused order can be sent again at once`() async throws {
        let typed = Self.typed
        try await web.browse { browser in
            let csrf = try #require(try await browser.get("/").value(of: "csrf"))
            let answer = try await browser.post(
                "/jobs",
                typed.merging(["csrf": csrf, "model": "paid"]) { $1 }
            )
            #expect(answer.status.code == 402)
            let fresh = try #require(answer.value(of: "csrf"))
            let again = try await browser.post(
                "/jobs",
                typed.merging(["csrf": fresh, "resolution": "1K"]) { $1 }
            )
            #expect(again.status == .seeOther)
        }
    }

    @Test func `a form that stood open too long comes back with its words and works then`() async throws {
        let (time, typed) = (web.installation.time, Self.typed)
        try await web.browse { browser in
            let csrf = try #require(try await browser.get("/").value(of: "csrf"))
            time.advance(by: .hours(13))
            let answer = try await browser.post(
                "/jobs",
                typed.merging(["csrf": csrf, "resolution": "1K"]) { $1 }
            )
            #expect(answer.status == .forbidden)
            #expect(answer.html.contains("The page had been open for too long"))
            #expect(answer.prompt == "A boat\r\nand a &lt;b&gt;lake&lt;/b&gt;")
            let fresh = try #require(answer.value(of: "csrf"))
            let again = try await browser.post(
                "/jobs",
                typed.merging(["csrf": fresh, "resolution": "1K"]) { $1 }
            )
            #expect(again.status == .seeOther)
        }
    }

    @Test(arguments: ["", "29924280.00000000000000000000000000000000", "nonsense", "1.2.3"])
    func `a form without its token changes nothing`(token: String) async throws {
        try await web.browse { browser in
            let job = try await browser.draw("A cat")
            let image = "/images/\(try #require(try await browser.images(on: job).first))"
            for path in ["/jobs", "\(job)/cancel", "\(image)/delete", "/erase"] {
                let order = path == "/jobs" ? ["prompt": "A dog", "n": "1"] : [:]
                let answer = try await browser.post(path, order.merging(["csrf": token]) { $1 })
                #expect(answer.status == .forbidden, "\(path)")
            }
            #expect(try await browser.get(image).status == .ok)
        }
        #expect(web.installation.engine.orders.count == 1)
    }

    @Test func `a token made for one person is no other's`() async throws {
        try await web.browse { browser in
            let job = try await browser.draw("A cat")
            let csrf = try #require(try await browser.get(job).value(of: "csrf"))
            let other = browser.stranger
            let otherJob = try await other.draw("A dog")
            let answer = try await other.post("\(otherJob)/cancel", ["csrf": csrf])
            #expect(answer.status == .forbidden)
        }
    }

    @Test(
        arguments: [
            ("cross-site", nil), ("same-site", nil), ("none", nil), (nil, nil), (nil, "https://evil.example"),
            (nil, "null"), ("cross-site", "http://localhost"),
        ]
    )
    func `a form that another site sends is refused without echoing it`(
        site: String?,
        origin: String?
    ) async throws {
        try await web.browse { browser in
            let csrf = try #require(try await browser.get("/").value(of: "csrf"))
            let fields = ["csrf": csrf, "prompt": "Words of another site", "n": "1"]
            for path in ["/jobs", "/erase", "/preferences"] {
                let answer = try await browser.post(path, fields, from: site, origin: origin)
                #expect(answer.status == .forbidden)
                #expect(answer.html.contains("The request came from another site"))
                #expect(!answer.html.contains("Words of another site"))
            }
            #expect(browser.cookieNames.isEmpty)
        }
    }

    @Test func `an older browser's form is taken by its Origin`() async throws {
        try await web.browse { browser in
            let csrf = try #require(try await browser.get("/").value(of: "csrf"))
            let fields = ["csrf": csrf, "prompt": "A cat", "n": "1", "model": "free"]
            let answer = try await browser.post("/jobs", fields, from: nil, origin: "http://localhost")
            #expect(answer.status == .seeOther)
        }
    }
}
