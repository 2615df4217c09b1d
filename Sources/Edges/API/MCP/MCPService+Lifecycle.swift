import Kernel
import Wire

extension MCPService {
    /// How long a client may keep what is the same for everybody and changes with releases only.
    private static let milliseconds = 300_000.0

    /// Answers `initialize`: the revision that the client asks for, or the newest that has a handshake.
    func welcome(_ request: RPCRequest, _ caller: MCPCaller) throws(RPCFault) -> [String: JSONPart] {
        guard let asked = request.params["protocolVersion"]?.asText else {
            throw .params("protocolVersion", "is a string")
        }
        let known = MCPRevision(rawValue: asked).flatMap { $0.hasHandshake ? $0 : nil }
        return [
            "protocolVersion": .text((known ?? .latestByHandshake).rawValue),
            "capabilities": Self.capabilities,
            "serverInfo": server,
            "instructions": .text(presenter.sentence(Message("mcp.instructions"), in: caller.language)),
        ]
    }

    /// Answers `server/discover`.
    func discovery(_ caller: MCPCaller) -> [String: JSONPart] {
        let members: [String: JSONPart] = [
            "supportedVersions": .list(MCPRevision.names.map(JSONPart.text)),
            "capabilities": Self.capabilities,
            "instructions": .text(presenter.sentence(Message("mcp.instructions"), in: caller.language)),
        ]
        return whole(members, .july2026, keptFor: Self.milliseconds)
    }

    /// Answers `tools/list`: what the caller's scopes open, so that no model tries what it can only be refused.
    func tools(_ caller: MCPCaller, _ revision: MCPRevision) -> [String: JSONPart] {
        let tools = Tool.allCases.filter(caller.opens).map { tool in
            shelf.part(
                of: tool,
                presenter.sentence(Message("mcp.\(tool.rawValue).title"), in: caller.language),
                presenter.sentence(Message("mcp.\(tool.rawValue).summary"), in: caller.language)
            )
        }
        return whole(["tools": .list(tools)], revision, keptFor: Self.milliseconds)
    }

    func templates(_ caller: MCPCaller, _ revision: MCPRevision) -> [String: JSONPart] {
        let template: [String: JSONPart] = [
            "uriTemplate": .text(NamedPicture.scheme + "{id}"),
            "name": .text("image"),
            "title": .text(presenter.sentence(Message("mcp.image.title"), in: caller.language)),
            "description": .text(presenter.sentence(Message("mcp.image.summary"), in: caller.language)),
        ]
        return whole(["resourceTemplates": .list([.object(template)])], revision, keptFor: Self.milliseconds)
    }

    /// A result with what its revision asks of each; `keptFor` is in milliseconds, nil for what no client keeps.
    func whole(
        _ members: [String: JSONPart],
        _ revision: MCPRevision,
        keptFor time: Double? = nil
    ) -> [String: JSONPart] {
        guard !revision.hasHandshake else { return members }
        var members = members
        members["resultType"] = .text("complete")
        var meta = members["_meta"]?.asObject ?? [:]
        meta[MCPMeta.server] = server
        members["_meta"] = .object(meta)
        if let time {
            members["ttlMs"] = .number(time)
            // In one person's language, or about what is theirs.
            members["cacheScope"] = .text("private")
        }
        return members
    }

    private static let capabilities = JSONPart.object(["tools": .object([:]), "resources": .object([:])])

    private var server: JSONPart {
        .object([
            "name": .text("nano-banana-pro"),
            "title": .text("Nano Banana Pro"),
            "version": .text(version),
        ])
    }
}
