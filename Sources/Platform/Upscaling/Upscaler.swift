import Crypto
package import FoundationEssentials
package import Imaging
import NIOCore
import Synchronization

/// Makes pictures 2 or 4 times as wide and as high by a trained network, on this machine.
///
/// The network (realesr-animevideov3 of Real-ESRGAN) was trained on drawn films: it draws the edges of drawings crisply and smears the
/// textures of photographs. It is read at the first picture and kept. One picture at a time, on a thread of its own, which
/// has the processors' help; memory beside the picture and its result is that of one tile, some 200 MB, whatever the size.
/// Transparency is enlarged by Lanczos' filter.
package final class Upscaler: Sendable {
    /// Of the file that `scripts/convert-weights` makes.
    package static let weightsHash = "a32f5ea500d9ab3e6809aaaca7b74ed059cfdb38771e6b5949c6430bb6db3985"
    /// Where the network lies in the share folder.
    package static let weightsPath = "weights/realesr-animevideov3.net"
    /// How many pictures may be worked on or wait: each may be large.
    private static let longestQueue = 64

    private let weights: URL
    private let hash: String
    private let threads: Int
    private let worker = Imaging(threads: 1, longestQueue: longestQueue)
    private let network = Mutex<Network?>(nil)

    /// Names the file and how many processors help; reads nothing until the first picture.
    package init(weights: URL, threads: Int = System.coreCount, hash: String = weightsHash) {
        self.weights = weights
        self.threads = threads
        self.hash = hash
    }

    /// Whether the file is what we know.
    /// - Throws: `UpscalerError.missing` or `damaged`.
    package static func check(_ file: URL, hash: String = weightsHash) throws(UpscalerError) {
        _ = try read(file, hash)
    }

    /// Enlarges a picture 2 or 4 times; what comes out has at most 12,288 pixels a side and 36 million in all.
    ///
    /// `report` is told the share that is done, many times a second. Cancelling the calling task stops the work within a tile.
    /// - Throws: `UpscalerError` about the weights; `ImagingError.busy`, `cancelled`, or `failed`, for a wrong factor or size too.
    package func enlarge(
        _ picture: Picture,
        by factor: Int,
        report: @escaping @Sendable (Double) -> Void = { _ in }
    ) async throws -> Picture {
        let network = try read()
        return try await worker.run { call throws(ImagingError) in
            try network.enlarge(picture, by: factor, on: call, report: report)
        }
    }

    private func read() throws -> Network {
        try network.withLock { network in
            if let network { return network }
            let read = try Network(Self.read(weights, hash), threads: threads)
            network = read
            return read
        }
    }

    private static func read(_ file: URL, _ hash: String) throws(UpscalerError) -> Data {
        guard let bytes = try? Data(contentsOf: file) else { throw .missing }
        let found = SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        guard found == hash else { throw .damaged }
        return bytes
    }
}

/// Why the network cannot be had.
package enum UpscalerError: Error, Hashable, Sendable, CustomStringConvertible {
    case missing
    /// Not the file that we know.
    case damaged
    case failed

    package var description: String {
        switch self {
        case .missing: "the enlarging network's weights are missing; install the share folder again"
        case .damaged:
            "the enlarging network's weights are not the file that we know; install the share folder again"
        case .failed: "the enlarging network could not be made"
        }
    }
}
