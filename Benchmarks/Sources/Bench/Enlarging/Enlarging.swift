import FoundationEssentials
import Imaging
import Kernel
import Upscaling

/// 1024² pixels enlarged four times by the network, beside the package ncnn with the same network in the same run.
///
/// Ours counts whole, from picture to picture; of the package's only what the network takes.
struct Enlarging {
    private static let rounds = 5
    private static let seconds = 4.0
    /// At least 1.4 times as fast.
    private static let share = 1 / 1.4
    private static let mostMemory = 600e6
    private static let packages = ["ncnn==1.0.20261020", "numpy==2.4.6"]

    private let imaging = Imaging()
    private let weights: URL
    private let upscaler: Upscaler

    init(_ share: ShareContents) {
        weights = share.folder.appending(path: Upscaler.weightsPath)
        upscaler = Upscaler(weights: weights)
    }

    func findings() async throws -> [Finding] {
        let picture = try await picture()
        try PeakMemory.forget()
        _ = try await upscaler.enlarge(picture, by: 4)
        let memory = try PeakMemory.bytes()
        let peer = try PythonPeer("ncnn-enlarge", [weights.path], packages: Self.packages)
        _ = try peer.time("enlarge")
        let clock = ContinuousClock()
        var (ours, processor, theirs, theirProcessor) = (
            [Duration](), [Duration](), [Duration](), [Duration]()
        )
        // Takes turns, so that a busy moment of the machine meets both.
        for _ in 0..<Self.rounds {
            let before = ProcessorTime.own
            ours.append(try await clock.measure { _ = try await upscaler.enlarge(picture, by: 4) })
            processor.append(ProcessorTime.own - before)
            let took = try peer.time("enlarge")
            theirs.append(took.wall)
            theirProcessor.append(took.processor)
        }
        let name = "enlarge 1024² → 4096²"
        let median = { (times: [Duration]) in Quantity.seconds(Samples(times).median) }
        return [
            Finding(name, median(ours), .budget(Self.seconds)),
            Finding("\(name), to ncnn", median(ours), .share(Self.share, of: median(theirs))),
            Finding(
                "\(name), processor time, to ncnn",
                median(processor),
                .share(Self.share, of: median(theirProcessor))
            ),
            Finding("\(name), peak memory", Quantity(memory, .bytes), .budget(Self.mostMemory)),
        ]
    }

    private func picture() async throws -> Picture {
        let size = PixelSize(width: 1_024, height: 1_024)
        let bytes = (0..<size.pixels * 3).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 9) }
        guard let pixels = RawPixels(size: size, bands: 3, bytes: bytes) else {
            throw Complaint("the test picture does not fit its size")
        }
        return try await imaging.picture(of: pixels)
    }
}
