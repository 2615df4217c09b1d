import Synchronization

/// Passes on only every so many percent of what is reported often.
final class ProgressSteps: Sendable {
    private let step: Double
    private let next: Mutex<Double>
    private let told: @Sendable (Double) -> Void

    init(of step: Double, _ told: @escaping @Sendable (Double) -> Void) {
        self.step = step
        self.told = told
        next = Mutex(0)
    }

    func report(_ share: Double) {
        let isDue = next.withLock { next in
            guard share >= next else { return false }
            next = share + step
            return true
        }
        if isDue { told(share) }
    }
}
