package import Engines
package import Kernel
package import Outbound

/// How a lane is doing, for those who look after it.
package struct LaneReport: Hashable, Sendable {
    /// A call that brought no picture.
    package struct Failure: Hashable, Sendable {
        package let outcome: CallOutcome
        package let at: Timestamp
    }

    package let label: HostLabel
    /// Calls under way.
    package let outstanding: Int
    /// Whether it is left alone after failures in a row.
    package let isOpen: Bool
    /// Until when the server wants no call; nil where it takes them.
    package let pausedUntil: Timestamp?
    /// Whether its key opens nothing.
    package let isShut: Bool
    /// The last one that nobody called off.
    package let lastFailure: Failure?
}

/// The lanes of one engine.
package struct StationReport: Hashable, Sendable {
    /// The engine's name in the registry.
    package let engine: String
    package let lanes: [LaneReport]
}
