import Engines
import HTTPKit
import Kernel
import Purposes
import Studio
import Wire

extension MCPService {
    private static let usualPage = 20

    /// Answers the tools that change nothing.
    func look(
        _ tool: Tool,
        _ arguments: ToolArguments,
        _ caller: MCPCaller,
        _ revision: MCPRevision
    ) async throws -> MCPReply {
        switch tool {
        case .listModels: return .result(try models(arguments, caller.language, revision))
        case .listImages: return .result(try await images(arguments, caller, revision))
        case .getImage: return .result(try await image(arguments, caller, revision))
        case .getJob: return try await job(arguments, caller, revision)
        default: throw Problem(.taskUnsupported)
        }
    }

    private func models(
        _ arguments: ToolArguments,
        _ language: Language,
        _ revision: MCPRevision
    ) throws -> [String: JSONPart] {
        var arguments = arguments
        var members: [String: JSONPart] = [
            "models": .list(
                try studio.offeredModels.map { try .part(of: presenter.body(of: $0, in: language)) }
            )
        ]
        if try arguments.takeFlag("designs", or: false) {
            members["designs"] = .list(
                try studio.tools.designs.designs.map { try .part(of: DesignBody($0, in: language)) }
            )
        }
        return result(members, revision)
    }

    private func images(
        _ arguments: ToolArguments,
        _ caller: MCPCaller,
        _ revision: MCPRevision
    ) async throws -> [String: JSONPart] {
        var arguments = arguments
        let words = try arguments.takeText("query")
        let cursor = try arguments.takeID("cursor", as: ImageID.self)
        let limit = try arguments.takeWhole("limit", in: 1...Studio.longestPage) ?? Self.usualPage
        let filter = try PictureFilter(shown: arguments.takeText("show"))
        let permit = try await gate.permit(ProvideService.self, for: caller.subject)
        let page = try await studio.pictures(
            in: filter,
            before: cursor,
            holding: words,
            limit: limit,
            under: permit
        )
        let prompts = try await studio.prompts(of: page.items, under: permit)
        let items = page.items.map { image in
            var members = part(of: image)
            members["prompt"] = prompts[image.job].map { .text($0.text) }
            return JSONPart.object(members)
        }
        return result(
            ["images": .list(items), "next_cursor": page.next.map { .text($0.text) } ?? .null],
            revision,
            linking: page.items
        )
    }

    private func image(
        _ arguments: ToolArguments,
        _ caller: MCPCaller,
        _ revision: MCPRevision
    ) async throws -> [String: JSONPart] {
        var arguments = arguments
        guard let id = try arguments.takeStored("image") else { throw Problem(.missingField, field: "image") }
        let permit = try await gate.permit(ProvideService.self, for: caller.subject)
        let details: ImageDetails
        do {
            details = try await studio.picture(id, under: permit)
        } catch let problem as Problem where problem.code == .notFound {
            throw Problem(.notFound, field: "image")
        }
        var members = part(of: details.picture)
        members["prompt"] = .text(details.prompt.text)
        members["model"] = .text(details.model)
        members["task"] = .text(details.task.rawValue)
        members["parents"] = .list(details.inputs.map { .text($0.image.text) })
        return result(
            ["image": .object(members)],
            revision,
            showing: await glances(at: [details.picture], of: caller),
            linking: [details.picture]
        )
    }

    private func job(
        _ arguments: ToolArguments,
        _ caller: MCPCaller,
        _ revision: MCPRevision
    ) async throws -> MCPReply {
        var arguments = arguments
        let waits = try arguments.takeFlag("wait", or: false)
        guard let id = try arguments.takeID("job", as: JobID.self) else {
            throw Problem(.missingField, field: "job")
        }
        let permit = try await gate.permit(ProvideService.self, for: caller.subject)
        do {
            let job = try await studio.job(id, under: permit)
            try caller.requireSight(ofOrdersBy: job.key)
            return await reply(to: job, waits: waits, caller, revision)
        } catch let problem as Problem where problem.code == .notFound {
            throw Problem(.notFound, field: "job")
        }
    }
}

extension PictureFilter {
    fileprivate init(shown word: String?) throws(Problem) {
        switch word {
        case nil, "all": self = .all
        case "favourites": self = .favourites
        case "uploads": self = .uploads
        default: throw Problem(.valueUnknown, field: "show", ["known": "all, favourites, uploads"])
        }
    }
}
