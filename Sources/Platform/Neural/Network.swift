import CNeural
import FoundationEssentials

/// A network with its weights, in memory of the library.
///
/// Unchecked because it owns a C handle: the classifier hands it to one thread at a time, under its lock.
final class Network: @unchecked Sendable {
    /// What its authors subtract of blue, green and red.
    private static let mean: [Float] = [104, 117, 123]

    private let handle: OpaquePointer

    init(_ weights: Data) throws(ClassifierError) {
        var handle: OpaquePointer?
        let status = weights.withUnsafeBytes { bytes in
            bytes.baseAddress.map { neural_load($0, bytes.count, &handle) } ?? .NEURAL_UNREADABLE
        }
        guard status == .NEURAL_OK, let handle else {
            throw status == .NEURAL_FAILED ? .failed : .damaged
        }
        self.handle = handle
    }

    deinit {
        neural_release(handle)
    }

    /// The second of the network's two numbers.
    func score(of samples: [UInt8]) throws(ClassifierError) -> Float {
        guard samples.count == PictureScore.side * PictureScore.side * 3 else { throw .failed }
        var scores: [Float] = [0, 0]
        let status = neural_run(handle, samples, Int32(PictureScore.side), Self.mean, &scores, 2)
        guard status == .NEURAL_OK else { throw status == .NEURAL_MISFIT ? .damaged : .failed }
        return scores[1]
    }
}
