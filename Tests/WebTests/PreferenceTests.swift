import HTTPTypes
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
}
