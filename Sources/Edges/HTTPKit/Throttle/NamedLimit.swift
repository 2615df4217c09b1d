import Kernel

/// One limit with its name and the bucket it is counted in.
struct NamedLimit {
    let name: String
    let limit: ThrottlePolicy.Limit
    let key: TokenBuckets.Key
    /// Whether the asker may see where they stand with it.
    let isShown: Bool

    static func target(_ policy: ThrottlePolicy, _ key: TokenBuckets.Key) -> NamedLimit {
        NamedLimit(
            name: policy.name + (policy.isTargetOwn ? "_client" : "_account"),
            limit: policy.target,
            key: key,
            isShown: policy.isTargetOwn
        )
    }

    static func knownDevice(_ policy: ThrottlePolicy, _ key: TokenBuckets.Key) -> NamedLimit {
        NamedLimit(name: "\(policy.name)_known_device", limit: policy.knownDevice, key: key, isShown: true)
    }

    /// The limit that a key's person gave it.
    static func key(perMinute quota: Int, _ key: TokenBuckets.Key) -> NamedLimit {
        let limit = ThrottlePolicy.Limit(quota, per: .seconds(60))
        return NamedLimit(name: "key_requests", limit: limit, key: key, isShown: true)
    }

    static func network(_ policy: ThrottlePolicy, _ key: TokenBuckets.Key) -> NamedLimit {
        NamedLimit(name: "\(policy.name)_network", limit: policy.network, key: key, isShown: true)
    }

    static func everybody(_ policy: ThrottlePolicy, _ key: TokenBuckets.Key) -> NamedLimit {
        NamedLimit(name: "\(policy.name)_everybody", limit: policy.everybody, key: key, isShown: false)
    }

    /// What is left for those who are not under attack when everybody's limit is used up: four times that limit.
    static func reserve(_ policy: ThrottlePolicy, _ key: TokenBuckets.Key) -> NamedLimit {
        let (quota, window) = (policy.everybody.quota * 4, Duration.seconds(policy.everybody.window))
        let limit = ThrottlePolicy.Limit(quota, per: window)
        return NamedLimit(name: "\(policy.name)_everybody", limit: limit, key: key, isShown: false)
    }

    func quota(at level: TokenBuckets.Level) -> Quota {
        Quota(
            name,
            .requests,
            limit: limit.quota,
            window: limit.window,
            remaining: level.remaining,
            wait: Int((level.wait + 999_999) / 1_000_000)
        )
    }

    /// As it is published, before anything was asked for.
    var published: Quota {
        Quota(
            name,
            .requests,
            limit: limit.quota,
            window: limit.window,
            remaining: limit.quota,
            wait: 0
        )
    }
}

/// The limit of everybody, and what is behind it.
struct Crowd {
    let usual: NamedLimit
    let reserve: NamedLimit
}
