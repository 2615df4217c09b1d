/// Finds which of many phrases is in a text, in one pass (Aho and Corasick, CACM 18:6, 1975).
///
/// A scan takes at most two steps a byte, however many phrases there are: each byte moves at most one state deeper, and every
/// step back undoes one of those moves.
struct PhraseAutomaton: Sendable {
    /// What a scan found and what it cost.
    struct Finding: Hashable, Sendable {
        /// The rule's place in the list; the first in the text, of those the longest phrase.
        let rule: Int?
        let steps: Int
    }

    private static let root: Int32 = 0
    private static let none: Int32 = -1

    private var edges = EdgeTable()
    /// The state to go on from where there is no edge.
    private var fallbacks: [Int32] = [0]
    /// The rule whose phrase ends at a state, or at the nearest of its fallbacks.
    private var rules: [Int32] = [none]

    /// - Parameter phrases: folded, each with its rule's place.
    init(_ phrases: [(bytes: [UInt8], rule: Int)]) {
        var parents: [(parent: Int32, byte: UInt8, depth: Int)] = [(0, 0, 0)]
        for phrase in phrases {
            var state = Self.root
            for byte in phrase.bytes {
                if let next = edges[state, byte] {
                    state = next
                    continue
                }
                let next = Int32(rules.count)
                edges.insert(state, byte, next)
                parents.append((state, byte, parents[Int(state)].depth + 1))
                rules.append(Self.none)
                fallbacks.append(Self.root)
                state = next
            }
            if state != Self.root, rules[Int(state)] == Self.none { rules[Int(state)] = Int32(phrase.rule) }
        }
        link(parents)
    }

    var stateCount: Int { rules.count }

    /// Looks for all phrases at once and stops at the first.
    func scan(_ text: [UInt8]) -> Finding {
        var (state, steps) = (Self.root, 0)
        for byte in text {
            steps += 1
            while true {
                if let next = edges[state, byte] {
                    state = next
                    break
                }
                if state == Self.root { break }
                steps += 1
                state = fallbacks[Int(state)]
            }
            let rule = rules[Int(state)]
            if rule != Self.none { return Finding(rule: Int(rule), steps: steps) }
        }
        return Finding(rule: nil, steps: steps)
    }

    /// Links the states, nearest to the root first: a fallback is always shorter.
    private mutating func link(_ parents: [(parent: Int32, byte: UInt8, depth: Int)]) {
        let order = parents.indices.dropFirst().sorted { parents[$0].depth < parents[$1].depth }
        for state in order {
            let (parent, byte, depth) = parents[state]
            guard depth > 1 else { continue }
            var candidate = fallbacks[Int(parent)]
            while candidate != Self.root, edges[candidate, byte] == nil {
                candidate = fallbacks[Int(candidate)]
            }
            let fallback = edges[candidate, byte] ?? Self.root
            fallbacks[state] = fallback
            if rules[state] == Self.none { rules[state] = rules[Int(fallback)] }
        }
    }
}

/// The edges between states: a hash table with open addressing, which holds a hundred thousand in a few megabytes.
private struct EdgeTable: Sendable {
    private static let empty = UInt64.max

    private var keys = [UInt64](repeating: empty, count: 64)
    private var targets = [Int32](repeating: 0, count: 64)
    private var count = 0

    subscript(state: Int32, byte: UInt8) -> Int32? {
        let key = Self.key(state, byte)
        var slot = place(of: key)
        while keys[slot] != Self.empty {
            if keys[slot] == key { return targets[slot] }
            slot = (slot + 1) & (keys.count - 1)
        }
        return nil
    }

    mutating func insert(_ state: Int32, _ byte: UInt8, _ target: Int32) {
        if count * 2 >= keys.count { grow() }
        put(Self.key(state, byte), target)
        count += 1
    }

    private mutating func grow() {
        let (oldKeys, oldTargets) = (keys, targets)
        keys = [UInt64](repeating: Self.empty, count: oldKeys.count * 2)
        targets = [Int32](repeating: 0, count: oldKeys.count * 2)
        for (key, target) in zip(oldKeys, oldTargets) where key != Self.empty { put(key, target) }
    }

    private mutating func put(_ key: UInt64, _ target: Int32) {
        var slot = place(of: key)
        while keys[slot] != Self.empty { slot = (slot + 1) & (keys.count - 1) }
        (keys[slot], targets[slot]) = (key, target)
    }

    private static func key(_ state: Int32, _ byte: UInt8) -> UInt64 {
        UInt64(UInt32(bitPattern: state)) << 8 | UInt64(byte)
    }

    /// Fibonacci hashing: spreads neighbouring keys over the table.
    private func place(of key: UInt64) -> Int {
        let spread = key &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: spread >> 32) & (keys.count - 1)
    }
}
