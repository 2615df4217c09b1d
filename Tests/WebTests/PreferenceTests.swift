import HTTPTypes
import Kernel
import Testing

struct PreferenceTests {
    @Test func `a chosen theme is remembered, and the device's forgotten again`() async throws {
        try await WebUnderTest().browse { browser in
            #expect(try await browser.get("/").html.contains("data-theme=\"auto\""))
            let answer = try await browser.post("/preferences", ["theme": "dark", "return_to": "/gallery"])
            #expect(answer.status == .seeOther && answer.location == "/gallery")
            #expect(browser.cookieNames == ["nbp_theme"])
            let page = try await browser.get("/zh-Hant/")
            #expect(page.html.contains("data-theme=\"dark\""))
            #expect(page.value(of: "theme") == "auto")
            _ = try await browser.post("/preferences", ["theme": "auto"])
            #expect(browser.cookieNames.isEmpty)
        }
    }

    @Test func `the button offers the next theme`() async throws {
        try await WebUnderTest().browse { browser in
            var offered: [String] = []
            for _ in 0..<3 {
                let next = try #require(try await browser.get("/").value(of: "theme"))
                offered.append(next)
                _ = try await browser.post("/preferences", ["theme": next, "return_to": "/"])
            }
            #expect(offered == ["light", "dark", "auto"])
        }
    }

    @Test(arguments: ["neon", "", "Dark", "dark; Path=/; Secure"])
    func `another theme is refused`(theme: String) async throws {
        try await WebUnderTest().browse { browser in
            let answer = try await browser.post("/preferences", ["theme": theme])
            #expect(answer.status == .badRequest)
            #expect(browser.cookieNames.isEmpty)
        }
    }

    @Test func `a chosen language is remembered, and leads there from addresses without one`() async throws {
        try await WebUnderTest().browse { browser in
            #expect(try await browser.get("/models").status == .ok)
            let answer = try await browser.post(
                "/preferences",
                ["language": "zh-Hant", "return_to": "/gallery"]
            )
            #expect(answer.status == .seeOther && answer.location == "/zh-Hant/gallery")
            #expect(browser.cookieNames == ["nbp_language"])
            let page = try await browser.get("/gallery?q=cat")
            #expect(page.status == .temporaryRedirect && page.location == "/zh-Hant/gallery?q=cat")
            #expect(page.headers[.vary] == "Cookie")
            let back = try await browser.post(
                "/zh-Hant/preferences",
                ["language": "en", "return_to": "/zh-Hant/gallery"]
            )
            #expect(back.location == "/gallery")
            #expect(try await browser.get("/gallery").status == .ok)
        }
    }

    @Test(arguments: ["tlh", "", "EN", "zh-Hant; Path=/"])
    func `another language is refused`(language: String) async throws {
        try await WebUnderTest().browse { browser in
            let answer = try await browser.post("/preferences", ["language": language])
            #expect(answer.status == .badRequest)
            #expect(browser.cookieNames.isEmpty)
        }
    }

    @Test(
        arguments: [
            "https://evil.example/", "//evil.example", "///evil.example/gallery", "/\\evil.example",
            "\\\\evil.example",
            "/%2f%2fevil.example", "javascript:alert(1)", "evil.example", "/gallery\r\nSet-Cookie: a=b",
            "/api/images",
            "/nothing", "@evil.example", "/.evil.example", "http:evil.example", "gallery",
        ]
    )
    func `one returns to a page of ours, wherever the form says`(target: String) async throws {
        try await WebUnderTest().browse { browser in
            let answer = try await browser.post(
                "/zh-Hant/preferences",
                ["theme": "dark", "return_to": target]
            )
            #expect(answer.status == .seeOther && answer.location == "/zh-Hant/")
        }
    }

    @Test(
        arguments: [
            ("/zh-Hant/gallery", "/zh-Hant/gallery"), ("/zh-TW/models/", "/zh-Hant/models"),
            ("//gallery", "/gallery"),
        ]
    )
    func `a return address is written anew`(target: String, location: String) async throws {
        try await WebUnderTest().browse { browser in
            let answer = try await browser.post("/preferences", ["theme": "dark", "return_to": target])
            #expect(answer.location == location)
        }
    }

    @Test func `that choices were kept is told to whoever kept them alone`() async throws {
        let office = try await Office()
        let owner = try await office.member("mei@example.org")
        let other = try await office.member("jo@example.org")
        try await office.web.browse { browser in
            let desk = owner.sit(at: browser)
            let page = "/account/preferences"
            let csrf = try #require(try await desk.get(page).value(of: "csrf"))
            let form = ["csrf": csrf, "language": "zh-Hant", "theme": "dark"]
            let place = try await desk.post(page, form).location
            #expect(place.hasPrefix("/zh-Hant\(page)?saved="))
            let said = try Shipped.catalogue(.traditionalChinese)["account.saved"]
            let notice = "<p class=\"notice\" role=\"status\">\(said)</p>"
            #expect(try await desk.get(place).html.contains(notice))
            for query in ["saved=1", "saved=yes", "saved="] {
                let shown = try await desk.get("/zh-Hant\(page)?\(query)")
                #expect(shown.status == .ok && !shown.html.contains("class=\"notice\""), "\(query)")
            }
            let strange = try await other.sit(at: browser).get(place)
            #expect(strange.status == .ok && !strange.html.contains("class=\"notice\""))
        }
    }

    @Test func `a page that cannot know who reads it does not offer to sign in`() async throws {
        let office = try await Office()
        let owner = try await office.member("mei@example.org")
        try await office.web.browse { browser in
            let signIn = try Shipped.catalogue(.english)["login.page"]
            #expect(try await browser.get("/").html.contains(">\(signIn)</a>"))
            let desk = owner.sit(at: browser)
            let pages = [
                try await desk.get("/nothing"), try await desk.get("/jobs"),
                try await desk.post("/account/preferences", ["csrf": "made up"]),
            ]
            #expect(pages.map(\.status.code) == [404, 405, 403])
            #expect(pages.allSatisfy { !$0.html.contains(">\(signIn)</a>") })
        }
    }
}
