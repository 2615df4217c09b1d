import Engines
import HTTPTypes
import Kernel
import TestSupport
import Testing

/// The way to a picture without a script.
struct OrderTests {
    let web: WebUnderTest

    init() async throws {
        web = try await WebUnderTest()
    }

    @Test(arguments: ["", "/zh-Hant"])
    func `a form leads to a job, and the job to its pictures`(prefix: String) async throws {
        try await web.browse { browser in
            let job = try await browser.make("A grey cat", ["n": "2"], in: prefix)
            #expect(job.hasPrefix("\(prefix)/jobs/job_"))
            let images = try await browser.images(on: job)
            #expect(images.count == 2)
            let image = try await browser.get("\(prefix)/images/\(try #require(images.first))")
            #expect(image.status == .ok)
            #expect(image.html.contains("A grey cat"))
            let gallery = try await browser.get("\(prefix)/gallery")
            #expect(images.allSatisfy { gallery.addresses.contains("\(prefix)/images/\($0)") })
        }
    }

    @Test func `the order is the one that the form held`() async throws {
        try await web.browse { browser in
            let form = ["style": "flat", "aspect_ratio": "16:9", "resolution": "1K", "n": "2", "seed": "7"]
            _ = try await browser.make("A boat", form)
        }
        let orders = web.installation.engine.orders
        #expect(orders.map(\.prompt.text) == ["A boat", "A boat"])
        #expect(orders.map(\.seed.number) == [7, 8])
        #expect(orders.map(\.style) == ["flat", "flat"])
        #expect(orders.map(\.size) == Array(repeating: PixelSize(.landscape16x9, .oneK), count: 2))
    }

    @Test func `a button that was pressed twice orders once; other words, or the page anew, order again`()
        async throws
    {
        try await web.browse { browser in
            _ = try await browser.draw("A dog")
            let (page, again) = (try await browser.get("/"), try await browser.get("/"))
            func fields(_ page: Answer, _ prompt: String) throws -> [String: String] {
                ["csrf": try #require(page.value(of: "csrf")), "prompt": prompt, "n": "1", "model": "free"]
            }
            let first = try await browser.post("/jobs", fields(page, "A cat"))
            #expect(first.status == .seeOther)
            #expect(try await browser.post("/jobs", fields(page, "A cat")).location == first.location)
            for other in [try fields(page, "A cow"), try fields(again, "A cat")] {
                let answer = try await browser.post("/jobs", other)
                #expect(answer.status == .seeOther && answer.location != first.location)
            }
        }
    }

    @Test func `pages set no cookie before the first order`() async throws {
        try await web.browse { browser in
            for path in ["/", "/gallery", "/models", "/erase", "/erased", "/jobs/\(JobID.sample().text)"] {
                _ = try await browser.get(path)
            }
            #expect(browser.cookieNames.isEmpty)
            _ = try await browser.order("A cat")
            #expect(browser.cookieNames == ["nbp_visitor"])
        }
    }

    @Test func `a running job's page looks again by itself until the job ends`() async throws {
        let (begun, end) = (Latch(), Latch())
        var plan = TestInstallation.Plan()
        plan.engine = FakeEngine(always: .waits(begun, until: end))
        try await WebUnderTest(plan).browse { browser in
            let path = try await browser.order("A cat", ["n": "2"])
            try await begun.wait()
            let running = try await browser.get(path).html
            #expect(running.contains("http-equiv=\"refresh\""))
            #expect(running.contains("Drawing, 0 of 2 ready"))
            #expect(
                running.contains("aria-valuenow=\"45\">") && running.contains("aria-valuenow=\"0\" hidden>")
            )
            end.open()
            try await browser.untilEnded(path)
            let ended = try await browser.get(path).html
            #expect(!ended.contains("http-equiv=\"refresh\""))
            #expect(ended.contains("2 images are ready."))
        }
    }

    @Test func `a job can be canceled, and says so`() async throws {
        let begun = Latch()
        var plan = TestInstallation.Plan()
        plan.engine = FakeEngine(always: .waits(begun, until: Latch()))
        try await WebUnderTest(plan).browse { browser in
            let path = try await browser.order("A cat")
            try await begun.wait()
            let csrf = try #require(try await browser.get(path).value(of: "csrf"))
            let answer = try await browser.post("\(path)/cancel", ["csrf": csrf])
            #expect(answer.status == .seeOther && answer.location == path)
            try await browser.untilEnded(path)
            #expect(try await browser.get(path).html.contains("Canceled. What was ready is kept."))
        }
    }

    @Test func `a job that fails says why and what it cost`() async throws {
        var plan = TestInstallation.Plan()
        plan.engine = FakeEngine(always: .refuses(.engineFailed))
        try await WebUnderTest(plan).browse { browser in
            let html = try await browser.get(try await browser.make("A cat")).html
            #expect(html.contains("It did not work. Nothing was charged."))
            #expect(html.contains("The picture did not work out"))
        }
    }

    @Test func `a deleted picture is gone from the gallery`() async throws {
        try await web.browse { browser in
            let job = try await browser.draw("A cat")
            let path = "/images/\(try #require(try await browser.images(on: job).first))"
            let csrf = try #require(try await browser.get(path).value(of: "csrf"))
            let answer = try await browser.post("\(path)/delete", ["csrf": csrf])
            #expect(answer.status == .seeOther && answer.location == "/gallery")
            #expect(try await browser.get(path).status == .notFound)
            #expect(try await browser.get("/gallery").html.contains("The easel is still empty"))
        }
    }

    @Test func `somebody else's job and picture are not there`() async throws {
        try await web.browse { browser in
            let job = try await browser.draw("A cat")
            let image = "/images/\(try #require(try await browser.images(on: job).first))"
            let other = browser.stranger
            _ = try await other.draw("A dog")
            for path in [job, image] {
                for reader in [other, browser.stranger] {
                    let answer = try await reader.get(path)
                    #expect(answer.status == .notFound)
                    #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
                    #expect(answer.html.contains("There is nothing here"))
                    #expect(!answer.html.contains("A cat"))
                }
            }
        }
    }
}
