import Foundation
import NanoBananaPro
import Testing

@testable import SDKExamples

struct DocumentationTests {
    @Test func `the code in the documentation is that of the compiled examples, and all of it`() throws {
        let (passages, compiled) = (try Documentation.passages(), try Documentation.compiled())
        let known = Set(compiled.values)
        #expect(!passages.isEmpty)
        for passage in passages {
            #expect(
                known.contains(passage.code),
                "\(passage.file) shows code that is not compiled:\n\(passage.code)"
            )
        }
        let shown = Set(passages.map(\.code))
        for (name, code) in compiled {
            #expect(shown.contains(code), "no page shows the example \(name)")
        }
    }

    @Test func `the tutorial ends with the compiled program, and every step is a part of it`() throws {
        let steps = try Documentation.files(
            in: Documentation.catalogue.appending(path: "Resources"),
            endingIn: ".swift"
        )
        let whole = try Documentation.text(Documentation.tutorialFile)
        #expect(try Documentation.text(try #require(steps.last)) == whole)
        for step in steps {
            var rest = Self.lines(whole)[...]
            for line in Self.lines(try Documentation.text(step)) {
                let place = try #require(rest.firstIndex(of: line), "\(step.lastPathComponent): \(line)")
                rest = rest[rest.index(after: place)...]
            }
        }
    }

    @Test func `what the catalogue names is in it`() throws {
        let catalogue = Documentation.catalogue
        let files = Set(
            try FileManager.default.subpathsOfDirectory(atPath: catalogue.path).map {
                URL(filePath: $0).lastPathComponent
            }
        )
        for file in try Documentation.files(in: catalogue, endingIn: ".tutorial") {
            for match in try Documentation.text(file).matches(of: /(?:file|source): "([^"]+)"/) {
                #expect(files.contains(String(match.1)), "\(file.lastPathComponent) names \(match.1)")
            }
        }
        for file in try Documentation.files(in: catalogue, endingIn: ".md") {
            for match in try Documentation.text(file).matches(of: /<doc:([A-Za-z]+)>/) {
                let pages = ["\(match.1).md", "\(match.1).tutorial"]
                #expect(!files.isDisjoint(with: pages), "\(file.lastPathComponent) leads to \(match.1)")
            }
        }
    }

    /// `FoundationEssentials` and `Crypto` are there elsewhere alone, `CryptoKit` on Apple's platforms alone.
    @Test func `nothing is imported that Apple's platforms do not have`() throws {
        let portable: Set = ["Foundation", "Synchronization", "Wire", "CryptoKit"]
        let wire = Documentation.root.appending(path: "Sources/Edges/Wire")
        let files = try [Documentation.sources, wire].flatMap { folder in
            try Documentation.files(in: folder, endingIn: ".swift").filter { !$0.path.contains(".docc/") }
        }
        for file in files {
            var conditions: [Substring] = []
            for line in try Documentation.text(file).split(separator: "\n") {
                if line.hasPrefix("#if ") { conditions.append(line.dropFirst(4)) }
                if line.hasPrefix("#else") { conditions.append("not \(conditions.popLast() ?? "")"[...]) }
                if line.hasPrefix("#endif") { conditions.removeLast() }
                guard let match = line.firstMatch(of: /^(?:public )?import (\w+)/) else { continue }
                let isPortable = portable.contains(String(match.1)) || Self.isElsewhereAlone(conditions)
                #expect(isPortable, "\(file.lastPathComponent) imports \(match.1)")
            }
        }
    }

    private static func isElsewhereAlone(_ conditions: [Substring]) -> Bool {
        conditions.contains {
            [
                "canImport(FoundationEssentials)", "canImport(FoundationNetworking)", "!canImport(Darwin)",
                "not canImport(CryptoKit)",
            ].contains($0)
        }
    }

    private static func lines(_ text: String) -> [String] {
        text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}

struct ExampleTests {
    @Test func `the example of the tasks asks for each of them in turn`() async throws {
        let (order, events) = ("/api/jobs", "/api/jobs/job_1/events")
        let accepted = ScriptedTransport.Outcome.json(Bodies.job("queued"), status: 202)
        let done = ScriptedTransport.Outcome.events([Bodies.done(2, Bodies.job(pictures: [Bodies.picture()]))]
        )
        let test = TestStudio(
            .post("/api/images", .json("{\"data\":[\(Bodies.picture())]}", status: 201)),
            .post(order, accepted),
            .get(events, done),
            .post(order, accepted),
            .get(events, done),
            .post(order, accepted),
            .get(events, done),
            .post(order, accepted),
            .get(events, done)
        )
        try await tasks(test.studio, NanoBananaPro.PictureFile(Data([1])))
        #expect(test.transport.unasked == 0)
    }

    @Test func `the example of lists reads to their end`() async throws {
        let test = TestStudio(
            .get("/api/images?q=cat&show=favourites&limit=50", .json(Bodies.list([Bodies.picture()])))
        )
        try await lists(test.studio)
        #expect(test.transport.unasked == 0)
    }
}
