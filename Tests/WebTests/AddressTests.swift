import HTTPKit
import HTTPTypes
import Kernel
import TestSupport
import Testing

@testable import Web

struct AddressTests {
    @Test(
        arguments: [
            ("/zh-TW/gallery", "/zh-Hant/gallery"), ("/zh-HK/", "/zh-Hant/"), ("/zh", "/zh-Hant/"),
            ("/zh-CN/models", "/zh-Hant/models"), ("/zh-hant/erase", "/zh-Hant/erase"),
            ("/zh-Hant", "/zh-Hant/"), ("/gallery/", "/gallery"), ("/zh-Hant/gallery/", "/zh-Hant/gallery"),
            ("/zh-TW/gallery/?q=a+b&x=%22", "/zh-Hant/gallery?q=a+b&x=%22"), ("/en/models", "/models"),
            ("//gallery", "/gallery"),
        ]
    )
    func `another spelling leads to ours for good`(asked: String, ours: String) async throws {
        try await WebUnderTest().browse { browser in
            let answer = try await browser.get(asked)
            #expect(answer.status == .permanentRedirect)
            #expect(answer.location == ours)
            #expect(try await browser.get(ours).status == .ok)
        }
    }

    @Test(
        arguments: [
            "/nothing", "/nothing/", "/zh-Hant/nothing", "/zh-TW/nothing/", "//evil.example/",
            "/zh-TW//evil.example",
            "/gallery/more", "/zh-Hant/zh-Hant/gallery", "/jobs/nonsense",
            "/images/job_00000000000000000000000000",
            "/favicon.ico",
        ]
    )
    func `what leads nowhere says so and redirects nowhere`(path: String) async throws {
        try await WebUnderTest().browse { browser in
            let answer = try await browser.get(path)
            #expect(answer.status == .notFound)
            #expect(answer.location.isEmpty)
        }
    }

    @Test(
        arguments: [
            ("/nothing", "en", "There is nothing here"), ("/zh-Hant/nothing", "zh-Hant", "這裡什麼都沒有"),
            ("/zh-TW/nothing", "zh-Hant", "這裡什麼都沒有"),
        ]
    )
    func `a page speaks the language of its address, whatever the browser prefers`(
        path: String,
        language: String,
        words: String
    ) async throws {
        try await WebUnderTest().browse { browser in
            for preferred in ["en", "zh-TW"] {
                let answer = try await browser.get(path, [.acceptLanguage: preferred])
                #expect(answer.headers[.contentLanguage] == language)
                #expect(answer.html.contains(words))
            }
        }
    }

    @Test func `programs get the language that they ask for, and their own kind of refusal`() async throws {
        try await WebUnderTest().browse { browser in
            let answer = try await browser.get("/api/nothing", [.acceptLanguage: "zh-TW"])
            #expect(answer.headers[.contentType] == "application/problem+json")
            let title = try Shipped.catalogue(.traditionalChinese)["problem.not_found.title"]
            #expect(answer.html.contains(title))
        }
    }

    @Test func `each page names itself in the other language`() async throws {
        try await WebUnderTest().browse { browser in
            for path in ["/", "/gallery", "/models", "/docs", "/erase", "/erased"] {
                let english = try await browser.get(path).html
                #expect(
                    english.contains("<link rel=\"alternate\" hreflang=\"zh-Hant\" href=\"/zh-Hant\(path)\">")
                )
                let chinese = try await browser.get("/zh-Hant\(path)").html
                #expect(chinese.contains("<link rel=\"alternate\" hreflang=\"en\" href=\"\(path)\">"))
            }
        }
    }

    @Test(arguments: ["", "/zh-Hant"])
    func `every link of every page leads somewhere`(prefix: String) async throws {
        try await WebUnderTest().browse { browser in
            let job = try await prefix + browser.draw("A cat")
            var (open, seen) = ([job, "\(prefix)/nothing"], Set<String>())
            while let path = open.popLast() {
                guard seen.insert(path).inserted else { continue }
                let answer = try await browser.get(path)
                // A visitor's way to the account leads to signing in.
                let isAccount = path.contains("/account") && answer.status.kind == .redirection
                let leads = answer.status == .ok || isAccount
                #expect(leads || path.hasSuffix("/nothing"), "\(path)")
                guard answer.headers[.contentType]?.hasPrefix("text/html") == true else { continue }
                open += answer.addresses.filter { !$0.contains("format=") }
            }
            #expect(seen.count > 30)
        }
    }

    @Test(arguments: ["POST /", "POST /gallery", "GET /jobs", "GET /preferences"])
    func `a wrong method is refused with a page`(asked: String) async throws {
        let (method, path) = (asked.split(separator: " ")[0], String(asked.split(separator: " ")[1]))
        try await WebUnderTest().browse { browser in
            let answer = try await method == "GET" ? browser.get(path) : browser.post(path, [:])
            #expect(answer.status == .methodNotAllowed)
            #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
            #expect(answer.headers[.allow] != nil)
        }
    }

    @Test(arguments: Language.allCases)
    func `an address that a page writes is read back as that page`(language: Language) throws {
        let pages: [Route] = [
            .studio, .gallery, .models, .erase, .erased, .jobPage(.sample()), .imagePage(.sample()),
        ]
        for page in pages {
            #expect(PageAddress(path: page.path(in: language))?.path == page.path(in: language))
        }
    }
}
