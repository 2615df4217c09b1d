package import Kernel
import Logging
import Metrics

/// The only way out of the server.
///
/// Three kinds of destination and no other: a processor of the register, a local engine of the settings, an address that
/// somebody named. What is refused is refused before its name is looked up. The address that was judged is the one that is
/// connected to; its certificate is checked against the name; a redirect is an answer like any other and is not followed.
package struct Outbound: Sendable {
    /// Addresses of one name that are tried in turn, until one takes the connection.
    private static let addressesTried = 3

    package let policy: OutboundPolicy
    private let resolver: Resolver
    private let trust: OutboundTrust
    private let clock: Clock
    private let randomness: Randomness

    /// - Parameters:
    ///   - policy: what may leave.
    ///   - trust: whose certificates are believed.
    ///   - resolver: who knows names.
    ///   - clock: measures deadlines and pauses, and knows which contracts are in force.
    ///   - randomness: spreads the pauses.
    package init(
        _ policy: OutboundPolicy,
        trust: OutboundTrust = .system,
        resolver: Resolver = .system,
        clock: Clock,
        randomness: Randomness
    ) {
        self.policy = policy
        self.trust = trust
        self.resolver = resolver
        self.clock = clock
        self.randomness = randomness
    }

    package var isLocal: Bool { policy.isLocal }

    /// Sends a call and returns what came back, whatever its status.
    ///
    /// An answer of 429, 502, 503 or 504, and what may pass by itself, is asked for again as often as the call says.
    /// - Throws: `OutboundError`, or `CancellationError` when the task is cancelled.
    package func send(_ call: OutboundCall, to destination: Destination) async throws -> OutboundAnswer {
        for attempt in 1... {
            let isLast = attempt >= call.retry.attempts
            var pause = call.retry.pause(after: attempt, chance: randomness)
            do {
                let answer = try await stream(call, to: destination, Self.whole)
                guard !isLast, answer.isPassing else { return answer }
                if let wanted = answer.pauseWanted {
                    guard wanted <= call.retry.longestPause else { return answer }
                    pause = max(pause, wanted)
                }
            } catch let error as OutboundError where error.isPassing && !isLast {}
            try await clock.sleep(pause)
        }
        throw OutboundError.unreachable  // not reached: the last attempt returns or throws
    }

    private static func whole(_ head: OutboundHead, _ body: OutboundBody) async throws -> OutboundAnswer {
        OutboundAnswer(status: head.status, headers: head.headers, body: try await body.all())
    }

    /// Sends a call once and hands the answer to `read` while it comes in.
    /// - Throws: `OutboundError`, `CancellationError` when the task is cancelled, or what `read` throws.
    package func stream<Value: Sendable>(
        _ call: OutboundCall,
        to destination: Destination,
        _ read: @escaping @Sendable (OutboundHead, OutboundBody) async throws -> Value
    ) async throws -> Value {
        let trust = trust
        return try await attempt(call, of: destination) { address in
            try await Exchange(call: call, address: address, trust: trust).run(read)
        }
    }

    /// Opens a web socket (RFC 6455) and hands its texts to `read` while they come in; once that returns, it
    /// is closed.
    ///
    /// The call is the request that opens it: `connect` is until the socket stands, `bodySize` for all texts
    /// together that are not read yet. Binary messages are skipped, and nothing is sent but what the protocol
    /// asks for.
    /// - Throws: `OutboundError`, `CancellationError` when the task is cancelled, or what `read` throws.
    package func socket<Value: Sendable>(
        _ call: OutboundCall,
        to destination: Destination,
        _ read: @escaping @Sendable (OutboundMessages) async throws -> Value
    ) async throws -> Value {
        let trust = trust
        return try await attempt(call, of: destination) { address in
            try await SocketExchange(call: call, address: address, trust: trust).run(read)
        }
    }

    /// Refuses at once what `send` would refuse before it looks a name up: for whoever queues a call.
    package func check(_ url: OutboundURL, for destination: Destination) throws(OutboundError) {
        try admit(url, to: destination)
        try Reach(destination, isLocal: policy.isLocal).check(url)
    }

    /// One attempt, counted and logged.
    private func attempt<Value: Sendable>(
        _ call: OutboundCall,
        of destination: Destination,
        _ exchange: @escaping @Sendable (IPAddress) async throws -> (Value, status: Int)
    ) async throws -> Value {
        let start = ContinuousClock.now
        do {
            let (value, status) = try await run(call, of: destination, exchange)
            note(destination, "answered", since: start, status: status)
            return value
        } catch let error as OutboundError {
            note(destination, error.rawValue, since: start)
            throw error
        } catch {
            note(destination, error is CancellationError ? "cancelled" : "unread", since: start)
            throw error
        }
    }

    private func run<Value: Sendable>(
        _ call: OutboundCall,
        of destination: Destination,
        _ exchange: @escaping @Sendable (IPAddress) async throws -> (Value, status: Int)
    ) async throws -> (Value, status: Int) {
        try check(call.url, for: destination)
        let reach = Reach(destination, isLocal: policy.isLocal)
        return try await within(call.limits.whole) {
            let addresses = try await addresses(of: call.url)
            try reach.check(addresses, of: call.url)
            return try await first(of: addresses.prefix(Self.addressesTried), exchange)
        }
    }

    /// What can be refused without looking at the address.
    private func admit(_ url: OutboundURL, to destination: Destination) throws(OutboundError) {
        switch destination {
        case .processor(let id, let fields):
            let request = EgressRegister.Request(processor: id, origin: url.origin, fields: fields)
            try policy.register.admit(request, under: policy, at: clock.now())
        case .localEngine(let label):
            guard policy.localEngines[label]?.contains(url.origin) == true else { throw .egressDenied }
        case .named:
            return
        }
    }

    private func addresses(of url: OutboundURL) async throws -> [IPAddress] {
        if let literal = url.literal { return [literal] }
        return try await resolver.addresses(url.host)
    }

    /// The answer of the first address that takes a connection; once one took it, nothing is sent twice.
    private func first<Value: Sendable>(
        of addresses: ArraySlice<IPAddress>,
        _ exchange: @Sendable (IPAddress) async throws -> (Value, status: Int)
    ) async throws -> (Value, status: Int) {
        for address in addresses {
            do {
                return try await exchange(address)
            } catch OutboundError.unreachable {
                continue
            }
        }
        throw OutboundError.unreachable
    }

    /// Runs `work`, or gives it up when `limit` has passed first.
    private func within<Value: Sendable>(
        _ limit: Duration,
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await clock.sleep(limit)
                throw OutboundError.timedOut
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw CancellationError() }
            return first
        }
    }

    private func note(
        _ destination: Destination,
        _ outcome: String,
        since start: ContinuousClock.Instant,
        status: Int? = nil
    ) {
        Counter(
            label: "outbound.calls",
            dimensions: [("destination", destination.kind.rawValue), ("outcome", outcome)]
        )
        .increment()
        var metadata: Logger.Metadata = [
            "destination": "\(destination.kind.rawValue)",
            "host_id": "\(destination.label)",
            "outcome": "\(outcome)",
            "took_ms": "\((ContinuousClock.now - start).wholeMilliseconds)",
        ]
        if let status { metadata["status"] = "\(status)" }
        Logger.current.info("Asked outside", metadata: metadata)
    }
}

extension OutboundAnswer {
    /// Whether the server itself says that later may be better (RFC 9110, section 15.6; RFC 6585, section 4).
    fileprivate var isPassing: Bool { [429, 502, 503, 504].contains(status) }

    /// `Retry-After` in seconds (RFC 9110, section 10.2.3); its form as a date is not heeded.
    fileprivate var pauseWanted: Duration? {
        header("Retry-After").flatMap { UInt32($0) }.map { .seconds(Int($0)) }
    }
}
