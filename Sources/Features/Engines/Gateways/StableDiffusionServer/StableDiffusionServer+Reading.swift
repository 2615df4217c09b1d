import FoundationEssentials

extension StableDiffusionServer {
    /// Where a job is that the server took.
    enum Progress: Sendable {
        case waiting
        case drawing
        case drawn(GatewayPicture)
        /// The server does not know it, or no longer.
        case lost
        /// The server says nothing useful just now; the job may go on all the same.
        case unclear(GatewayFailure)
    }

    /// The server's own wait, where its queue is full and it names none.
    static let fullQueuePause: Duration = .seconds(2)

    /// What the server says it can.
    ///
    /// - Throws: `GatewayFailure` for every answer that is none of sd-server's.
    static func capabilities(_ answer: DiffusionAnswer) throws(GatewayFailure) -> Capabilities {
        guard answer.isSuccess else { throw refusal(answer) }
        guard let capabilities = answer.read(Capabilities.self) else { throw GatewayFailure(.engineFailed) }
        return capabilities
    }

    /// The id of a job that the server took.
    ///
    /// - Throws: `unknown` when it took one and nobody can say which.
    static func id(_ answer: DiffusionAnswer) throws(GatewayFailure) -> String {
        guard answer.isSuccess else { throw refusal(answer) }
        let accepted = answer.read(Accepted.self)
        guard let id = accepted?.id, isPath(id) else {
            throw GatewayFailure(accepted?.error == nil ? .unknown : .engineFailed)
        }
        return id
    }

    /// Where a job is.
    ///
    /// - Throws: `GatewayFailure` when it has ended without a picture.
    static func progress(_ answer: DiffusionAnswer, of id: String) throws(GatewayFailure) -> Progress {
        switch answer.status {
        case 200: break
        case 404, 410: return .lost
        case 300..<400, 401, 402, 403, 407: throw refusal(answer)
        default: return .unclear(refusal(answer))
        }
        guard let state = answer.read(State.self), let status = state.status else {
            return .unclear(GatewayFailure(.engineFailed))
        }
        let receipt = GatewayReceipt(id: id, end: state.error?.code ?? status)
        switch status {
        case "queued": return .waiting
        case "completed": return .drawn(try picture(state.result, receipt))
        // Cancelled by somebody else: whoever cancels here hears no answer.
        case "failed", "cancelled": throw GatewayFailure(.engineFailed, receipt: receipt)
        default: return .drawing
        }
    }

    private static func picture(
        _ result: State.Result?,
        _ receipt: GatewayReceipt
    ) throws(GatewayFailure) -> GatewayPicture {
        let images = result?.images ?? []
        guard let image = images.first(where: { $0.index == 0 }) ?? images.first else {
            throw GatewayFailure(.noImage, receipt: receipt)
        }
        let bytes = try GatewayFailure.bytes(of: image.base64 ?? "", receipt)
        return GatewayPicture(bytes: bytes, receipt: receipt)
    }

    private static func refusal(_ answer: DiffusionAnswer) -> GatewayFailure {
        let pause = answer.status == 429 ? answer.pause ?? fullQueuePause : answer.pause
        return GatewayFailure(answer.reason, pause: pause)
    }

    /// Whether an id of a server may stand in a path of ours.
    private static func isPath(_ id: String) -> Bool {
        id.wholeMatch(of: /[A-Za-z0-9_\-]{1,128}/) != nil
    }
}
