// What is new, alone or in relation to what is there.

extension SceneRework {
    mutating func add(_ addition: SceneChange.Addition) {
        let free = addition.mentions.indices.filter {
            !addition.present.contains($0) && !isTied($0, addition)
        }
        let inner = addition.claims.filter { Set($0.figures + $0.grounds).isSubset(of: free) }
        for cluster in clusters(free, inner) { addFree(cluster, addition, inner) }
        for claim in addition.claims where !inner.contains(claim) { relate(claim, addition) }
    }

    /// Whether it is placed by what it stands to.
    private func isTied(_ mention: Int, _ addition: SceneChange.Addition) -> Bool {
        addition.claims.contains { claim in
            claim.figures.contains(mention) && !addition.present.isDisjoint(with: claim.grounds)
        }
    }

    /// Things that are related to each other go together.
    private func clusters(_ mentions: [Int], _ claims: [Reading.Claim]) -> [[Int]] {
        var clusters = mentions.map { [$0] }
        for claim in claims {
            let members = Set(claim.figures + claim.grounds)
            let joined = clusters.filter { !members.isDisjoint(with: $0) }
            clusters.removeAll { !members.isDisjoint(with: $0) }
            clusters.append(joined.flatMap(\.self).sorted())
        }
        return clusters
    }

    private mutating func addFree(
        _ cluster: [Int],
        _ addition: SceneChange.Addition,
        _ claims: [Reading.Claim]
    ) {
        let all = Reading(mentions: addition.mentions, claims: claims)
        let part = all.without(all.mentions.indices.filter { !cluster.contains($0) })
        let items = grouped(within(composed(part.mentions, part.claims)))
        if part.mentions.count == 1 {
            let looks = zoom.map { $0 * part.mentions[0].size }
            scatter(items, looks)
        } else if let first = items.first(where: \.isGrounded) ?? items.first {
            let mention = part.mentions.first { $0.subject == library.base(of: first.subject) }
            place(items, looks: zoom.map { $0 * (mention?.size ?? 1) }, near: nil)
        }
    }

    /// Copies find places of their own, each near the last.
    private mutating func scatter(_ items: [Scene.Item], _ looks: Double?) {
        var last: ScenePoint?
        for item in items {
            place([item], looks: looks, near: last)
            last = scene.items.last { $0.group == item.group }?.foot
        }
    }

    /// As many as there is room for.
    mutating func within(_ items: [Scene.Item]) -> [Scene.Item] {
        let free = max(0, Self.mostItems - scene.items.count)
        for item in items.dropFirst(free) { reduce(library.base(of: item.subject)) }
        return items.prefix(free).map { item in
            var item = item
            if item.container ?? 0 >= free { item.container = nil }
            return item
        }
    }

    /// In groups of their own.
    private func grouped(_ items: [Scene.Item]) -> [Scene.Item] {
        let base = nextGroup
        return items.map { item in
            var item = item
            item.group += base
            return item
        }
    }
}
