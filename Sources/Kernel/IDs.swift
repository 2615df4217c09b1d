import Synchronization

/// Makes ids whose order is that of their making, also within a millisecond and when the clock steps back.
package final class IDs: Sendable {
    private struct State {
        var moment: Timestamp
        var counter: UInt16
    }

    private static let lastCounter: UInt16 = 0x0FFF

    private let clock: Clock
    private let randomness: Randomness
    private let state = Mutex(State(moment: Timestamp(milliseconds: 0), counter: 0))

    package init(clock: Clock, randomness: Randomness) {
        self.clock = clock
        self.randomness = randomness
    }

    package func next<Kind>() -> ID<Kind> {
        let chance = randomness.bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let now = clock.now()
        return state.withLock { state in
            if now > state.moment {
                state = State(moment: now, counter: 0)
            } else if state.counter == Self.lastCounter {
                // 4,096 ids in a millisecond: borrow the next one (RFC 9562, section 6.2).
                state = State(moment: state.moment + .milliseconds(1), counter: 0)
            } else {
                state.counter += 1
            }
            return ID(UUIDv7(at: state.moment, counter: state.counter, chance: chance))
        }
    }
}
