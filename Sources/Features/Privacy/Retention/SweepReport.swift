package import Kernel

/// What a sweep found and did; counts, and nothing of anybody.
package struct SweepReport: Hashable, Sendable {
    /// What became of one store.
    package struct Line: Hashable, Sendable {
        package let store: String
        /// Rows, or people, whose time was over; held ones among them.
        package var over = 0
        /// What was deleted, or whose erasure was begun.
        package var gone = 0
        /// What a legal hold keeps past its time; of rows that go with their person, past that person's erasure.
        package var held = 0
        /// What is still there though its time was over by more than the grace: a fault.
        package var overdue = 0
    }

    package let at: Timestamp
    /// Whether it only looked.
    package let isDry: Bool
    package var lines: [Line] = []

    package var overdue: Int { lines.map(\.overdue).reduce(0, +) }
    package var held: Int { lines.map(\.held).reduce(0, +) }
}
