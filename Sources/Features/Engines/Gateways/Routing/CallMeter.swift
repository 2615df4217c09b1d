package import Engines
import Kernel
import Metrics
import Outbound

/// Counts what comes of one call, under names and labels of the closed registry: nothing of an order is among them.
struct CallMeter {
    private let maker: [(String, String)]
    private let lane: HostLabel
    private let clock: Clock
    private let start: Timestamp

    /// The call begins now.
    init(_ route: Route, at lane: HostLabel, clock: Clock) {
        maker = [("engine", route.engine), ("model", route.model)]
        self.lane = lane
        self.clock = clock
        start = clock.now()
    }

    /// The call ended; nil for a picture.
    func end(_ failure: GatewayFailure?, _ receipt: GatewayReceipt) {
        let outcome = failure?.reason.outcome ?? .made
        Counter(
            label: "engine.calls",
            dimensions: maker + [("lane", lane.text), ("outcome", outcome.rawValue)]
        )
        .increment()
        // A clock that is put back makes no call shorter than nothing.
        let took = max(0, (clock.now() - start).wholeMilliseconds)
        Timer(label: "engine.duration", dimensions: maker + [("class", outcome.kind.rawValue)])
            .recordMilliseconds(took)
        for (unit, amount) in CallCost(receipt, isMade: failure == nil).amounts {
            Counter(label: "engine.used", dimensions: maker + [("unit", unit.rawValue)]).increment(by: amount)
        }
    }

    /// A picture was made by another engine than its model names first.
    static func fellBack(to route: Route) {
        Counter(label: "engine.fallbacks", dimensions: [("engine", route.engine), ("model", route.model)])
            .increment()
    }
}

extension GatewayFailure.Reason {
    /// The same in the words that metrics and pages share; a test compares the two.
    package var outcome: CallOutcome { CallOutcome(rawValue: rawValue) ?? .unknown }
}

/// What a lane shows of itself at any moment.
struct LaneGauges {
    private let running: Meter
    private let breaker: Meter

    init(_ lane: HostLabel, _ metrics: any MetricsFactory) {
        let labels = [("lane", lane.text)]
        running = Meter(label: "engine.running", dimensions: labels, factory: metrics)
        breaker = Meter(label: "engine.breaker.open", dimensions: labels, factory: metrics)
        show(running: 0, isOpen: false)
    }

    func show(running count: Int, isOpen: Bool) {
        running.set(count)
        breaker.set(isOpen ? 1 : 0)
    }
}
