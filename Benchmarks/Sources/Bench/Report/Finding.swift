/// One line of the table: what was measured, and what it may be.
struct Finding: Sendable {
    /// What a time may exceed its limit by before it counts as missed: what a shared machine's noise is worth.
    private static let noise = 1.25

    enum Verdict: String {
        case met
        /// Over the limit, but by no more than noise.
        case close
        case missed
    }

    let what: String
    let measured: Quantity
    let limit: Limit

    init(_ what: String, _ measured: Quantity, _ limit: Limit) {
        self.what = what
        self.measured = measured
        self.limit = limit
    }

    /// What was measured as a share of its limit; nil when nothing at all is allowed.
    var ratio: Double? {
        limit.value > 0 ? measured.value / limit.value : nil
    }

    var verdict: Verdict {
        guard let ratio else { return measured.value == 0 ? .met : .missed }
        if ratio <= 1 { return .met }
        return measured.isNoisy && ratio <= Self.noise ? .close : .missed
    }
}

/// The most that a measurement may be.
enum Limit: Sendable {
    /// A number of the design's, in the unit of the measurement.
    case budget(Double)
    /// A share of what a peer took in the same run.
    case share(Double, of: Quantity)
    case none

    var value: Double {
        switch self {
        case .budget(let most): most
        case .share(let share, let peer): share * peer.value
        case .none: 0
        }
    }

    func words(_ unit: Quantity.Unit) -> String {
        switch self {
        case .budget(let most): "≤ \(Quantity(most, unit))"
        case .share(let share, let peer): "≤ \(share) × \(peer)"
        case .none: "none"
        }
    }
}
