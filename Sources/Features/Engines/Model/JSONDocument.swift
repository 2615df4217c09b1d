package import FoundationEssentials
package import Kernel

/// What people write and keep as JSON on its own: layer documents, scenes.
package protocol JSONDocument: Codable {}

extension JSONDocument {
    /// Reads a document.
    /// - Throws: `Problem` that names the member at fault; `malformed_body` for what is not JSON.
    package init(json: Data) throws(Problem) {
        do {
            self = try JSONDecoder().decode(Self.self, from: json)
        } catch let problem as Problem {
            throw problem
        } catch let error as DecodingError where !error.path.isEmpty {
            throw Problem(.wrongFieldType, field: StrictObject.field(error.path))
        } catch {
            throw Problem(.malformedBody)
        }
    }

    /// The document as JSON; equal documents give equal bytes.
    package var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(self)
        }
    }
}
