package import Blobs
import FoundationEssentials
import HTTPKit
package import Kernel
package import Purposes
package import Studio
import Wire

/// The Model Context Protocol: what requests mean, whatever way they come.
///
/// Nothing is kept between two requests: what a client speaks comes along with each. Orders go the way of all surfaces; refusals
/// of the product are results of tools, in its own words, so that a language model can read them and try again.
package struct MCPService: Sendable {
    let studio: Studio
    let gate: PurposeGate
    let spool: Spool
    let ids: IDs
    let presenter: Presenter
    let shelf: ToolShelf
    let places: PicturePlaces
    /// The product's.
    let version: String
    /// Whole files that are in memory at the same time.
    let files = UploadGate(letting: 4, perNetwork: 4)

    package init(
        studio: Studio,
        gate: PurposeGate,
        spool: Spool,
        ids: IDs,
        presenter: Presenter,
        shelf: ToolShelf,
        places: PicturePlaces,
        version: String
    ) {
        self.studio = studio
        self.gate = gate
        self.spool = spool
        self.ids = ids
        self.presenter = presenter
        self.shelf = shelf
        self.places = places
        self.version = version
    }

    /// Answers a request, or begins what its answer waits for.
    func reply(
        to request: RPCRequest,
        of caller: MCPCaller,
        in revision: MCPRevision
    ) async -> MCPReply {
        do {
            switch (request.method, revision.hasHandshake) {
            case ("initialize", true): return .result(try welcome(request, caller))
            case ("ping", true): return .result([:])
            case ("server/discover", false): return .result(discovery(caller))
            case ("tools/list", _): return .result(tools(caller, revision))
            case ("tools/call", _): return try await call(request, caller, revision)
            case ("resources/list", _): return .result(try await resources(request, caller, revision))
            case ("resources/templates/list", _): return .result(templates(caller, revision))
            case ("resources/read", _): return .result(try await read(request, caller, revision))
            default: return .fault(RPCFault(.methodNotFound, "There is no method of this name."))
            }
        } catch let fault as RPCFault {
            return .fault(fault)
        } catch {
            return .fault(fault(of: Problem(error), caller.language))
        }
    }

    /// A refusal where no tool's result can tell of it.
    func fault(of problem: Problem, _ language: Language) -> RPCFault {
        presenter.fault(of: problem, in: language)
    }

    /// How far a job is, for whoever gave its call a token.
    func progress(of job: Job, to token: RPCID, in language: Language) -> JSONPart {
        RPCAnswer.notification(
            "notifications/progress",
            [
                "progressToken": token.part, "progress": .number(job.progress), "total": .number(1),
                "message": .text(presenter.stage(of: job, in: language)),
            ]
        )
    }

    func job(_ id: JobID, of caller: MCPCaller) async throws -> Job {
        let permit = try await gate.permit(ProvideService.self, for: caller.subject)
        return try await studio.job(id, under: permit)
    }

    /// Stops the job of a call that nobody waits for any more; nothing joins it.
    func abandon(_ job: JobID, of caller: MCPCaller) async {
        guard let permit = try? await gate.permit(ProvideService.self, for: caller.subject) else { return }
        _ = try? await studio.cancel(job, under: permit)
        try? await studio.noteAnswer(to: job, isWhole: true)
    }
}

extension Presenter {
    func fault(of problem: Problem, in language: Language) -> RPCFault {
        let body = body(of: problem, in: language)
        let code: RPCFault.Code =
            switch problem.code {
            case .malformedBody: .parseError
            case .unsupportedMediaType, .bodyTooLarge, .bodyTooSlow: .invalidRequest
            case .internalError: .internalError
            default: .refused
            }
        return RPCFault(code, body.detail, data: try? .part(of: body))
    }
}
