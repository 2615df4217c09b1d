import CImaging
import NIOCore
import NIOPosix
import Synchronization

/// Pictures in memory: judged, decoded, drawn, shrunk and encoded, on threads of their own.
///
/// Bytes from outside are judged by their content, never by a name, and only the formats of `ImageFormat` are ever
/// decoded. What is written carries no metadata but the XMP packet that the caller hands over. Cancelling the calling
/// task stops the work. Make one and share it: each has its own threads, which end with it.
package final class Imaging: Sendable {
    let threads: NIOThreadPool
    let longestQueue: Int
    let log: @Sendable (String) -> Void
    let pending = Atomic(0)

    /// - Parameters:
    ///   - threads: how many calls run at the same time
    ///   - longestQueue: how many calls may run or wait; each may hold a picture, so more than that are refused
    ///   - log: takes a library's own words about a failure, which are for nobody else
    package init(
        threads: Int = System.coreCount,
        longestQueue: Int = 256,
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.threads = NIOThreadPool(numberOfThreads: threads)
        self.longestQueue = longestQueue
        self.log = log
        self.threads.start()
    }

    deinit {
        threads.shutdownGracefully { _ in }
    }

    /// Whether the library could be started; the first picture starts it, so that the server's start does not wait.
    static let isReady = imaging_start(Int32(clamping: System.coreCount))
}
