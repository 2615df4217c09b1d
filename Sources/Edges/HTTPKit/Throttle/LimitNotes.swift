package import HTTPTypes
package import Kernel
import Synchronization

/// Collects what one answer says about limits (draft-ietf-httpapi-ratelimit-headers).
///
/// Partition keys are left out: they would say whom a limit belongs to.
package final class LimitNotes: Sendable {
    private struct State {
        var published: [Quota] = []
        var standing: [Quota] = []
    }

    private let state = Mutex(State())

    package init() {}

    /// Notes where the asker stands.
    package func note(_ verdict: ThrottleVerdict) {
        state.withLock { state in
            state.published.replace(with: verdict.published)
            state.standing.replace(with: verdict.shown)
        }
    }

    /// Notes the limits that a refusal names.
    package func note(_ problem: Problem) {
        state.withLock { state in
            state.published.replace(with: problem.quotas)
            state.standing.replace(with: problem.quotas)
        }
    }

    /// Where the asker stands with each limit, as far as they may see it.
    package var standing: [Quota] { state.withLock { $0.standing } }

    func write(into fields: inout HTTPFields) {
        let state = state.withLock { $0 }
        guard !state.published.isEmpty else { return }
        fields[.rateLimitPolicy] =
            state.published.map { "\"\($0.name)\";q=\($0.limit);w=\($0.window)" }.joined(separator: ", ")
        guard !state.standing.isEmpty else { return }
        fields[.rateLimit] =
            state.standing.map { "\"\($0.name)\";r=\($0.remaining);t=\($0.wait)" }.joined(separator: ", ")
    }
}

extension [Quota] {
    fileprivate mutating func replace(with newer: [Quota]) {
        let names = Set(newer.map(\.name))
        self = filter { !names.contains($0.name) } + newer
    }
}

extension HTTPField.Name {
    package static let rateLimit = Self("RateLimit").unsafelyKnown
    package static let rateLimitPolicy = Self("RateLimit-Policy").unsafelyKnown
}
