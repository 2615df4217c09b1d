package import FoundationEssentials
import Kernel
import Synchronization

/// How a picture that is being made looks so far.
package struct PictureDraft: Hashable, Sendable {
    static let box = PixelSize(width: 512, height: 512)
    /// It is shown blurred.
    static let quality = 60

    /// Which picture of its job.
    package let position: Int
    /// Tells a newer one from an older one, within one process.
    package let number: Int
    /// WebP, at most 512 pixels a side.
    package let bytes: Data
}

/// The newest draft of each job that runs here: in memory alone, and gone when the picture is stored or given up.
final class PictureDrafts: Sendable {
    /// Jobs that show one at the same time.
    static let most = 64
    /// In bytes, of one: 512 pixels a side have a fifth of it.
    static let largest = 256 << 10

    private struct State {
        var shown: [JobID: PictureDraft] = [:]
        var last = 0
    }

    private let state = Mutex(State())

    /// - Returns: whether there was room for it.
    func show(_ bytes: Data, at position: Int, of job: JobID) -> Bool {
        guard bytes.count <= Self.largest else { return false }
        return state.withLock { state in
            guard state.shown[job] != nil || state.shown.count < Self.most else { return false }
            state.last += 1
            state.shown[job] = PictureDraft(position: position, number: state.last, bytes: bytes)
            return true
        }
    }

    func draft(of job: JobID) -> PictureDraft? {
        state.withLock { $0.shown[job] }
    }

    func drop(_ job: JobID) {
        state.withLock { $0.shown[job] = nil }
    }
}
