import Kernel

extension TokenBuckets {
    /// One more request of somebody whom the target knows.
    ///
    /// Without room it passes: nothing that strangers do may keep an owner out.
    mutating func ask(owner limit: NamedLimit, at now: Int64) -> ThrottleVerdict {
        follow(now)
        let level = level(of: limit.key, limit.limit, at: now)
        let quota = limit.quota(at: level)
        if level.isEnough, hasRoom(for: limit.key, at: now) { charge(limit.key, limit.limit, at: now) }
        return ThrottleVerdict(
            violated: level.isEnough ? [] : [quota],
            shown: [quota],
            published: [limit.published]
        )
    }

    /// One more request of a stranger.
    ///
    /// `parties` are the target and the network, as far as there are any; `isStrict` says whether one that cannot be counted for
    /// want of room is refused.
    mutating func ask(
        _ parties: [NamedLimit],
        _ crowd: Crowd,
        refusingUncounted isStrict: Bool,
        at now: Int64
    ) -> ThrottleVerdict {
        follow(now)
        let counted = parties.filter { hasRoom(for: $0.key, at: now) }
        let levels = parties.map { level(of: $0.key, $0.limit, at: now) }
        let quotas = zip(parties, levels).map { $0.quota(at: $1) }
        var violated = zip(quotas, levels).filter { !$1.isEnough }.map(\.0)
        if isStrict, counted.count < parties.count {
            let keys = Set(counted.map(\.key))
            violated += parties.filter { !keys.contains($0.key) }.map(\.refused)
        }
        let (usual, reserve) = (
            level(of: crowd.usual.key, crowd.usual.limit, at: now),
            level(of: crowd.reserve.key, crowd.reserve.limit, at: now)
        )
        if !usual.isEnough, !reserve.isEnough || levels.contains(where: \.isTouched) {
            violated.append(crowd.usual.quota(at: usual))
        }
        if violated.isEmpty {
            for party in counted { charge(party.key, party.limit, at: now) }
            if usual.isEnough { charge(crowd.usual.key, crowd.usual.limit, at: now) }
            charge(crowd.reserve.key, crowd.reserve.limit, at: now)
        }
        let names = Set(violated.map(\.name))
        let own = zip(parties, quotas).filter { $0.isShown && !names.contains($1.name) }.map(\.1)
        return ThrottleVerdict(
            violated: violated,
            shown: violated + own,
            published: (parties + [crowd.usual]).map(\.published)
        )
    }
}

extension NamedLimit {
    /// Refused because nothing more can be counted.
    fileprivate var refused: Quota {
        Quota(
            name,
            .requests,
            limit: limit.quota,
            window: limit.window,
            remaining: 0,
            wait: Int((limit.interval + 999_999) / 1_000_000)
        )
    }
}
