import Crypto
package import FoundationEssentials
package import Kernel
import Synchronization

/// Bounds how often things may be tried, without telling anything about whom they are tried on and without locking anybody out of
/// what is theirs.
///
/// - Three limits are checked and charged together: of the target, of the network, and of everybody. A request that one of them
///   refuses charges none.
/// - A device that the target knows, or somebody who has shown a second factor, passes all three and has a limit of its own: no
///   stranger's tries keep an owner out.
/// - Once everybody's limit is used up, an attack is going on. Then targets and networks that have been tried from lately are
///   refused, the others go on, up to four times the limit; behind that, every unknown device is refused.
/// - It counts in memory, under hashes with a key of this process, in tables of a fixed size (`TokenBuckets`). A full table
///   refuses unknown devices under policies that guard an account, and lets the others pass uncounted.
/// - A target that does not exist is counted like one that does.
package final class Throttle: Sendable {
    /// Buckets a policy: some 5 MB at most.
    package static let usualCapacity = 50_000

    private final class Table: Sendable {
        let buckets: Mutex<TokenBuckets>

        init(capacity: Int) {
            buckets = Mutex(TokenBuckets(capacity: capacity))
        }
    }

    private let clock: Clock
    private let key: SymmetricKey
    private let tables: [String: Table]
    /// Of keys that have a limit of their own.
    private let keys: Table

    package init(clock: Clock, randomness: Randomness, capacity: Int = usualCapacity) {
        self.clock = clock
        key = SymmetricKey(data: randomness.bytes(32))
        tables = Dictionary(
            uniqueKeysWithValues: ThrottlePolicy.all.map { ($0.name, Table(capacity: capacity)) }
        )
        keys = Table(capacity: capacity)
    }

    /// Asks for one request that shows a key, and charges it when the limit that its person gave it allows it.
    ///
    /// Whatever other keys do, a key with a limit has that limit; in a full table it passes uncounted.
    package func check(_ id: APIKeyID, perMinute quota: Int) -> ThrottleVerdict {
        let limit = NamedLimit.key(perMinute: quota, bucket("key_requests", "key", Data(id.value.bytes)))
        return keys.buckets.withLock { $0.ask(owner: limit, at: now()) }
    }

    /// Asks for one request, and charges it when it is allowed.
    ///
    /// `target` is what the request is aimed at, whether it exists or not: an address of e-mail as it is compared, an id. `network`
    /// is nil where networks cannot be told apart. `isKnownDevice` says that the target knows the device, or that its second
    /// factor was shown; it means nothing without a target.
    package func check(
        _ policy: ThrottlePolicy,
        target: Data?,
        network: CutAddress?,
        isKnownDevice: Bool = false
    ) -> ThrottleVerdict {
        guard let table = tables[policy.name] else { preconditionFailure("the policy is not in the list") }
        if isKnownDevice, let target {
            let limit = NamedLimit.knownDevice(policy, key(policy, "known device", target))
            return table.buckets.withLock { $0.ask(owner: limit, at: now()) }
        }
        let parties = [
            target.map { NamedLimit.target(policy, key(policy, "target", $0)) },
            network.map { NamedLimit.network(policy, key(policy, "network", Data($0.bytes))) },
        ]
        let crowd = Crowd(
            usual: .everybody(policy, key(policy, "everybody", Data())),
            reserve: .reserve(policy, key(policy, "reserve", Data()))
        )
        return table.buckets.withLock {
            $0.ask(
                parties.compactMap { $0 },
                crowd,
                refusingUncounted: !policy.isTargetOwn,
                at: now()
            )
        }
    }

    /// Read with the table at hand, so that no request asks about an earlier moment than the one before it, unless the clock was set
    /// back.
    private func now() -> Int64 { clock.now().milliseconds * 1_000 }

    /// How many buckets a policy has; for tests.
    func bucketCount(of policy: ThrottlePolicy) -> Int {
        tables[policy.name]?.buckets.withLock { $0.count } ?? 0
    }

    private func key(_ policy: ThrottlePolicy, _ kind: String, _ value: Data) -> TokenBuckets.Key {
        bucket(policy.name, kind, value)
    }

    private func bucket(_ policy: String, _ kind: String, _ value: Data) -> TokenBuckets.Key {
        let name = Data("\(policy)\0\(kind)\0".utf8)
        let hash = HMAC<SHA256>.authenticationCode(for: name + value, using: key)
        func number(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
        return TokenBuckets.Key(high: number(hash.prefix(8)), low: number(hash.dropFirst(8).prefix(8)))
    }
}
