import FoundationEssentials
import JWTKit
import Kernel
import Outbound

/// What providers say of themselves, asked rarely: an hour's metadata and keys, and after a failure a pause.
actor OpenIDDirectory {
    private static let freshness: Duration = .hours(1)
    /// Between two askings for keys because of an unknown name, which anybody can send.
    private static let refetchPause: Duration = .seconds(60)
    /// After a failure, before a provider is asked again.
    private static let failurePause: Duration = .seconds(5)
    private static let retry = OutboundRetry(attempts: 2)

    private struct Entry {
        var metadata: (value: OpenIDMetadata, since: Timestamp)?
        var keys: (value: OpenIDKeys, since: Timestamp)?
        var refetchedAt: Timestamp?
        var failure: (value: OpenIDFailure, since: Timestamp)?
    }

    nonisolated let outbound: Outbound
    private let clock: Clock
    private var entries: [OpenIDProvider.ID: Entry] = [:]

    init(outbound: Outbound, clock: Clock) {
        self.outbound = outbound
        self.clock = clock
    }

    func metadata(of provider: OpenIDProvider) async throws -> OpenIDMetadata {
        if let known = entries[provider.id]?.metadata, isYoung(known.since, Self.freshness) {
            return known.value
        }
        let metadata = try await asking(provider) {
            guard let address = provider.issuer.metadataAddress else { throw OpenIDFailure.endpointRefused }
            return try OpenIDMetadata(try await self.document(at: address, of: provider), of: provider)
        }
        entries[provider.id, default: Entry()].metadata = (metadata, clock.now())
        return metadata
    }

    /// The key of a token; keys are asked for once more when its name is unknown, for providers change them.
    func key(for token: IDToken, of provider: OpenIDProvider) async throws -> JWK {
        let metadata = try await metadata(of: provider)
        var keys: OpenIDKeys
        if let known = entries[provider.id]?.keys, isYoung(known.since, Self.freshness) {
            keys = known.value
            if !keys.holds(token.keyName), mayRefetch(provider.id) {
                entries[provider.id, default: Entry()].refetchedAt = clock.now()
                keys = try await fetchKeys(metadata, provider)
            }
        } else {
            keys = try await fetchKeys(metadata, provider)
        }
        guard let key = keys.key(named: token.keyName, for: token.algorithm) else {
            throw OpenIDFailure.keyUnknown
        }
        return key
    }

    private func fetchKeys(_ metadata: OpenIDMetadata, _ provider: OpenIDProvider) async throws -> OpenIDKeys
    {
        let keys = try await asking(provider) {
            try OpenIDKeys(try await self.document(at: metadata.keysAddress, of: provider))
        }
        entries[provider.id, default: Entry()].keys = (keys, clock.now())
        return keys
    }

    private func isYoung(_ since: Timestamp, _ limit: Duration) -> Bool {
        let now = clock.now()
        return since <= now && now - since < limit
    }

    private func mayRefetch(_ id: OpenIDProvider.ID) -> Bool {
        entries[id]?.refetchedAt.map { !isYoung($0, Self.refetchPause) } ?? true
    }

    private func asking<Value: Sendable>(
        _ provider: OpenIDProvider,
        _ ask: () async throws -> Value
    ) async throws -> Value {
        if let failure = entries[provider.id]?.failure, isYoung(failure.since, Self.failurePause) {
            throw failure.value
        }
        do {
            return try await ask()
        } catch let failure as OpenIDFailure {
            entries[provider.id, default: Entry()].failure = (failure, clock.now())
            throw failure
        }
    }

    private func document(at url: OutboundURL, of provider: OpenIDProvider) async throws -> Data {
        let call = OutboundCall.get(
            url,
            headers: [("Accept", "application/json")],
            limits: .small,
            retry: Self.retry
        )
        let answer = try await outbound.ask(call, provider)
        guard answer.status == 200 else { throw OpenIDFailure.providerUnreachable }
        return answer.body
    }
}

extension OutboundLimits {
    /// For documents of some kilobytes.
    static var small: OutboundLimits {
        var limits = OutboundLimits()
        limits.whole = .seconds(10)
        limits.bodySize = 256 << 10
        return limits
    }
}

extension Outbound {
    /// Asks one of a provider's endpoints.
    func ask(_ call: OutboundCall, _ provider: OpenIDProvider) async throws -> OutboundAnswer {
        do {
            return try await send(call, to: provider.destination(of: call.url))
        } catch is OutboundError {
            throw OpenIDFailure.providerUnreachable
        }
    }
}
