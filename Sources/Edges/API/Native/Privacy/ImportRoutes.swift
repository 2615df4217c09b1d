import Accounts
package import HTTPKit
import HTTPTypes
package import Hummingbird
import Kernel
package import Privacy
import Wire

/// `/api/privacy/imports`: an archive of another installation, taken in piece by piece and read by queued work.
package struct ImportRoutes: Sendable {
    private let archives: Archives
    private let transfers: TransferForms

    package init(archives: Archives, transfers: TransferForms) {
        self.archives = archives
        self.transfers = transfers
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.group("api/privacy/imports")
            .post(use: take)
            .get(":id", use: show)
    }

    @Sendable private func take(_ request: Request, _ context: AppContext) async throws -> Response {
        _ = try context.requirePerson()
        try request.requireArchive()
        let archive = try await transfers.arriving(context)
        let arrived: Import
        do {
            try await request.pour(within: Archives.arrivalPatience) { try await archive.append($0) }
            arrived = try await archives.arrived(archive)
        } catch {
            await archives.left(archive)
            throw error
        }
        var answer = try Response.json(ImportBody(arrived), status: .accepted)
        answer.headers[.location] = Route.importEntry(arrived.id).path
        return answer
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, person) = (try context.id("id", as: ImportID.self), try context.requirePerson())
        return try await .json(ImportBody(archives.imported(id, of: person.subject)))
    }
}

extension Request {
    /// - Throws: `Problem` `unsupported_media_type` for a body that does not say that it is a ZIP file.
    func requireArchive() throws(Problem) {
        let kind = headers[.contentType]?.split(separator: ";").first.map { $0.lowercased() }
        guard kind == "application/zip" else {
            throw Problem(.unsupportedMediaType, ["expected": "application/zip"])
        }
    }
}

extension ImportBody {
    fileprivate init(_ found: Import) {
        self.init(
            id: found.id.text,
            status: found.status.rawValue,
            createdAt: found.askedAt.description,
            finishedAt: found.finishedAt?.description,
            refusal: found.refusal,
            sections: found.sections.map { section in
                Section(
                    name: section.name,
                    read: section.read,
                    written: section.written,
                    skipped: section.skipped,
                    isTaken: section.isTaken
                )
            }
        )
    }
}
