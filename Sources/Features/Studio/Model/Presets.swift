package import FoundationEssentials
package import Kernel

/// Prompts to begin with, as they ship in `share/presets.json`.
package struct PresetLibrary: Sendable {
    package let categories: [PresetCategory]
    package let presets: [Preset]

    /// Reads and checks the file.
    /// - Throws: `PresetDefect`, or what makes it no JSON of that form.
    package init(json: Data) throws {
        let file = try JSONDecoder().decode(PresetFile.self, from: json)
        categories = try file.categories.map { category in
            try PresetCategory(id: category.id, names: Self.byLanguage(category.names, of: category.id))
        }
        let known = Set(categories.map(\.id))
        presets = try file.presets.map { row in
            guard known.contains(row.category) else { throw PresetDefect(row.id, "has an unknown category") }
            return try Preset(row)
        }
        guard Set(presets.map(\.id)).count == presets.count else { throw PresetDefect("", "has an id twice") }
    }

    package subscript(id id: String) -> Preset? { presets.first { $0.id == id } }

    /// Every language must be there.
    fileprivate static func byLanguage<Value>(
        _ values: [String: Value],
        of id: String
    ) throws -> [Language: Value] {
        var found: [Language: Value] = [:]
        for language in Language.allCases {
            guard let value = values[language.rawValue] else {
                throw PresetDefect(id, "lacks \(language.rawValue)")
            }
            found[language] = value
        }
        return found
    }
}

/// What presets are for.
package struct PresetCategory: Hashable, Sendable {
    package let id: String
    package let names: [Language: String]
}

/// A prompt to begin with: a template, and what could fill it.
package struct Preset: Hashable, Sendable {
    package let id: String
    package let category: String
    package let names: [Language: String]
    package let templates: [Language: PromptTemplate]
    /// By the names of the template's variables.
    package let examples: [Language: [String: String]]
    /// The template filled with its examples.
    package let prompts: [Language: Prompt]
    package let aspectRatio: AspectRatio

    fileprivate init(_ row: PresetFile.Row) throws {
        id = row.id
        category = row.category
        names = try PresetLibrary.byLanguage(row.names, of: row.id)
        examples = try PresetLibrary.byLanguage(row.examples, of: row.id)
        aspectRatio = row.aspectRatio
        var (templates, prompts): ([Language: PromptTemplate], [Language: Prompt]) = ([:], [:])
        for (language, text) in try PresetLibrary.byLanguage(row.templates, of: row.id) {
            let template = try PromptTemplate(text)
            let values = examples[language] ?? [:]
            guard Set(template.variables) == Set(values.keys) else {
                throw PresetDefect(row.id, "has other examples than variables in \(language.rawValue)")
            }
            templates[language] = template
            prompts[language] = try template.filled(with: values, at: .row(0))
        }
        (self.templates, self.prompts) = (templates, prompts)
    }
}

/// What is wrong with the file of presets; the server does not start.
package struct PresetDefect: Error, Hashable, CustomStringConvertible {
    let id: String
    let reason: String

    init(_ id: String, _ reason: String) {
        (self.id, self.reason) = (id, reason)
    }

    package var description: String { "presets.json: \(id) \(reason)" }
}

private struct PresetFile: Decodable {
    struct Category: Decodable {
        let id: String
        let names: [String: String]
    }

    struct Row: Decodable {
        let id: String
        let category: String
        let names: [String: String]
        let templates: [String: String]
        let examples: [String: [String: String]]
        let aspectRatio: AspectRatio

        enum CodingKeys: String, CodingKey {
            case id, category, names, templates, examples
            case aspectRatio = "aspect_ratio"
        }
    }

    let categories: [Category]
    let presets: [Row]
}
