import Accounts
import Engines
import FoundationEssentials
package import HTTPKit
package import Hummingbird
import Kernel
import Studio

extension BulkRoutes {
    private static let longestName = 256

    /// `models/{id}:batchGenerateContent`: requests that come with their bulk, or a file of lines.
    @Sendable package func generate(
        _ request: Request,
        _ context: AppContext,
        _ model: String
    ) async throws -> Response {
        let person = try context.requireOwner()
        let bytes = try await bodies.read(request, context)
        guard let batch = try LenientObject(json: bytes).object("batch") else {
            throw Problem(.missingField, field: "batch")
        }
        guard let input = try batch.object("inputConfig") else {
            throw Problem(.missingField, field: "batch.inputConfig")
        }
        // Refused at once, before anything is kept.
        _ = try studio.model(named: model, for: .generate)
        let name = try batch.text("displayName")
        guard (name?.count ?? 0) <= Self.longestName else {
            let range = ["least": "0", "most": "\(Self.longestName)"]
            throw Problem(.lengthOutOfRange, field: "batch.displayName", range)
        }
        let details = BulkDetails(target: model, language: context.language, name: name)
        var wish = BulkWish(.gemini, details, try Self.source(input), with: person.key?.id)
        wish.seesOnly = person.confinement
        let bulk = try await studio.submit(wish, for: person.subject)
        return try .json(operation(of: bulk, context))
    }

    private static func source(_ input: LenientObject) throws(Problem) -> BulkWish.Source {
        if let name = try input.text("fileName") {
            guard let file = StoredFileID(anySpelling: name) else {
                throw Problem(.notFound, field: input.field("fileName"))
            }
            return .file(file)
        }
        guard let entries = try input.object("requests")?.objects("requests") else {
            throw Problem(.missingField, field: input.field("requests"))
        }
        var lines: [BulkLine] = []
        for (position, entry) in entries.enumerated() {
            lines.append(try GeminiBulkLines.line(entry, at: position))
        }
        return .lines(lines)
    }
}
