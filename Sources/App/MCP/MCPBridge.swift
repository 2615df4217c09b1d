import API
import Accounts
package import FoundationEssentials
import Kernel
import Outbound
import Wire

/// Carries the lines of a client to a server's `/mcp` and its answers back, for clients that start a program and speak no HTTP.
package actor MCPBridge {
    package struct Refusal: Error, CustomStringConvertible {
        package let description: String
    }

    /// Calls that run at once.
    private static let mostCalls = 16
    private static let label: HostLabel = "mcp-server"

    private struct Running {
        let task: Task<Void, Never>
        /// Whether leaving its answer takes the request back, as in the newest revision.
        let endsByLeaving: Bool
    }

    private let url: OutboundURL
    private let key: KeySecret
    private let outbound: Outbound
    private let destination: Destination
    private let write: @Sendable (Data) -> Void
    private var session: String?
    /// What was agreed on by a handshake.
    private var revision: String?
    private var running: [RPCID: Running] = [:]

    /// - Parameters:
    ///   - server: the server's address, with `/mcp` at its end or without.
    ///   - key: one of its secret keys.
    ///   - write: takes one line for the client, without its end.
    /// - Throws: `Refusal`.
    package init(
        to server: String,
        key: String,
        write: @escaping @Sendable (Data) -> Void
    ) throws(Refusal) {
        var base = server[...]
        while base.hasSuffix("/") { base = base.dropLast() }
        guard let url = OutboundURL(base.hasSuffix("/mcp") ? String(base) : base + "/mcp") else {
            throw Refusal(
                description: "\(server) is no address of a server; write https://, a host and a port"
            )
        }
        guard let key = KeySecret(key), key.kind == .secret else {
            throw Refusal(
                description: "the key is none of ours; copy the whole of one that begins with nbp_sk_"
            )
        }
        (self.url, self.key, self.write) = (url, key, write)
        // What the person who started this named: on this machine and its networks too, where plain HTTP will do.
        destination = url.isNearby ? .localEngine(Self.label) : .named(by: .operator, as: Self.label)
        outbound = Outbound(
            OutboundPolicy(
                isLocal: url.isThisMachine,
                localEngines: url.isNearby ? [Self.label: [url.origin]] : [:]
            ),
            clock: .system,
            randomness: .system
        )
    }

    /// Carries one line after another until they end.
    package func serve(_ lines: LineReader) async throws {
        while let line = try await lines.next() {
            switch line {
            case .text(let text): await take(text)
            case .tooLong: say(.invalidRequest, "The message is too long.", to: nil)
            }
        }
        for (_, call) in running { call.task.cancel() }
    }

    private func take(_ line: Data) async {
        do throws(RPCRejection) {
            switch try RPCText(line) {
            case .one(.request(let request)): await take(request, line)
            case .one(.notification(let method, let params)): await take(method, params, line)
            case .one(.answer), .batch: await carry(line, of: nil)
            }
        } catch {
            say(error.fault.code, error.fault.message, to: error.id)
        }
    }

    /// Calls of tools run beside each other; everything else is answered before the next line is taken.
    private func take(_ request: RPCRequest, _ line: Data) async {
        guard request.method == "tools/call" else {
            await carry(line, of: request)
            return
        }
        guard running[request.id] == nil, running.count < Self.mostCalls else {
            say(
                .invalidRequest,
                "At most \(Self.mostCalls) calls run at once, each with an id.",
                to: request.id
            )
            return
        }
        let task = Task {
            await self.carry(line, of: request)
            self.forget(request.id)
        }
        running[request.id] = Running(task: task, endsByLeaving: request.statedRevision != nil)
    }

    private func take(_ method: String, _ params: [String: JSONPart], _ line: Data) async {
        if method == "notifications/cancelled", let id = params["requestId"].flatMap({ RPCID($0) }),
            let call = running[id], call.endsByLeaving
        {
            running[id] = nil
            call.task.cancel()
            return
        }
        await carry(line, of: nil)
    }

    private func forget(_ id: RPCID) { running[id] = nil }

    /// Sends one message, and hands over what comes back.
    private func carry(_ line: Data, of request: RPCRequest?) async {
        var limits = OutboundLimits()
        (limits.whole, limits.silence, limits.bodySize) = (.seconds(7_200), .seconds(90), 64 << 20)
        let call = OutboundCall.post(url, line, headers: headers(of: request), limits: limits)
        do {
            try await outbound.stream(call, to: destination) { head, body in
                try await self.take(head, body, of: request)
            }
        } catch is CancellationError {
            return
        } catch {
            let reason = (error as? OutboundError)?.rawValue ?? "unread"
            say(.internalError, "The server cannot be asked (\(reason)); check --server.", to: request?.id)
        }
    }

    private func headers(of request: RPCRequest?) -> [(name: String, value: String)] {
        var headers = [
            ("Authorization", "Bearer \(key.secret.reveal())"), ("Content-Type", "application/json"),
            ("Accept", "application/json, text/event-stream"),
        ]
        if let request, let stated = request.statedRevision {
            headers += [("MCP-Protocol-Version", stated), ("Mcp-Method", request.method)]
            if let name = request.nameForHeader { headers.append(("Mcp-Name", name)) }
        } else if request?.method != "initialize" {
            if let revision { headers.append(("MCP-Protocol-Version", revision)) }
            if let session { headers.append(("Mcp-Session-Id", session)) }
        }
        return headers.map { (name: $0.0, value: $0.1) }
    }

    private func take(_ head: OutboundHead, _ body: OutboundBody, of request: RPCRequest?) async throws {
        let kind = head.header("Content-Type")?.lowercased() ?? ""
        if kind.hasPrefix("text/event-stream") {
            var events = EventLines()
            for try await piece in body {
                for message in events.take(piece) { write(message) }
            }
        } else if kind.hasPrefix("application/json") {
            take(try await body.all(), head, of: request)
        } else if head.status != 202, let request {
            say(.internalError, "The server answered \(head.status).", to: request.id)
        }
    }

    private func take(_ answer: Data, _ head: OutboundHead, of request: RPCRequest?) {
        guard let message = try? JSONDecoder().decode(JSONPart.self, from: answer) else {
            say(.internalError, "The server answered no JSON.", to: request?.id)
            return
        }
        guard case .object(var members) = message else {
            say(message)
            return
        }
        // What got no further than the door does not know which request it answers.
        if members["id"] == .null || members["id"] == nil {
            guard let request else { return }
            members["id"] = request.id.part
        }
        if request?.method == "initialize", case .object(let result) = members["result"] {
            session = head.header("Mcp-Session-Id")
            if case .text(let text) = result["protocolVersion"] { revision = text }
        }
        say(.object(members))
    }

    private func say(_ message: JSONPart) {
        guard let line = try? message.line() else { return }
        write(line)
    }

    private func say(_ code: RPCFault.Code, _ sentence: String, to id: RPCID?) {
        say(RPCAnswer.fault(RPCFault(code, sentence), to: id))
    }
}
