import FoundationEssentials
import Imaging
import Kernel

/// A picture as hard to encode as a photograph: soft shapes under fine grain, the same in every run.
enum Photograph {
    static let size = PixelSize(width: 2_000, height: 1_333)

    static func jpeg(_ imaging: Imaging) async throws -> Data {
        guard let pixels = RawPixels(size: size, bands: 3, bytes: samples()) else {
            throw Complaint("the test photograph does not fit its size")
        }
        return try await imaging.encode(imaging.picture(of: pixels), as: .jpeg(quality: 90))
    }

    private static func samples() -> [UInt8] {
        var grain = SeededGenerator(Seed(clamping: 1))
        var samples: [UInt8] = []
        samples.reserveCapacity(size.pixels * 3)
        for y in 0..<size.height {
            for x in 0..<size.width {
                let noise = Int(truncatingIfNeeded: grain.next() & 15)
                let hill = (x * x / 900 + y * y / 700) % 512
                let light = hill < 256 ? hill : 511 - hill
                for band in 0..<3 {
                    samples.append(UInt8(clamping: light * (3 + band) / 6 + y / 14 + noise))
                }
            }
        }
        return samples
    }
}
