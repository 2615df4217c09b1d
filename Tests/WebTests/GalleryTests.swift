import HTTPTypes
import Kernel
import TestSupport
import Testing

struct GalleryTests {
    private func images(in answer: Answer) -> [String] {
        answer.html.matches(of: /class="thumb" href="[a-zA-Z\-\/]*\/images\/(img_[0-9A-Z]+)"/).map {
            String($0.1)
        }
    }

    private func link(_ direction: String, in answer: Answer) -> String? {
        answer.html.matches(of: /rel="(next|prev)" href="([^"]*)"/).first { $0.1 == direction }
            .map { String($0.2).replacing("&amp;", with: "&") }
    }

    @Test func `pictures stand newest first, 24 a page, each once`() async throws {
        try await WebUnderTest().browse { browser in
            for number in 1...7 { _ = try await browser.draw("A cat \(number)", images: 4) }
            let first = try await browser.get("/gallery")
            #expect(first.html.contains("28 images, only yours"))
            #expect(link("prev", in: first) == nil)
            let second = try await browser.get(try #require(link("next", in: first)))
            #expect(link("next", in: second) == nil && link("prev", in: second) == "/gallery")
            let shown = images(in: first) + images(in: second)
            #expect(shown.count == 28 && Set(shown).count == 28)
            #expect(shown == shown.sorted(by: >))
        }
    }

    @Test func `a search finds whole words and keeps them on the next page`() async throws {
        try await WebUnderTest().browse { browser in
            for _ in 1...7 { _ = try await browser.draw("A grey cat", images: 4) }
            _ = try await browser.draw("A dog", images: 1)
            let dogs = try await browser.get("/gallery?q=dog")
            #expect(images(in: dogs).count == 1)
            #expect(dogs.html.contains("1 image for “dog”"))
            #expect(dogs.value(of: "q") == "dog")
            let cats = try await browser.get("/zh-Hant/gallery?q=grey+cat")
            let more = try await browser.get(try #require(link("next", in: cats)))
            #expect(images(in: cats).count == 24 && images(in: more).count == 4)
            #expect(more.value(of: "q") == "grey cat")
        }
    }

    @Test func `an empty gallery and a search without result say so`() async throws {
        try await WebUnderTest().browse { browser in
            let empty = try await browser.get("/gallery").html
            #expect(empty.contains("The easel is still empty") && !empty.contains("Nothing found"))
            #expect(!empty.contains("href=\"/erase\""))
            _ = try await browser.draw("A cat")
            let none = try await browser.get("/gallery?q=whale").html
            #expect(none.contains("Nothing found") && !none.contains("The easel is still empty"))
            #expect(none.contains("href=\"/erase\""))
        }
    }

    @Test func `a blank search is none`() async throws {
        try await WebUnderTest().browse { browser in
            _ = try await browser.draw("A cat")
            #expect(images(in: try await browser.get("/gallery?q=+")).count == 1)
        }
    }
}
