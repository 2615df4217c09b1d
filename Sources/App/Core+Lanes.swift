import API
import Gateways
import Outbound

extension Core {
    /// The servers and keys of engines elsewhere, as the admin site shows them.
    var laneStates: [LaneState] {
        get async {
            guard let router else { return [] }
            return await router.report().flatMap { station in
                station.lanes.map { LaneState($0, of: station.engine) }
            }
        }
    }
}

extension LaneState {
    fileprivate init(_ lane: LaneReport, of engine: String) {
        self.init(
            engine: engine,
            label: lane.label.text,
            health: Health(lane),
            underWay: lane.outstanding,
            lastFailure: lane.lastFailure.map { Failure($0.outcome, at: $0.at) }
        )
    }
}

extension LaneState.Health {
    /// What keeps it longest from being asked.
    fileprivate init(_ lane: LaneReport) {
        self =
            if lane.isShut {
                .shut
            } else if lane.isOpen {
                .resting
            } else if let end = lane.pausedUntil {
                .paused(until: end)
            } else {
                .ready
            }
    }
}
