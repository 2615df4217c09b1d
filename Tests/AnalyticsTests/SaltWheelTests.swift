import Foundation
import Kernel
import Synchronization
import TestSupport
import Testing

@testable import Analytics

struct SaltWheelTests {
    let network = CutAddress(IPAddress(bytes: [203, 0, 113, 77]))

    private func pseudonym(_ wheel: SaltWheel, _ day: Int, _ family: String = "Firefox 140") -> DayPseudonym {
        wheel.pseudonym(of: network, family, at: "studio.example", on: day)
    }

    @Test func `a client is the same all day, and somebody else the day after`() {
        let wheel = SaltWheel(.seeded(), day: 1)
        let first = pseudonym(wheel, 1)
        #expect(first.bytes.count == 8)
        #expect(pseudonym(wheel, 1) == first)
        #expect(pseudonym(wheel, 1, "Firefox 141") != first)
        #expect(pseudonym(wheel, 2) != first)
        // The salt is gone: the day before, asked for again, is yet another.
        #expect(pseudonym(wheel, 1) != first)
    }

    @Test func `a process that starts anew knows nobody`() {
        let randomness = Randomness.seeded()
        let (before, after) = (SaltWheel(randomness, day: 1), SaltWheel(randomness, day: 1))
        #expect(pseudonym(before, 1) != pseudonym(after, 1))
    }

    @Test func `each day takes thirty-two new bytes, once`() {
        let drawn = Mutex<[Int]>([])
        let source = Randomness.seeded()
        let wheel = SaltWheel(
            Randomness { count in
                drawn.withLock { $0.append(count) }
                return source.bytes(count)
            },
            day: 1
        )
        for day in [1, 1, 2, 2, 3] { wheel.turn(to: day) }
        #expect(drawn.withLock { $0 } == [32, 32, 32])
    }

    @Test func `only so many are told apart in a day, and a new day begins with nobody`() {
        let visitors = DayVisitors()
        let first = DayPseudonym(bytes: Data(repeating: 1, count: 8))
        #expect(visitors.isNew(first, on: 1))
        #expect(!visitors.isNew(first, on: 1))
        #expect(visitors.isNew(first, on: 2))
        visitors.turn(to: 3)
        #expect(visitors.isNew(first, on: 3))
    }
}
