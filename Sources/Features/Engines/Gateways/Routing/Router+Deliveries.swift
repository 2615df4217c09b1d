import Engines
import Kernel
import Logging

extension Router {
    /// What a provider delivered in an earlier run that ended before the picture was stored; nil where nothing is kept.
    func delivered(in past: [PastCall], for wish: Wish) async throws -> Outcome? {
        for call in past.reversed() where !isOwn(call.engine) && call.mayHaveBrought {
            guard let bytes = try await journal.delivery(of: call.id, for: wish.key) else { continue }
            // Its end was not written any more; what the server told beside the picture is lost.
            if call.outcome == nil {
                await end(call.id, of: wish.key, EngineCallEnd(outcome: EngineCallEnd.made))
            }
            return Outcome(
                picture: GatewayPicture(bytes: bytes, receipt: GatewayReceipt()),
                engine: call.engine,
                model: call.model,
                isFirstChoice: wish.routes.first?.engine == call.engine
            )
        }
        return nil
    }

    /// Keeps what was paid for, even when whoever asked has gone; without it a crash costs one picture, and nothing else.
    func keep(_ picture: GatewayPicture, of call: EngineCall) async {
        guard call.isPaid else { return }
        let journal = journal
        await Task {
            do {
                try await journal.keep(picture.bytes, of: call)
            } catch {
                Logger.current.error(
                    "What a provider delivered could not be kept",
                    metadata: ["job": "\(call.picture.job)", "error": "\(type(of: error))"]
                )
            }
        }.value
    }

    /// Writes down how a call ended, even when whoever asked has gone; one whose end cannot be written stays open, which is safe.
    func end(_ id: EngineCallID, of picture: PictureKey, _ end: EngineCallEnd) async {
        let journal = journal
        await Task {
            do {
                try await journal.end(id, end)
            } catch {
                Logger.current.error(
                    "How a call ended could not be written down",
                    metadata: ["job": "\(picture.job)", "error": "\(error)"]
                )
            }
        }.value
    }
}

extension PastCall {
    /// Whether a picture may have come of it.
    fileprivate var mayHaveBrought: Bool { outcome == nil || outcome == EngineCallEnd.made }
}
