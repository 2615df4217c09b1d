import Foundation

/// The client's documentation and the examples that are compiled, as they lie in the repository.
enum Documentation {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../..").standardizedFileURL
    static let sources = root.appending(path: "Sources/SDK/NanoBananaPro")
    static let catalogue = sources.appending(path: "NanoBananaPro.docc")
    static let exampleFile = root.appending(path: "Tests/SDKExamples/Examples.swift")
    static let tutorialFile = root.appending(path: "Tests/SDKExamples/Tutorial.swift")

    /// Some code, and the file that it stands in.
    struct Passage: Hashable {
        let code: String
        let file: String
    }

    static func text(_ file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

    static func files(in folder: URL, endingIn ending: String) throws -> [URL] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(ending) }
            .sorted().map { folder.appending(path: $0) }
    }

    /// What is shown as Swift: in the catalogue, in the guide, and in comments of the code itself.
    static func passages() throws -> [Passage] {
        let pages = try files(in: catalogue, endingIn: ".md") + [root.appending(path: "docs/swift-sdk.md")]
        let code = try files(in: sources, endingIn: ".swift").filter { !$0.path.contains(".docc/") }
        return try pages.flatMap { passages(in: try text($0), of: $0) }
            + code.flatMap { file in passages(in: comments(try text(file)), of: file) }
    }

    /// The compiled examples, by their names.
    static func compiled() throws -> [String: String] {
        var examples: [String: String] = [:]
        var (name, lines): (String?, [String]) = (nil, [])
        for line in try text(exampleFile).split(separator: "\n", omittingEmptySubsequences: false) {
            let words = line.trimmingCharacters(in: .whitespaces)
            if words.hasPrefix("// example: ") {
                (name, lines) = (String(words.dropFirst(12)), [])
            } else if words == "// end", let told = name {
                examples[told] = unindented(lines)
                name = nil
            } else if name != nil {
                lines.append(String(line))
            }
        }
        return examples
    }

    private static func passages(in text: String, of file: URL) -> [Passage] {
        var passages: [Passage] = []
        var lines: [String]?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            switch (lines, line) {
            case (nil, "```swift"): lines = []
            case (let some?, "```"):
                passages.append(Passage(code: some.joined(separator: "\n"), file: file.lastPathComponent))
                lines = nil
            default: lines?.append(line)
            }
        }
        return passages
    }

    /// The words of documentation comments, without what else is in the code.
    private static func comments(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { $0.hasPrefix("///") }
            .map { $0.hasPrefix("/// ") ? String($0.dropFirst(4)) : String($0.dropFirst(3)) }
            .joined(separator: "\n")
    }

    private static func unindented(_ lines: [String]) -> String {
        lines.map { $0.hasPrefix("    ") ? String($0.dropFirst(4)) : $0 }.joined(separator: "\n")
    }
}
