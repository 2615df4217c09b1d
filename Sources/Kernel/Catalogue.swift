package import FoundationEssentials

/// Every sentence of the product in one language.
///
/// A string is text with `{name}` placeholders. The two languages hold the same keys and placeholders; a test compares them.
package struct Catalogue: Sendable {
    package let language: Language
    package let strings: [String: String]

    package init(language: Language, strings: [String: String]) {
        self.language = language
        self.strings = strings
    }

    /// Reads one flat JSON object of strings.
    package init(language: Language, json: Data) throws {
        self.init(language: language, strings: try JSONDecoder().decode([String: String].self, from: json))
    }

    /// The sentence in this language.
    ///
    /// A key that is missing shows as itself: tests keep that from happening.
    package subscript(message: Message) -> String {
        // In one pass, so that braces in an argument, which may be a reader's own words, mean nothing.
        var (text, rest) = ("", (strings[message.key] ?? message.key)[...])
        while let open = rest.firstIndex(of: "{") {
            text += rest[..<open]
            rest = rest[open...]
            let name = message.names.first { rest.hasPrefix("{\($0)}") }
            text += name.flatMap { message.argument($0, in: language) } ?? "{"
            rest = rest.dropFirst(name.map { $0.count + 2 } ?? 1)
        }
        return text + rest
    }

    package subscript(key: String) -> String { self[Message(key)] }

    /// What happened and what to do next; where it is about a line of a table, that line comes first.
    package func detail(of problem: Problem) -> String {
        let detail = self[problem.detail]
        guard let line = problem.arguments["line"], let column = problem.arguments["column"] else {
            return detail
        }
        return self[Message("problem.in_line", ["line": line, "column": column, "detail": detail])]
    }
}

/// The catalogues of all languages.
package struct Catalogues: Sendable {
    private let byLanguage: [Language: Catalogue]

    package init(_ catalogues: [Catalogue]) {
        byLanguage = Dictionary(uniqueKeysWithValues: catalogues.map { ($0.language, $0) })
    }

    package subscript(language: Language) -> Catalogue {
        byLanguage[language] ?? Catalogue(language: language, strings: [:])
    }
}
