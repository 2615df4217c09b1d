import FoundationEssentials

extension Automatic1111 {
    /// The picture of an answer.
    ///
    /// - Throws: `GatewayFailure` for every answer without one.
    static func picture(_ answer: DiffusionAnswer) throws(GatewayFailure) -> GatewayPicture {
        guard answer.isSuccess else { throw refusal(answer) }
        guard let reply = answer.read(Reply.self), reply.error == nil else {
            throw GatewayFailure(.engineFailed)
        }
        let info = reply.info.flatMap { try? JSONDecoder().decode(Info.self, from: Data($0.utf8)) }
        let receipt = GatewayReceipt(modelVersion: info?.model)
        let images = (reply.images ?? []).dropFirst(max(0, info?.firstImage ?? 0))
        guard let image = images.first else { throw GatewayFailure(.noImage, receipt: receipt) }
        return GatewayPicture(bytes: try GatewayFailure.bytes(of: image ?? "", receipt), receipt: receipt)
    }

    /// A model of the server's list, as it wants to hear it.
    ///
    /// The family draws with whatever it has loaded when it does not know a model, and says nothing of it.
    /// - Throws: `modelGone` for one that is not there.
    static func title(of model: String, _ answer: DiffusionAnswer) throws(GatewayFailure) -> String {
        guard answer.isSuccess else { throw refusal(answer) }
        guard let checkpoints = answer.read([Checkpoint].self) else { throw GatewayFailure(.engineFailed) }
        guard let title = checkpoints.first(where: { $0.isNamed(model) })?.title else {
            throw GatewayFailure(.modelGone)
        }
        return title
    }

    /// How far the server is, or nil while it is not drawing or does not say.
    static func share(_ answer: DiffusionAnswer) -> Double? {
        guard answer.isSuccess, let share = answer.read(Share.self)?.progress, share > 0 else { return nil }
        return share
    }

    /// - Throws: `GatewayFailure` for an answer that is none of the family's to a question for its settings.
    static func checkSettings(_ answer: DiffusionAnswer) throws(GatewayFailure) {
        guard answer.isSuccess else { throw refusal(answer) }
        guard answer.read(Refusal.self) != nil else { throw GatewayFailure(.engineFailed) }
    }

    /// Why there is no picture.
    ///
    /// Its own errors stand in JSON; a page of a proxy has none, and then the status must do.
    static func refusal(_ answer: DiffusionAnswer) -> GatewayFailure {
        let words = answer.read(Refusal.self)?.words
        return GatewayFailure(reason(answer, words), pause: answer.pause)
    }

    private static func reason(_ answer: DiffusionAnswer, _ words: String?) -> GatewayFailure.Reason {
        guard let words else { return answer.reason }
        switch answer.status {
        case 404 where words.contains("sampler not found") || words.contains("image not found"):
            return .invalidRequest
        case 500 where words.contains("invalid encoded image"): return .invalidRequest
        // Memory is not enough, a network is broken: another try on this server fails alike.
        case 500: return .engineFailed
        default: return answer.reason
        }
    }
}
