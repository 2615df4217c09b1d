import Foundation
import HTTPTypes
import Kernel
import Testing

@testable import Web

struct DocsTests {
    private let operations: [String: ReferenceOperation]
    private let groups: [ReferenceGroup]

    init() throws {
        groups = try APIReference.sample.groups
        let all = groups.flatMap(\.operations).map { ($0.id, $0) }
        operations = Dictionary(uniqueKeysWithValues: all)
    }

    private func code(_ language: CodeSample.Language, of id: String) throws -> String {
        let operation = try #require(operations[id])
        return try #require(operation.samples.first { $0.language == language }?.code)
    }

    @Test func `a subject without operations has no page`() {
        #expect(groups.map(\.name) == ["Jobs"])
    }

    @Test func `a subject tells each shape once, those too that others consist of`() {
        #expect(groups[0].shapes.map(\.name) == ["Image", "Job", "NewJob"])
    }

    @Test func `members that are needed come first`() {
        let shape = groups[0].shapes.first { $0.name == "NewJob" }
        #expect(shape?.members.map(\.name) == ["prompt", "mode", "n"])
        #expect(shape?.members.map(\.isRequired) == [true, false, false])
        #expect(shape?.members.map(\.kind.text) == ["string", "fast, null", "integer or null"])
    }

    @Test func `a member leads to the shape that it consists of`() {
        let members = groups[0].shapes.first { $0.name == "Job" }?.members ?? []
        #expect(members.map(\.kind.text) == ["string (date-time)", "Image or null", "list of Image"])
        #expect(members.map(\.kind.shape) == [nil, "Image", "Image"])
    }

    @Test func `a description becomes paragraphs and tables`() {
        let about = groups[0].about
        #expect(
            about == [
                .paragraph([
                    .init(kind: .plain, text: "Orders, and "), .init(kind: .strong, text: "what"),
                    .init(kind: .plain, text: " becomes of "), .init(kind: .code, text: "them"),
                    .init(kind: .plain, text: "."),
                ]),
                .table(
                    head: [[.init(kind: .plain, text: "who")], [.init(kind: .plain, text: "may")]],
                    rows: [[[.init(kind: .plain, text: "you")], [.init(kind: .code, text: "all")]]]
                ),
            ]
        )
    }

    @Test(arguments: ["`open", "**open", "a ` b ** c"])
    func `a mark that nothing ends is a sign like others`(text: String) {
        #expect(Prose.spans(of: text).map(\.text).joined() == text)
    }

    @Test func `a shell reads the example as it is meant`() throws {
        let expected = #"""
            curl --fail-with-body --request POST 'http://localhost/api/jobs' \
              --header "Authorization: Bearer $NBP_KEY" \
              --header 'Prefer: wait=60' \
              --header 'Content-Type: application/json' \
              --data '{
                "n": 2,
                "prompt": "it'\''s a \"house\"",
                "seed": null,
                "sharp": true,
                "steps": [
                    {
                        "tool": "blur"
                    }
                ],
                "tags": ["a", "b"]
            }'
            """#
        #expect(try code(.curl, of: "orderImages") == expected)
    }

    @Test func `Python has names of its own for what is true and what is not there`() throws {
        let python = try code(.python, of: "orderImages")
        #expect(python.contains(#""sharp": True"#) && python.contains(#""seed": None"#))
        #expect(python.hasPrefix("import os\nimport requests\n"))
    }

    @Test(arguments: CodeSample.Language.allCases)
    func `every example names the server, and who asks where that is needed`(
        language: CodeSample.Language
    ) throws {
        #expect(try code(language, of: "listJobs").contains("http://localhost/api/jobs"))
        #expect(try code(language, of: "listJobs").contains("NBP_KEY"))
        #expect(try code(language, of: "downloadJob").contains("http://localhost/api/jobs/job_1"))
        #expect(try !code(language, of: "downloadJob").contains("NBP_"))
        #expect(try code(language, of: "endJob").contains("NBP_SESSION"))
        #expect(try code(language, of: "uploadImages").contains("picture.png"))
        #expect(try code(language, of: "bringArchive").contains("archive.zip"))
    }

    @Test(arguments: [("listJobs", "--fail-with-body"), ("downloadJob", "--fail")])
    func `a shell fails with what it asks for, and writes no refusal into a picture`(
        operation: String,
        option: String
    ) throws {
        #expect(try code(.curl, of: operation).hasPrefix("curl \(option) '"))
    }

    @Test(arguments: Language.allCases)
    func `a page of the API is called by its subject`(language: Language) async throws {
        try await WebUnderTest().browse { browser in
            let prefix = language == .english ? "" : "/\(language.rawValue)"
            let page = try await browser.get("\(prefix)/docs/jobs").html
            #expect(page.contains("<title>Jobs · API · Nano Banana Pro</title>"))
        }
    }

    @Test func `an example that is not told is asked for`() throws {
        #expect(try code(.curl, of: "followJob").contains("/api/jobs/YOUR-ID/events"))
    }

    @Test(arguments: Language.allCases)
    func `operations are told in English, in every language of the page`(language: Language) async throws {
        try await WebUnderTest().browse { browser in
            let prefix = language == .english ? "" : "/\(language.rawValue)"
            let page = try await browser.get("\(prefix)/docs/jobs").html
            #expect(page.contains("<h2 id=\"orderImages-title\" lang=\"en\">Order pictures</h2>"))
            #expect(page.contains("It&#39;s &lt;quick&gt;.") || page.contains("It's &lt;quick&gt;."))
            let landing = try await browser.get("\(prefix)/docs").html
            #expect(landing.contains(try Shipped.catalogue(language)["docs.english"]))
            #expect(try await browser.get("\(prefix)/docs/nothing").status == .notFound)
        }
    }
}
