import Blobs
import Crypto
import Engines
import FoundationEssentials
import HTTPKit
import Kernel
import Studio
import Wire

extension MCPService {
    /// Answers `tools/call`.
    ///
    /// What the product refuses, wrong arguments too, is a result that says so: only then does a language model get to read it.
    /// - Throws: `RPCFault` for what names no tool.
    func call(
        _ request: RPCRequest,
        _ caller: MCPCaller,
        _ revision: MCPRevision
    ) async throws(RPCFault) -> MCPReply {
        guard let tool = request.params["name"]?.asText.flatMap({ Tool(rawValue: $0) }) else {
            throw .params("name", "names none of the tools of tools/list")
        }
        guard let arguments = (request.params.sent("arguments") ?? .object([:])).asObject else {
            throw .params("arguments", "is a JSON object")
        }
        do {
            try caller.require(tool)
            let known = shelf.members(of: tool)
            let read = try ToolArguments(arguments, known: known, base: places.base)
            guard let task = tool.task else {
                return try await look(tool, read, caller, revision)
            }
            let wish = try ToolOrder(task, read)
            let name = wish.waits ? fingerprint(of: tool, arguments, caller) : nil
            let job = try await order(wish, joining: name, caller)
            return await reply(to: job, waits: wish.waits, caller, revision)
        } catch {
            return .result(refusal(Problem(error), caller.language, revision))
        }
    }

    /// The job's end as the answer, or the job as it stands.
    func reply(
        to job: Job,
        waits: Bool,
        _ caller: MCPCaller,
        _ revision: MCPRevision
    ) async -> MCPReply {
        guard waits else {
            return .result(await result(of: job, caller, revision))
        }
        return .job(JobCall(job: job.id) { await result(of: $0, caller, revision) })
    }

    /// Brings the pictures that came as bytes, once everything else about the order is known to be right.
    private func order(
        _ wish: ToolOrder,
        joining attempt: OrderAttempt?,
        _ caller: MCPCaller
    ) async throws -> Job {
        let named = wish.pictures ?? []
        let draft = try wish.order(
            of: named.map(standIn),
            mask: wish.mask.map(standIn),
            language: caller.language
        )
        try studio.check(draft, isFirst: false)
        var pictures: [ImageID] = []
        for (place, picture) in named.enumerated() {
            let field = "images[\(place)]"
            pictures.append(try await bring(picture, as: .picture, at: field, of: wish, caller))
        }
        var mask: ImageID?
        if let picture = wish.mask {
            mask = try await bring(picture, as: .mask, at: "mask", of: wish, caller)
        }
        var order = try wish.order(of: pictures, mask: mask, language: caller.language)
        order.attempt = attempt
        return try await caller.take(order)
    }

    private func standIn(for picture: NamedPicture) -> ImageID {
        switch picture {
        case .stored(let id): id
        case .bytes: ids.next()
        }
    }

    private func bring(
        _ picture: NamedPicture,
        as kind: Image.Kind,
        at field: String,
        of wish: ToolOrder,
        _ caller: MCPCaller
    ) async throws -> ImageID {
        guard case .bytes(let bytes) = picture else { return standIn(for: picture) }
        let writer = try await spool.begin()
        try await writer.append(bytes)
        var upload = Upload(
            [Upload.File(try await writer.finish(), named: nil)],
            as: kind,
            idempotencyKey: try wish.key(at: field, of: caller)
        )
        upload.key = caller.key
        do {
            guard let image = try await studio.upload(upload, for: caller.subject).first else {
                throw Problem(.notFound, field: field)
            }
            return image.id
        } catch let problem as Problem {
            throw Problem(problem.code, field: field, problem.arguments, violating: problem.quotas)
        }
    }

    /// Clients that lose the answer ask again without a word; the same call joins the job that is there.
    private func fingerprint(
        of tool: Tool,
        _ arguments: [String: JSONPart],
        _ caller: MCPCaller
    ) -> OrderAttempt? {
        guard let key = caller.key, let text = try? JSONPart.object(arguments).line() else { return nil }
        var hash = SHA256()
        hash.update(data: Data("mcp \(key.text) \(tool.rawValue) ".utf8))
        hash.update(data: text)
        return OrderAttempt(fingerprint: Data(hash.finalize()), joining: .orphan)
    }
}

extension ToolOrder {
    /// By what a picture that came as bytes is recognised when its order is sent again.
    fileprivate func key(at field: String, of caller: MCPCaller) throws(Problem) -> IdempotencyKey? {
        guard let idempotencyKey else { return nil }
        let digest = SHA256.hash(data: Data("\(caller.key?.text ?? "") \(field) \(idempotencyKey)".utf8))
        return try IdempotencyKey("mcp-" + digest.map { String($0, radix: 36) }.joined(separator: "."))
    }
}
