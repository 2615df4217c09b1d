import HTTPTypes
import Kernel
import TestSupport
import Testing

/// What can be done with pictures without scripts.
struct LibraryPageTests {
    @Test func `a visitor shares once the age question is answered, and ends it again`() async throws {
        try await WebUnderTest().browse { browser in
            let (image, csrf) = try await browser.picture()
            let path = "/images/\(image)/shares"
            let wish = ["csrf": csrf, "expires_in": "24", "shows_words": "yes"]
            let question = try await browser.post(path, wish)
            #expect(question.value(of: "expires_in") == "24" && question.html.contains("birth_year"))
            let grown = ["country": "DE", "birth_month": "5", "birth_year": "1990"]
            let made = try await browser.post(path, wish.merging(grown) { $1 })
            let link = try #require(made.html.firstMatch(of: /http:\/\/localhost(\/s\/[0-9a-f]{48})</))
            let stranger = browser.stranger
            let seen = try await stranger.get(String(link.1))
            #expect(seen.status == .ok && seen.html.contains("A cat &lt;3"))
            #expect(seen.headers[.setCookie] == nil && stranger.cookieNames.isEmpty)
            #expect(seen.headers[HTTPField.Name("Referrer-Policy")!] == "no-referrer")
            #expect(seen.headers[HTTPField.Name("X-Robots-Tag")!] == "noindex")
            let file = try await stranger.get("\(link.1)/file")
            #expect(file.headers[.contentType] == "image/png" && file.headers[.setCookie] == nil)
            let report = try #require(seen.addresses.first { $0.hasPrefix("/report?address=") })
            #expect(try await stranger.get(report).value(of: "address") == String(link.1))
            let revoke = try #require(made.html.firstMatch(of: /action="([^"]*\/revoke)"/)).1
            #expect(try await browser.post(String(revoke), ["csrf": csrf]).status == .seeOther)
            #expect(try await stranger.get(String(link.1)).status == .gone)
            #expect(try await stranger.get("\(link.1)/file").status == .gone)
        }
    }

    @Test func `somebody too young does not publish`() async throws {
        try await WebUnderTest().browse { browser in
            let (image, csrf) = try await browser.picture()
            let young = ["csrf": csrf, "country": "DE", "birth_month": "5", "birth_year": "2020"]
            let refused = try await browser.post("/images/\(image)/shares", young)
            #expect(refused.status == .forbidden && !refused.html.contains("/s/"))
        }
    }

    @Test func `a favourite and a collection are a button away, and filter the gallery`() async throws {
        try await WebUnderTest().browse { browser in
            let (image, csrf) = try await browser.picture()
            let page = "/images/\(image)"
            _ = try await browser.post("\(page)/favourite", ["csrf": csrf, "state": "on"])
            #expect(try await browser.get("/gallery?show=favourites").html.contains(image))
            _ = try await browser.post("\(page)/favourite", ["csrf": csrf, "state": "off"])
            #expect(try await !browser.get("/gallery?show=favourites").html.contains(image))
            let made = try await browser.post("\(page)/collections", ["csrf": csrf, "name": "Cats"])
            #expect(made.location == page)
            let gallery = try await browser.get("/gallery")
            let link = try #require(gallery.addresses.first { $0.contains("collection=") })
            #expect(try await browser.get(link).html.contains(image))
            #expect(try await browser.stranger.get(link).status == .notFound)
        }
    }

    @Test func `chosen pictures come as a ZIP, and are asked about before they go`() async throws {
        try await WebUnderTest().browse { browser in
            let (image, csrf) = try await browser.picture()
            let chosen = ["csrf": csrf, "pick_\(image)": "on"]
            let zip = try await browser.post("/gallery/selection", chosen.merging(["action": "zip"]) { $1 })
            #expect(zip.headers[.contentType] == "application/zip")
            let none = try await browser.post("/gallery/selection", ["csrf": csrf, "action": "zip"])
            #expect(none.status.code == 422 && none.html.contains("No image is chosen"))
            let asked = try await browser.post(
                "/gallery/selection",
                chosen.merging(["action": "delete"]) { $1 }
            )
            #expect(asked.html.contains("1 image will be gone"))
            #expect(try await browser.get("/images/\(image)").status == .ok)
            let sure = ["action": "delete", "confirm": "yes"]
            _ = try await browser.post("/gallery/selection", chosen.merging(sure) { $1 })
            #expect(try await browser.get("/images/\(image)").status == .notFound)
        }
    }

    @Test func `an enlarged picture shows its family and stands beside the one before`() async throws {
        try await WebUnderTest().browse { browser in
            let (image, csrf) = try await browser.picture()
            let form = ["csrf": csrf, "scale": "2", "method": "lanczos"]
            let ordered = try await browser.post("/images/\(image)/upscale", form)
            try #require(ordered.status == .seeOther, "\(ordered.html)")
            try await browser.untilEnded(ordered.location)
            let larger = try #require(try await browser.images(on: ordered.location).first)
            let page = try await browser.get("/images/\(larger)")
            #expect(page.html.contains("id=\"compare\"") && page.html.contains("id=\"lineage\""))
            #expect(page.addresses.contains("/images/\(image)"))
            let wrong = ["csrf": csrf, "scale": "3", "method": "lanczos"]
            let refused = try await browser.post("/images/\(image)/upscale", wrong)
            #expect(refused.status.code == 422 && refused.html.contains("role=\"alert\"><b>"))
        }
    }
}

extension Browser {
    /// A picture of one's own, and what makes one's forms good.
    fileprivate func picture() async throws -> (image: String, csrf: String) {
        let job = try await draw("A cat <3")
        let csrf = try #require(try await get(job).value(of: "csrf"))
        return (try #require(try await images(on: job).first), csrf)
    }
}
