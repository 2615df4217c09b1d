import Accounts
import HTTPKit
import Hummingbird
import Kernel
import Studio

/// Favourites and collections.
extension Web {
    @Sendable func favour(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await checkedForm(request, context)
        let id: ImageID = try context.id("id")
        guard let state = form["state"], ["on", "off"].contains(state) else {
            throw Problem(.missingField, field: "state")
        }
        try await studio.setFavourite(state == "on", id, under: permit(context))
        return .redirect(to: Links(context.language).page(.imagePage(id)))
    }

    /// Puts a picture into a collection, which is made if it is new, or takes it out of one.
    @Sendable func arrange(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await checkedForm(request, context)
        let id: ImageID = try context.id("id")
        return try await answering {
            if let remove = form["remove"] {
                guard let collection = CollectionID(remove) else { throw Problem(.notFound) }
                try await studio.remove(id, from: collection, under: permit(context))
            } else {
                try await collect([id], as: form, context)
            }
            return .redirect(to: Links(context.language).page(.imagePage(id)))
        } refused: { problem in
            if problem.code == .notFound { throw problem }
            return try await imagePage(request, context, refusedFor: problem)
        }
    }

    @Sendable func renameCollection(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await checkedForm(request, context)
        let id: CollectionID = try context.id("id")
        let name = try CollectionName(form["name"] ?? "")
        try await studio.rename(id, name, under: permit(context))
        return .redirect(to: Links(context.language).gallery(in: .collection(id)))
    }

    @Sendable func deleteCollection(_ request: Request, _ context: AppContext) async throws -> Response {
        try await requireOwnForm(request, context)
        try await studio.deleteCollection(context.id("id"), for: context.requirePerson().subject)
        return .redirect(to: Links(context.language).page(.gallery))
    }

    /// Adds pictures to the collection that a form chooses, or to a new one with the name that it gives.
    /// - Returns: which one it is.
    @discardableResult
    func collect(_ images: [ImageID], as form: FormBody, _ context: AppContext) async throws -> CollectionID {
        if let name = form["name"] {
            return try await studio.makeCollection(CollectionName(name), of: images, under: permit(context))
                .id
        }
        guard let text = form["collection"] else { throw Problem(.missingField, field: "name") }
        guard let collection = CollectionID(text) else { throw Problem(.notFound) }
        try await studio.add(images, to: collection, under: permit(context))
        return collection
    }
}
