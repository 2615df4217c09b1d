import FoundationEssentials
import Outbound

/// The answer of `models`, of which only counts that it is one.
struct GeminiModels: Decodable {
    private struct Model: Decodable {
        let name: String
    }

    private let models: [Model]

    /// - Throws: why the server does not take us.
    static func check(_ answer: OutboundAnswer) throws(GatewayFailure) {
        try check(status: answer.status, pause: answer.header("Retry-After"), answer.body)
    }

    static func check(
        status: Int,
        pause: String?,
        _ body: Data
    ) throws(GatewayFailure) {
        if (200..<300).contains(status), (try? JSONDecoder().decode(Self.self, from: body)) != nil { return }
        var reading = GeminiReading(status: status, pause: pause)
        reading.take(whole: body)
        do {
            _ = try reading.picture()
        } catch {
            // Where there are no models there is no Gemini; no model of ours was asked for.
            let isElsewhere = [.modelGone, .noImage, .unknown].contains(error.reason)
            throw isElsewhere ? GatewayFailure(.engineFailed) : error
        }
        throw GatewayFailure(.engineFailed)
    }
}
