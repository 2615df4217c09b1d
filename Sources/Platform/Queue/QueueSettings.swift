import Kernel

/// The bounds of the queue.
package struct QueueSettings: Sendable {
    /// Items worked on at once by this process.
    package var slots = 2
    /// Beside them, items that wait for other servers.
    package var slotsElsewhere = 16
    /// How long a silent worker keeps an item.
    package var lease: Duration = .seconds(30)
    package var heartbeat: Duration = .seconds(5)
    /// How often running work is asked whether it may still go on.
    package var permission: Duration = .milliseconds(500)
    /// How long a worker without work waits before it looks for what other processes queued.
    package var poll: Duration = .seconds(1)
    /// How far behind the last item that somebody has waiting their next one of the type stands in the line.
    ///
    /// Whoever comes meanwhile goes first: a client that orders a hundred pictures at once holds up its own alone.
    package var gap: Duration = .seconds(60)
    /// Tries that may fail before an item is abandoned.
    package var tries = 3
    /// The longest wait between two tries.
    package var longestBackoff: Duration = .seconds(60)
    /// Workers that may vanish with an item before it is abandoned: it may be what kills them.
    package var losses = 20
    /// Between two stored progress reports of one item.
    package var reportInterval: Duration = .milliseconds(100)
    /// How long running items may go on once the server is told to stop, before they are handed back.
    package var patience: Duration = .seconds(15)

    package init() {}

    func slots(_ place: WorkPlace) -> Int {
        switch place {
        case .here: slots
        case .elsewhere: slotsElsewhere
        }
    }

    /// The wait before try number `failures` + 1: 1, 2, 4 … seconds up to `longestBackoff`, ±25 % by `chance` (0 to 1).
    func backoff(after failures: Int, chance: Double) -> Duration {
        let doubled = Duration.seconds(1 << min(max(failures - 1, 0), 20))
        let wait = Double(min(doubled, longestBackoff).wholeMilliseconds)
        return .milliseconds(Int64(wait * (0.75 + chance / 2)))
    }
}
