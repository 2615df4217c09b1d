import CNeural
import Imaging
import Kernel

/// A square of RGB samples.
struct Square {
    let side: Int
    let samples: [UInt8]

    /// Its middle.
    func cropped(to inner: Int) -> [UInt8] {
        let margin = (side - inner) / 2
        var cropped: [UInt8] = []
        for row in margin..<margin + inner {
            let start = (row * side + margin) * 3
            cropped += samples[start..<start + inner * 3]
        }
        return cropped
    }
}

extension Picture {
    /// Scaled to a square whatever its shape, as the network was trained.
    func scaled(to side: Int) throws(ClassifierError) -> Square {
        var samples = [UInt8](repeating: 0, count: side * side * 3)
        let status = withSamples { pixels, bands in
            pixels.baseAddress.map {
                neural_scale($0, Int32(size.width), Int32(size.height), Int32(bands), &samples, Int32(side))
            } ?? .NEURAL_FAILED
        }
        guard status == .NEURAL_OK else { throw .failed }
        return Square(side: side, samples: samples)
    }
}
