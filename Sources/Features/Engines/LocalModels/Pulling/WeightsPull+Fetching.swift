import FoundationEssentials
import Kernel
import Outbound

extension WeightsPull {
    /// What came of one request.
    private enum Step: Sendable {
        case complete
        case elsewhere(OutboundURL)
        /// What is here does not fit what is there.
        case again
    }

    /// Of requests in all: each redirect twice, should the first part turn out to be of no use.
    private static let mostSteps = 2 * (mostRedirects + 1)
    /// Between two reports, in bytes.
    private static let reportStep = 1 << 20

    private static let redirects = [301, 302, 303, 307, 308]

    /// Brings the part file to its end.
    func fetch(
        _ order: Order,
        into part: PartFile,
        _ report: @escaping @Sendable (_ size: Int, _ total: Int?) -> Void
    ) async throws {
        var url = order.url
        var redirects = 0
        for _ in 1...Self.mostSteps {
            switch try await step(order, at: url, into: part, report) {
            case .complete: return
            case .again: try await part.restart()
            case .elsewhere(let next):
                redirects += 1
                guard redirects <= Self.mostRedirects else { throw PullRefusal.astray(host: order.url.host) }
                url = next
            }
        }
        throw PullRefusal.astray(host: order.url.host)
    }

    private func step(
        _ order: Order,
        at url: OutboundURL,
        into part: PartFile,
        _ report: @escaping @Sendable (_ size: Int, _ total: Int?) -> Void
    ) async throws -> Step {
        let offset = await part.size
        let (call, destination) = (call(url, from: offset), destination(of: url, in: order))
        do {
            return try await outbound.stream(call, to: destination) { head, body in
                if Self.redirects.contains(head.status) { return .elsewhere(try Self.next(head, from: url)) }
                let answer = try PullAnswer(head, from: offset, host: url.host)
                guard let total = answer.total(from: offset) else { return .again }
                try await Self.take(body, into: part, of: total, report)
                return .complete
            }
        } catch let error as OutboundError {
            throw PullRefusal(error, host: url.host, after: await part.size)
        }
    }

    /// Once the answer is known to fit what is here.
    private static func take(
        _ body: OutboundBody,
        into part: PartFile,
        of total: PullAnswer.Total,
        _ report: @Sendable (_ size: Int, _ total: Int?) -> Void
    ) async throws {
        if let size = total.size {
            guard size <= largest else { throw PullRefusal.tooLarge(limit: largest) }
            try await part.checkRoom(for: size - total.begin)
        }
        if total.begin == 0 { try await part.restart() }
        var told = total.begin
        for try await piece in body {
            try await part.append(piece)
            let size = await part.size
            guard size - told >= reportStep || size == total.size else { continue }
            told = size
            report(size, total.size)
        }
        let size = await part.size
        guard size >= total.size ?? size else { throw PullRefusal.brokenOff(after: size) }
    }

    private func call(_ url: OutboundURL, from offset: Int) -> OutboundCall {
        // Packed on the way, the bytes of a range would be those of another file.
        var headers = [(name: "Accept-Encoding", value: "identity")]
        if offset > 0 { headers.append((name: "Range", value: "bytes=\(offset)-")) }
        var limits = OutboundLimits()
        limits.whole = .hours(24)
        limits.silence = .seconds(60)
        limits.bodySize = Self.largest
        return .get(url, headers: headers, limits: limits)
    }

    /// Where the operator said, or where another server sends us: that one may not send us into this machine, unless it is there itself.
    private func destination(of url: OutboundURL, in order: Order) -> Destination {
        let isOwn = url == order.url || order.url.isThisMachine
        return .named(by: isOwn ? .operator : .document, as: "weights")
    }

    private static func next(_ head: OutboundHead, from url: OutboundURL) throws(PullRefusal) -> OutboundURL {
        guard let location = head.header("Location"), let base = URL(string: url.text),
            let target = URL(string: location, relativeTo: base)?.absoluteString,
            let next = OutboundURL(String(target.prefix { $0 != "#" }))
        else { throw .astray(host: url.host) }
        return next
    }
}
