package import Imaging
import Kernel
import NIOCore
import NIOPosix
import Synchronization

/// Texts set exactly as asked for, by Pango and Cairo, on threads of its own.
///
/// The same setting in the same box gives the same pixels with the same fonts. No text is ever read as markup. Cancelling the calling task stops the work between its phases.
/// Make one and share it.
package final class Typography: Sendable {
    /// The most pixels of a box, or of the one around it when it is turned.
    package static let mostPixels = 100_000_000
    /// The longest side of either.
    package static let longestSide = 32_767

    let imaging: Imaging
    let threads: NIOThreadPool
    let longestQueue: Int
    let pending = Atomic(0)

    /// - Parameters:
    ///   - imaging: what holds the pictures
    ///   - threads: how many texts are set at the same time
    ///   - longestQueue: how many may run or wait; more are refused
    package init(
        imaging: Imaging,
        threads: Int = System.coreCount,
        longestQueue: Int = 256
    ) {
        self.imaging = imaging
        self.threads = NIOThreadPool(numberOfThreads: threads)
        self.longestQueue = longestQueue
        self.threads.start()
    }

    deinit {
        threads.shutdownGracefully { _ in }
    }
}
