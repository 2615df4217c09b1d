import Engines
import HTTPTypes
import Kernel
import TestSupport
import Testing

@testable import Web

struct StudioPageTests {
    @Test func `a picture's words and settings stand in the form, with a new seed`() async throws {
        try await WebUnderTest().browse { browser in
            let form = ["style": "flat", "aspect_ratio": "16:9", "seed": "7"]
            let job = try await browser.make("A boat at night", form)
            let image = try #require(try await browser.images(on: job).first)
            let page = try await browser.get("/?from=\(image)")
            #expect(page.prompt == "A boat at night")
            #expect(page.chosen("style") == ["flat"] && page.chosen("model") == ["free"])
            #expect(page.html.contains("1376 × 768"))
            #expect(page.value(of: "seed") == "")
            #expect(page.value(of: "variation_of") == image)
            #expect(page.html.contains("Variations of this image"))
        }
    }

    @Test func `a variation knows its parent`() async throws {
        try await WebUnderTest().browse { browser in
            let first = try await browser.make("A boat")
            let parent = try #require(try await browser.images(on: first).first)
            let second = try await browser.make("A boat", ["variation_of": parent])
            let child = try #require(try await browser.images(on: second).first)
            let described = try await browser.get("/api/images/\(child)").html
            #expect(described.contains("\"variation_of\":\"\(parent)\""))
        }
    }

    @Test func `the parent of a refused variation stays, unless it is gone`() async throws {
        try await WebUnderTest().browse { browser in
            let job = try await browser.draw("A boat")
            let parent = try #require(try await browser.images(on: job).first)
            let csrf = try #require(try await browser.get(job).value(of: "csrf"))
            let form = ["csrf": csrf, "prompt": "A boat", "model": "free", "variation_of": parent]
            let refused = try await browser.post("/jobs", form.merging(["n": "99"]) { $1 })
            #expect(refused.value(of: "variation_of") == parent)
            _ = try await browser.post("/images/\(parent)/delete", ["csrf": csrf])
            let gone = try await browser.post("/jobs", form.merging(["n": "1"]) { $1 })
            #expect(gone.status == .notFound && gone.prompt == "A boat")
            #expect(gone.value(of: "variation_of") == nil)
        }
    }

    @Test(arguments: ["img_00000000000000000000000000", "IMG"])
    func `nobody varies a picture that is not theirs`(id: String) async throws {
        try await WebUnderTest().browse { browser in
            _ = try await browser.draw("A boat")
            #expect([.notFound, .badRequest].contains(try await browser.get("/?from=\(id)").status))
            #expect(try await browser.stranger.get("/?from=\(id)").status != .ok)
        }
    }

    @Test(arguments: Language.allCases)
    func `an example's link puts its words into the form`(language: Language) async throws {
        let examples = Example.all(try Shipped.catalogue(language))
        try await WebUnderTest().browse { browser in
            for example in examples {
                let page = try await browser.get(example.url)
                #expect(page.prompt == example.prompt)
            }
        }
    }

    @Test(arguments: ["a & b = c", "1+1", "100 %", "what? #1", "東方/西方", "a\"b'c<d>"])
    func `words survive the way through a link`(words: String) async throws {
        try await WebUnderTest().browse { browser in
            let page = try await browser.get(Links(.english).studio(writing: words))
            #expect(page.prompt.map(Answer.unescaped) == words)
        }
    }

    @Test func `a link to a model chooses it`() async throws {
        try await WebUnderTest().browse { browser in
            let (known, unknown) = (
                try await browser.get("/?model=paid"), try await browser.get("/?model=nobody")
            )
            #expect(known.chosen("model") == ["paid"])
            #expect(unknown.chosen("model") == ["free"])
        }
    }

    @Test func `words in an address keep their signs`() async throws {
        try await WebUnderTest().browse { browser in
            let page = try await browser.get("/?prompt=a+b%2Bc%26d=e%3Ff")
            #expect(page.prompt == "a b+c&amp;d=e?f")
        }
    }

    @Test(arguments: [
        "/?prompt=%zz", "/?prompt=%ff", "/?prompt=a&prompt=b", "/gallery?cursor=nonsense", "/?from=job_1",
    ])
    func `an address that cannot be read is refused with a page`(path: String) async throws {
        try await WebUnderTest().browse { browser in
            let answer = try await browser.get(path)
            #expect(answer.status == .badRequest)
            #expect(answer.html.contains("Part of the address could not be read"))
        }
    }

    @Test func `the newest pictures stand beside the form`() async throws {
        try await WebUnderTest().browse { browser in
            #expect(try await !browser.get("/").html.contains("earlier-title"))
            let job = try await browser.draw("A cat")
            let image = try #require(try await browser.images(on: job).first)
            let page = try await browser.get("/")
            #expect(page.html.contains("earlier-title"))
            #expect(page.html.contains("alt=\"Image: A cat\""))
            #expect(page.addresses.contains("/images/\(image)"))
        }
    }
}

struct ComposerTests {
    private func composer(_ draft: Draft, _ language: Language = .english) throws -> Composer {
        Composer(
            draft,
            models: try Shipped.models + [.remote],
            words: try Shipped.catalogue(language)
        )
    }

    @Test(
        arguments: [
            (Draft(), "Create 4 images", "free · about 2 s"),
            (Draft(count: "1"), "Create 1 image", "free · about 1 s"),
            (Draft(resolution: "4K", count: "10"), "Create 10 images", "free · about 40 s"),
            (Draft(model: "remote", count: "1"), "Create 1 image", "12 credits · about 20 s"),
            (Draft(model: "remote", count: "5"), "Create 5 images", "60 credits · about 2 min"),
            (Draft(count: "many"), "Create 1 image", "free · about 1 s"),
            (Draft(count: "99"), "Create 10 images", "free · about 4 s"),
        ]
    )
    func `the button says number, price and time before the click`(
        draft: Draft,
        label: String,
        terms: String
    ) throws {
        let composer = try composer(draft)
        #expect(composer.child(named: "create_label") as? String == label)
        #expect(composer.child(named: "create_terms") as? String == terms)
    }

    @Test func `the default model is chosen when none is named`() throws {
        #expect(try chosen(in: composer(Draft())) == ["sketch"])
        #expect(try chosen(in: composer(Draft(model: "remote"))) == ["remote"])
        #expect(try chosen(in: composer(Draft(model: "default"))) == ["sketch"])
    }

    private func chosen(in composer: Composer) throws -> [String] {
        let choices = try #require(composer.child(named: "models") as? [ModelChoice])
        return choices.filter(\.isSelected).map(\.model.id)
    }

    @Test func `every shape is offered once`() throws {
        let composer = try composer(Draft())
        let offered = try ["shapes", "more_shapes"].flatMap { key in
            try #require(composer.child(named: key) as? [ShapeChoice]).map(\.ratio)
        }
        #expect(offered.count == AspectRatio.allCases.count)
        #expect(Set(offered) == Set(AspectRatio.allCases))
    }

    @Test(arguments: [(AspectRatio.square, false), (.landscape16x9, false), (.portrait1x8, true)])
    func `rare shapes are open when one of them is chosen`(shape: AspectRatio, isOpen: Bool) throws {
        let composer = try composer(Draft(shape: shape.rawValue))
        #expect(composer.child(named: "more_shapes_open") as? Bool == isOpen)
    }

    @Test func `every model that ships says how long each of its resolutions takes`() throws {
        for model in try Shipped.models {
            #expect(
                model.resolutions.allSatisfy { (model.typicalSeconds[$0.rawValue] ?? 0) > 0 },
                "\(model.id)"
            )
        }
    }

    @Test func `numbers are grouped`() throws {
        let words = try Shipped.catalogue(.english)
        #expect(
            [0, 7, 999, 1_000, 32_000, 1_234_567].map(words.grouped) == [
                "0", "7", "999", "1,000", "32,000", "1,234,567",
            ]
        )
    }
}
