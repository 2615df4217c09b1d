import FoundationEssentials
import HTTPTypes
import Imaging
import Kernel
import Provenance
import TestSupport
import Testing

/// Where anybody checks whether a picture was made here.
struct VerifyPageTests {
    let web: WebUnderTest
    let signed: Data

    init() async throws {
        web = try await WebUnderTest()
        let size = PixelSize(width: 8, height: 8)
        let pixels = RawPixels(size: size, bands: 3, bytes: [UInt8](repeating: 90, count: size.pixels * 3))
        let source = try #require(SourceTerm("humanEdits"))
        let imaging = Imaging.forTests
        let picture = try await imaging.picture(of: try #require(pixels))
        let provenance = web.installation.provenance
        let file = try await imaging.encode(picture, as: .png, xmp: provenance.packet(for: source))
        signed = try await provenance.signed(file, made: Origin(source, .edited))
    }

    private func answer(
        to file: Data,
        at path: String = "/verify",
        by browser: Browser
    ) async throws -> Answer {
        let page = try await browser.get(path)
        let csrf = try #require(page.value(of: "csrf"))
        return try await browser.bring(path, [("csrf", Data(csrf.utf8)), ("file", file)])
    }

    @Test(arguments: ["/verify", "/zh-Hant/verify"])
    func `a picture that was made here is known, whoever asks, and nothing is remembered`(
        path: String
    ) async throws {
        try await web.browse { browser in
            let answer = try await answer(to: signed, at: path, by: browser)
            #expect(answer.status == .ok)
            #expect(answer.html.contains("data-verdict=\"made_here\""))
            #expect(browser.cookieNames.isEmpty)
        }
    }

    @Test func `a changed byte is told, and what it is not`() async throws {
        try await web.browse { browser in
            var changed = signed
            changed[changed.count - 1] ^= 1
            let answer = try await answer(to: changed, by: browser)
            #expect(answer.html.contains("data-verdict=\"changed\""))
            #expect(answer.html.contains("changed since"))
        }
    }

    @Test(arguments: ["", "hello", "%PDF-1.7"])
    func `what is no picture comes back with the reason`(text: String) async throws {
        try await web.browse { browser in
            let answer = try await answer(to: Data(text.utf8), by: browser)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.html.contains("<div class=\"problem\" role=\"alert\"><b>"))
            #expect(!answer.html.contains("data-verdict"))
        }
    }

    @Test func `a form that is not ours is refused`() async throws {
        try await web.browse { browser in
            let token = try #require(try await browser.get("/verify").value(of: "csrf"))
            let bare = try await browser.bring("/verify", [("file", signed)])
            #expect(bare.status == .forbidden)
            let stranger = try await browser.bring(
                "/verify",
                [("csrf", Data(token.utf8)), ("file", signed), ("name", Data("x".utf8))]
            )
            #expect(stranger.status == .badRequest)
            #expect(try await browser.post("/verify", ["csrf": token]).status == .unsupportedMediaType)
        }
    }
}
