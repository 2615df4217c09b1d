import Synchronization

/// Collects what is logged.
final class Words: Sendable {
    private let words = Mutex<[String]>([])

    var all: [String] { words.withLock { $0 } }

    func append(_ word: String) {
        words.withLock { $0.append(word) }
    }
}
