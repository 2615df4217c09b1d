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

    package init(archives: Archives) {
        self.archives = archives
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.group("api/privacy/imports")
            .post(use: take)
            .get(":id", use: show)
    }

    @Sendable private func take(_ request: Request, _ context: AppContext) async throws -> Response {
        let person = try context.requirePerson()
        let kind = request.headers[.contentType]?.split(separator: ";").first.map { $0.lowercased() }
        guard kind == "application/zip" else {
            throw Problem(.unsupportedMediaType, ["expected": "application/zip"])
        }
        let archive = try await archives.arriving(for: person.subject)
        let arrived: Import
        do {
            try await request.pour(within: .seconds(3_600)) { try await archive.append($0) }
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
