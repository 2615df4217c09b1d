import Engines
import Foundation
import HTTPTypes
import Kernel
import TestSupport
import Testing

@testable import Web

struct AssetTests {
    @Test(
        arguments: [
            ("studio.css", "text/css; charset=utf-8"), ("studio.js", "text/javascript; charset=utf-8"),
            ("art/empty.svg", "image/svg+xml"), ("manifest.webmanifest", "application/manifest+json"),
        ]
    )
    func `a file is kept for a year under the hash of all`(name: String, type: String) async throws {
        let web = try await WebUnderTest()
        let path = "\(web.assets.base)/\(name)"
        let bytes = try Data(contentsOf: Shipped.folder.appending(path: "assets/\(name)"))
        try await web.browse { browser in
            let answer = try await browser.get(path)
            #expect(answer.status == .ok)
            #expect(answer.headers[.contentType] == type)
            #expect(answer.headers[.cacheControl] == "public, max-age=31536000, immutable")
            #expect(answer.html == String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test func `a browser that has the file is not sent it again`() async throws {
        let web = try await WebUnderTest()
        let path = "\(web.assets.base)/studio.css"
        try await web.browse { browser in
            let tag = try #require(try await browser.get(path).headers[.eTag])
            #expect(!tag.hasPrefix("W/"))
            for known in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
                let answer = try await browser.get(path, [.ifNoneMatch: known])
                #expect(answer.status == .notModified, "\(known)")
                #expect(answer.html.isEmpty && answer.headers[.eTag] == tag)
            }
            #expect(try await browser.get(path, [.ifNoneMatch: "\"x\""]).status == .ok)
        }
    }

    @Test func `who takes gzip gets another form, under another tag`() async throws {
        let web = try await WebUnderTest()
        let path = "\(web.assets.base)/studio.css"
        try await web.browse { browser in
            let plain = try await browser.get(path)
            let zipped = try await browser.get(path, [.acceptEncoding: "gzip, br"])
            #expect(plain.headers[.contentEncoding] == nil && zipped.headers[.contentEncoding] == "gzip")
            #expect(plain.headers[.vary] == "Accept-Encoding" && zipped.headers[.vary] == "Accept-Encoding")
            #expect(zipped.html != plain.html)
            let tag = try #require(zipped.headers[.eTag])
            #expect(tag != plain.headers[.eTag])
            let again = try await browser.get(path, [.acceptEncoding: "gzip", .ifNoneMatch: tag])
            #expect(again.status == .notModified)
            #expect(try await browser.get(path, [.ifNoneMatch: tag]).status == .ok)
        }
    }

    @Test(
        arguments: [
            "/assets/000000000000/studio.css", "/assets/BASE/none.css", "/assets/BASE/", "/assets/BASE/art",
            "/assets/BASE/../templates/base.mustache", "/assets/BASE/%2e%2e/models.json",
            "/assets/BASE/..%2fmodels.json", "/assets/BASE/art/../../models.json", "/assets/BASE//etc/passwd",
            "/assets", "/assets/studio.css",
        ]
    )
    func `only what was read is there, under the right hash`(path: String) async throws {
        let web = try await WebUnderTest()
        let path = path.replacing("/assets/BASE", with: web.assets.base)
        try await web.browse { browser in
            let answer = try await browser.get(path)
            #expect(answer.status == .notFound)
        }
    }

    @Test func `another content or another name makes another hash`() throws {
        let bases = try [("a.css", "1"), ("a.css", "2"), ("b.css", "1")].map { name, text in
            let folder = try TempFolder()
            try Data(text.utf8).write(to: folder[name])
            return try Assets(folder: folder.url).base
        }
        #expect(Set(bases).count == 3)
    }

    @Test func `the same content makes the same hash wherever it lies`() throws {
        let bases = try (0..<2).map { _ in
            let folder = try TempFolder()
            try Data("1".utf8).write(to: folder["a.css"])
            try Data("2".utf8).write(to: folder["b.js"])
            return try Assets(folder: folder.url).base
        }
        #expect(bases[0] == bases[1])
    }

    @Test func `a file of another kind refuses the start`() throws {
        let folder = try TempFolder()
        try Data().write(to: folder["notes.txt"])
        #expect(throws: AssetDefect.unknownKind("notes.txt")) { try Assets(folder: folder.url) }
    }

    @Test func `an empty folder refuses the start`() throws {
        let folder = try TempFolder()
        #expect(throws: AssetDefect.none(folder: folder.url.path)) { try Assets(folder: folder.url) }
    }

    @Test func `whatever templates, scripts and pages name is there`() throws {
        let assets = try Shipped.assets
        let inTemplates = try Shipped.templateTexts.values
            .flatMap { $0.matches(of: /\{\{asset_base\}\}\/([a-z][^"{#]*)["#]/).map { String($0.1) } }
        let inScripts = try Shipped.texts(in: Shipped.folder.appending(path: "assets"), ofKind: ".js").values
            .flatMap { $0.matches(of: /"\.\/([a-z]+\.js)"/).map { String($0.1) } }
        let words = try Shipped.catalogue(.english)
        let examples = Example.all(words).map { "art/\($0.art)" }
        let named = inTemplates + inScripts + examples
        #expect(inTemplates.count > 10 && inScripts.count > 5)
        #expect(named.filter { !assets.has($0) } == [])
    }

    @Test func `every style is shown`() throws {
        let art = try String(
            contentsOf: Shipped.folder.appending(path: "assets/art/styles.svg"),
            encoding: .utf8
        )
        let views = art.matches(of: /<view id="([a-z-]+)"/).map { String($0.1) }
        #expect(try Set(views) == Set(["none"] + Shipped.models.flatMap(\.styles)))
    }
}
