package import Engines
package import Kernel
package import Telemetry

/// A server or key of an engine elsewhere, as it is doing now.
package struct LaneState: Hashable, Sendable {
    package enum Health: Hashable, Sendable {
        case ready
        /// The server wants no call before then.
        case paused(until: Timestamp)
        /// It is left alone after failures in a row.
        case resting
        /// Its key opens nothing.
        case shut
    }

    /// A call that brought no picture.
    package struct Failure: Hashable, Sendable {
        package let outcome: CallOutcome
        package let at: Timestamp

        package init(_ outcome: CallOutcome, at moment: Timestamp) {
            self.outcome = outcome
            at = moment
        }
    }

    /// The engine's name in the settings.
    package let engine: String
    /// No part of an address or key.
    package let label: String
    package let health: Health
    package let underWay: Int
    package let lastFailure: Failure?

    package init(
        engine: String,
        label: String,
        health: Health,
        underWay: Int,
        lastFailure: Failure?
    ) {
        self.engine = engine
        self.label = label
        self.health = health
        self.underWay = underWay
        self.lastFailure = lastFailure
    }
}

/// How the engines elsewhere are doing.
package struct RemoteReport: Sendable {
    /// None where the settings name no engine.
    package let lanes: [LaneState]
    /// Of the last day, or since the start.
    package let day: EngineNumbers
    package let steps: [MetricsStep]
}

extension Backstage {
    package func remoteReport(over span: MetricsSpan) async -> RemoteReport {
        RemoteReport(
            lanes: await lanes(),
            day: history.engines(over: .day, until: clock.now()),
            steps: steps(over: span)
        )
    }
}
