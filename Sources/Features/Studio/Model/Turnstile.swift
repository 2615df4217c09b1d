/// Lets so many tasks at a time do what takes much memory, in the order of their coming.
///
/// A task that was cancelled while it waited gets its turn all the same, and ends it at once.
actor Turnstile {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(letting count: Int) {
        free = count
    }

    /// Waits for a turn, which `leave` must end.
    func enter() async {
        guard free == 0 else {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func leave() {
        guard waiting.isEmpty else { return waiting.removeFirst().resume() }
        free += 1
    }
}
