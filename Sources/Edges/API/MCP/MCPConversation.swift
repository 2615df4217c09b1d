package import FoundationEssentials
import HTTPKit
import Kernel
import Purposes
import Studio
import Wire

/// The Model Context Protocol over lines: one message a line, answers in whatever order they are ready.
///
/// What looks or lists is answered before the next line is taken; calls of tools run beside each other.
package actor MCPConversation {
    /// Calls that run at once.
    private static let mostCalls = 16

    private struct Running {
        let task: Task<Void, Never>
        var job: JobID?
    }

    private let service: MCPService
    private let caller: MCPCaller
    private let write: @Sendable (Data) -> Void
    /// Of a client that shook hands.
    private var agreed = MCPRevision.latestByHandshake
    private var running: [RPCID: Running] = [:]

    package init(
        _ service: MCPService,
        caller: MCPCaller,
        write: @escaping @Sendable (Data) -> Void
    ) {
        self.service = service
        self.caller = caller
        self.write = write
    }

    /// Takes one line, without its end.
    package func take(_ line: Data) async {
        do throws(RPCRejection) {
            switch try RPCText(line) {
            case .one(let message): await take(message)
            case .batch(let messages):
                guard agreed.takesBatches else {
                    throw RPCRejection(
                        RPCFault(.invalidRequest, "This revision takes one message at a time.")
                    )
                }
                // Each is answered by itself: some take long.
                for message in messages { await take(message) }
            }
        } catch {
            say(RPCAnswer.fault(error.fault, to: error.id))
        }
    }

    /// Says that a line was longer than any message may be.
    package func refuseLine() {
        say(RPCAnswer.fault(RPCFault(.invalidRequest, "The message is too long."), to: nil))
    }

    /// Gives up what still runs: nobody reads its answer.
    package func end() async {
        for (_, call) in running {
            call.task.cancel()
            if let job = call.job { await service.abandon(job, of: caller) }
        }
        running = [:]
    }

    private func take(_ message: Result<RPCMessage, RPCRejection>) async {
        switch message {
        case .success(let message): await take(message)
        case .failure(let rejection): say(RPCAnswer.fault(rejection.fault, to: rejection.id))
        }
    }

    private func take(_ message: RPCMessage) async {
        switch message {
        case .answer: return
        case .notification(let method, let params):
            guard method == "notifications/cancelled", let id = params["requestId"].flatMap({ RPCID($0) })
            else { return }
            await cancel(id)
        case .request(let request):
            do {
                await take(request, in: try revision(of: request))
            } catch {
                say(RPCAnswer.fault(error, to: request.id))
            }
        }
    }

    /// Requests of the newest revision say it of themselves.
    private func revision(of request: RPCRequest) throws(RPCFault) -> MCPRevision {
        guard let name = request.meta[MCPMeta.revision] else {
            // A method that only the newest has comes from a client that has to state it.
            if request.method == "server/discover" { try request.requireStatement() }
            return agreed
        }
        guard let text = name.asText else { throw .params("_meta", "has \(MCPMeta.revision), a string") }
        let revision = try MCPHeaders.revision(text)
        guard !revision.hasHandshake else { return agreed }
        try request.requireStatement()
        return revision
    }

    private func take(_ request: RPCRequest, in revision: MCPRevision) async {
        guard request.method == "tools/call" else {
            if request.method == "initialize", revision.hasHandshake { agree(on: request) }
            finish(request, await service.reply(to: request, of: caller, in: revision))
            return
        }
        guard running[request.id] == nil, running.count < Self.mostCalls else {
            let fault = RPCFault(
                .invalidRequest,
                "At most \(Self.mostCalls) calls run at once, each with an id."
            )
            say(RPCAnswer.fault(fault, to: request.id))
            return
        }
        let task = Task {
            await self.run(request, in: revision)
        }
        running[request.id] = Running(task: task)
    }

    private func agree(on request: RPCRequest) {
        let asked = request.params["protocolVersion"]?.asText.flatMap { MCPRevision(rawValue: $0) }
        agreed = asked.flatMap { $0.hasHandshake ? $0 : nil } ?? .latestByHandshake
    }

    private func run(_ request: RPCRequest, in revision: MCPRevision) async {
        let reply = await service.reply(to: request, of: caller, in: revision)
        guard case .job(let call) = reply else {
            finish(request, reply)
            return
        }
        guard running[request.id] != nil else {
            await service.abandon(call.job, of: caller)
            return
        }
        running[request.id]?.job = call.job
        let frames = CallFrames(service, request, call, running: nil, caller.language)
        for await _ in service.studio.changes(of: call.job) {
            guard running[request.id] != nil, let job = try? await service.job(call.job, of: caller) else {
                break
            }
            for message in await frames.messages(of: job) where running[request.id] != nil {
                say(message)
            }
            if job.status.isFinal { break }
        }
        running[request.id] = nil
    }

    private func finish(_ request: RPCRequest, _ reply: MCPReply) {
        let isWanted = request.method != "tools/call" || running.removeValue(forKey: request.id) != nil
        guard isWanted else { return }
        switch reply {
        case .result(let members): say(RPCAnswer.result(members, to: request.id))
        case .fault(let fault): say(RPCAnswer.fault(fault, to: request.id))
        case .job: break
        }
    }

    /// Stops a call, whose request gets no answer then.
    private func cancel(_ id: RPCID) async {
        guard let call = running.removeValue(forKey: id), let job = call.job else { return }
        await service.abandon(job, of: caller)
    }

    private func say(_ message: JSONPart) {
        guard let line = try? message.line() else { return }
        write(line)
    }
}
