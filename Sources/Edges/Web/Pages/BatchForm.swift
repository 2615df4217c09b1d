import FoundationEssentials
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Studio

/// The fields of the form of a batch: it may bring a file, and its texts may be long.
struct BatchForm: Sendable {
    private static let names: Set<String> = [
        "csrf", "template", "rows", "file", "model", "style", "aspect_ratio", "resolution", "n",
        "negative_prompt", "action",
    ]
    /// For the whole of a body.
    private static let patience = Duration.seconds(120)

    private var fields: [String: Data] = [:]

    /// Reads a request's body.
    /// - Throws: `Problem` for another media type, a field that is unknown, repeated or too long.
    init(_ request: Request) async throws {
        var limits = MultipartLimits(parts: Self.names.count)
        // Browsers write two characters for the end of a line; what is too long is said beside the form.
        limits.partBytes = 2 * BatchSheet.longestText
        var parser = try MultipartParser(contentType: request.headers[.contentType], limits: limits)
        var (fields, name): ([String: Data], String) = ([:], "")
        try await request.pour(within: Self.patience) { piece in
            for event in try parser.feed(piece) {
                switch event {
                case .part(let head):
                    guard Self.names.contains(head.name) else {
                        throw Problem(.unknownField, field: String(head.name.prefix(64)))
                    }
                    guard fields.updateValue(Data(), forKey: head.name) == nil else {
                        throw Problem(.malformedBody)
                    }
                    name = head.name
                case .bytes(let bytes): fields[name]?.append(bytes)
                case .end: break
                }
            }
        }
        try parser.requireEnd()
        self.fields = fields
    }

    /// The field's text; nil when it is absent, blank or no text.
    subscript(name: String) -> String? {
        let text = fields[name].flatMap { String(validating: $0, as: UTF8.self) }
        return text.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    }

    /// The rows of the file, if one was chosen, else those that were typed.
    /// - Throws: `Problem` `table_not_text`.
    var rows: String {
        get throws(Problem) {
            guard let file = fields["file"], !file.isEmpty else { return self["rows"] ?? "" }
            guard let text = String(validating: file, as: UTF8.self) else {
                throw Problem(.tableNotText, field: "file")
            }
            return text
        }
    }
}
