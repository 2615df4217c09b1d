import Accounts
import FoundationEssentials
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Purposes
import Studio
import Wire

extension MCPRoutes {
    /// Takes one message.
    /// - Throws: `RPCRejection`.
    func answer(
        _ message: RPCMessage,
        in revision: MCPRevision,
        _ visit: Visit
    ) async throws -> Response {
        switch message {
        case .request(let request):
            return try await answer(request, in: revision, visit)
        case .notification(let method, let params):
            // The newest revision has none that its clients must send: they leave when they want to stop something.
            if revision.hasHandshake, method == "notifications/cancelled" { await cancel(params, visit) }
            return Response(status: .accepted)
        case .answer:
            guard revision.hasHandshake else {
                throw RPCRejection(RPCFault(.invalidRequest, "Nothing was asked that this could answer."))
            }
            return Response(status: .accepted)
        }
    }

    private func answer(
        _ request: RPCRequest,
        in revision: MCPRevision,
        _ visit: Visit
    ) async throws -> Response {
        if !revision.hasHandshake {
            do { try visit.headers.check(request) } catch {
                return Self.response(error, to: request, revision)
            }
        }
        let running = running(request, revision, visit)
        switch await service.reply(to: request, of: visit.caller, in: revision) {
        case .fault(let fault): return Self.response(fault, to: request, revision)
        case .result(let members):
            var headers: HTTPFields = [:]
            if request.method == "initialize" { headers[.mcpSession] = newSession() }
            return .rpc(RPCAnswer.result(members, to: request.id), headers: headers)
        case .job(let call):
            if running?.began(call.job) == true { await service.abandon(call.job, of: visit.caller) }
            return try await follow(call, of: request, running, revision, visit)
        }
    }

    private static func response(
        _ fault: RPCFault,
        to request: RPCRequest,
        _ revision: MCPRevision
    ) -> Response {
        // Before, a fault was an answer like any other to the protocol's carrier.
        let status = revision.hasHandshake ? 200 : fault.code.status
        return .rpc(RPCAnswer.fault(fault, to: request.id), status: HTTPResponse.Status(code: status))
    }

    private func running(
        _ request: RPCRequest,
        _ revision: MCPRevision,
        _ visit: Visit
    ) -> RunningCall? {
        guard revision.hasHandshake, let session = visit.headers.session else { return nil }
        return calls.begin(RunningCalls.Name(key: visit.key.id, session: session, id: request.id))
    }

    /// Answers when the job has ended.
    ///
    /// In the newest revision a client that leaves takes its request back, so that the job ends with it. Before, it may only
    /// have lost its connection: the job goes on, and the same call joins it.
    private func follow(
        _ call: JobCall,
        of request: RPCRequest,
        _ running: RunningCall?,
        _ revision: MCPRevision,
        _ visit: Visit
    ) async throws -> Response {
        let frames = CallFrames(service, request, call, running: running, visit.caller.language)
        let (service, caller) = (service, visit.caller)
        var whenCut: (@Sendable () async -> Void)?
        if !revision.hasHandshake { whenCut = { await service.abandon(call.job, of: caller) } }
        guard visit.headers.takesEvents else {
            return try await exchange.answer(
                call.job,
                of: .program(visit.key),
                visit.request,
                visit.context,
                whenCut: whenCut
            ) { job in
                JobExchange.Outcome(body: try await frames.body(of: job))
            }
        }
        return exchange.stream(
            call.job,
            of: .program(visit.key),
            visit.request,
            visit.context,
            keepAlive: ": working\n\n",
            whenCut: whenCut
        ) { job in
            try await frames.frames(of: job)
        }
    }

    private func cancel(_ params: [String: JSONPart], _ visit: Visit) async {
        guard let session = visit.headers.session, let id = params["requestId"].flatMap({ RPCID($0) }) else {
            return
        }
        let name = RunningCalls.Name(key: visit.key.id, session: session, id: id)
        guard let job = calls.cancel(name) else { return }
        await service.abandon(job, of: visit.caller)
    }
}

extension MCPRoutes {
    /// What a batch may take at most; nothing keeps its connection alive meanwhile.
    private static let patience = Duration.seconds(600)

    /// Takes several messages at once, as revision 2025-03-26 has it, and answers once all of them are done.
    func answer(
        _ messages: [Result<RPCMessage, RPCRejection>],
        in revision: MCPRevision,
        _ visit: Visit
    ) async throws -> Response {
        var answers: [Int: JSONPart] = [:]
        try await withThrowingTaskGroup(of: (Int, JSONPart?).self) { group in
            for (place, message) in messages.enumerated() {
                group.addTask { (place, await answer(message, revision, visit)) }
            }
            for try await (place, answer) in group { answers[place] = answer }
        }
        guard !answers.isEmpty else { return Response(status: .accepted) }
        return .rpc(.list(answers.sorted { $0.key < $1.key }.map(\.value)))
    }

    private func answer(
        _ message: Result<RPCMessage, RPCRejection>,
        _ revision: MCPRevision,
        _ visit: Visit
    ) async -> JSONPart? {
        switch message {
        case .failure(let rejection): return RPCAnswer.fault(rejection.fault, to: rejection.id)
        case .success(.notification(let method, let params)):
            if method == "notifications/cancelled" { await cancel(params, visit) }
            return nil
        case .success(.answer): return nil
        case .success(.request(let request)) where request.method == "initialize":
            let fault = RPCFault(.invalidRequest, "initialize is not part of a batch.")
            return RPCAnswer.fault(fault, to: request.id)
        case .success(.request(let request)) where request.method == "resources/read":
            // Whole files, which would all be in memory at once.
            let fault = RPCFault(.invalidRequest, "resources/read is not part of a batch.")
            return RPCAnswer.fault(fault, to: request.id)
        case .success(.request(let request)):
            return await answer(request, revision, visit)
        }
    }

    private func answer(
        _ request: RPCRequest,
        _ revision: MCPRevision,
        _ visit: Visit
    ) async -> JSONPart {
        let running = running(request, revision, visit)
        switch await service.reply(to: request, of: visit.caller, in: revision) {
        case .fault(let fault): return RPCAnswer.fault(fault, to: request.id)
        case .result(let members): return RPCAnswer.result(members, to: request.id)
        case .job(let call):
            if running?.began(call.job) == true { await service.abandon(call.job, of: visit.caller) }
            do {
                let ended = try await exchange.ended(
                    call.job,
                    of: .program(visit.key),
                    within: Self.patience
                )
                guard let ended else { throw Problem(.tooBusy) }
                try? await studio.noteAnswer(to: call.job, isWhole: true)
                return RPCAnswer.result(await call.result(ended), to: request.id)
            } catch {
                return RPCAnswer.fault(
                    service.fault(of: Problem(error), visit.caller.language),
                    to: request.id
                )
            }
        }
    }
}
