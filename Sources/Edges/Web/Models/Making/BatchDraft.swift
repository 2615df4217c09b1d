import Engines
import Kernel
import Studio

/// The form of a batch as it stands, not yet understood.
struct BatchDraft: Sendable {
    var template = ""
    /// A table or a list.
    var rows = ""
    var model: String?
    var style: String?
    var shape = AspectRatio.square.rawValue
    var resolution = Resolution.oneK.rawValue
    var count = "1"
    var negative = ""

    /// What the form asks for.
    /// - Throws: `Problem` that names the field at fault, or line and column.
    func wish() throws(Problem) -> BatchWish {
        let template: PromptTemplate? = isBlank(self.template) ? nil : try PromptTemplate(self.template)
        var defaults = BatchDefaults()
        defaults.model = model
        defaults.aspectRatio = shape
        defaults.resolution = resolution
        defaults.count = count
        defaults.style = style
        defaults.negative = isBlank(negative) ? nil : negative
        return BatchWish(
            try BatchRecipe(template: template, defaults: defaults),
            try BatchSheet(either: rows, filling: template)
        )
    }

    private func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
}

extension BatchDraft {
    /// Begins with a preset, and with a table of what could fill it.
    init(_ preset: Preset, in language: Language) {
        let template = preset.templates[language]
        let names = template?.variables ?? []
        self.template = template?.text ?? ""
        rows = [names, names.map { preset.examples[language]?[$0] ?? "" }]
            .map { $0.map(Self.quoted).joined(separator: ",") }
            .joined(separator: "\n")
        shape = preset.aspectRatio.rawValue
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" }) else { return text }
        return "\"\(text.replacing("\"", with: "\"\""))\""
    }
}
