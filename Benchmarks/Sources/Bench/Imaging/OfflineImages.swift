import Engines
import Imaging
import Kernel
import Studio

/// The offline engine's way to a stored picture, without the storing: compose, draw, encode, three thumbnails.
struct OfflineImages {
    static let prompts = [
        "a red boat on a lake at sunset",
        "three cats and a lighthouse, 「福」",
        "a house in a snowy forest at night",
        "a bicycle in the city in the rain",
        "一只猫坐在山上看月亮",
    ]

    private let engine: Sketch
    private let imaging: Imaging

    init(_ share: ShareContents) throws {
        imaging = Imaging()
        engine = Sketch(library: try SketchLibrary(folder: share.sketch), imaging: imaging)
    }

    /// The median of the prompts, after one that warms fonts and caches.
    func finding(side: Int, seconds: Double) async throws -> Finding {
        let size = PixelSize(width: side, height: side)
        let prompts = try Self.prompts.map { try Prompt($0) }
        try await make(prompts[0], size)
        let samples = try await Samples.timing(prompts.count) { try await make(prompts[$0], size) }
        return Finding("offline image \(side)², engine to files", .seconds(samples.median), .budget(seconds))
    }

    private func make(_ prompt: Prompt, _ size: PixelSize) async throws {
        let order = EngineOrder(prompt: prompt, size: size, seed: Seed(clamping: 7), style: nil)
        guard case .pixels(let picture) = try await engine.make(order, report: { _ in }).output else {
            throw Complaint("the offline engine drew nothing")
        }
        _ = try await imaging.encode(picture, as: .png)
        _ = try await imaging.thumbnails(of: picture, widths: Image.thumbnailWidths, as: .webp(quality: 82))
    }
}
