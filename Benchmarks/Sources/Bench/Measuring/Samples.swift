/// Repeated measurements of one thing.
struct Samples: Sendable {
    private let sorted: [Duration]

    init(_ durations: [Duration]) {
        sorted = durations.sorted()
    }

    /// The middle one; of an even count the higher of the two.
    var median: Duration { quantile(0.5) }

    /// The smallest that this share of them does not exceed.
    func quantile(_ share: Double) -> Duration {
        guard !sorted.isEmpty else { return .zero }
        let place = Int((Double(sorted.count) * share).rounded(.down))
        return sorted[min(place, sorted.count - 1)]
    }

    /// Runs `act` so many times, one after another, and times each.
    static func timing(
        _ count: Int,
        _ act: (_ number: Int) async throws -> Void
    ) async rethrows -> Samples {
        let clock = ContinuousClock()
        var durations: [Duration] = []
        durations.reserveCapacity(count)
        for number in 0..<count {
            durations.append(try await clock.measure { try await act(number) })
        }
        return Samples(durations)
    }
}
