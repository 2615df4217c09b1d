import FoundationEssentials
import Synchronization

/// Samples of designs that were rendered already: everybody may ask for them as often as they like.
///
/// Designs change with releases only, so that what is here stays true as long as the process runs.
final class SampleShelf: Sendable {
    /// More than there are; past it all are forgotten, for memory is bounded.
    static let most = 1_000

    private let samples = Mutex<[String: Data]>([:])

    subscript(name: String) -> Data? { samples.withLock { $0[name] } }

    func keep(_ sample: Data, as name: String) {
        samples.withLock { samples in
            if samples.count >= Self.most { samples = [:] }
            samples[name] = sample
        }
    }
}
