import Engines
import Imaging
import Kernel
import Studio

/// The offline engine's pictures in every style and of every pattern, from words to files: the slowest one counts.
struct StyledImages {
    private static let prompts = OfflineImages.prompts.prefix(3)
    /// One of each kind.
    private static let patterns = [
        "constellation web", "contour lines", "flow field", "colour gradient", "abstract ribbons",
        "ripple pattern", "tessellation", "layered waves",
    ]
    /// Of a whole drawing: somebody who gives up must not keep a worker for the rest of it.
    private static let mostAfterCancelling = 0.5
    private static let cancellations = 3

    private let engine: Sketch
    private let imaging: Imaging
    private let styles: [String]

    init(_ share: ShareContents) throws {
        imaging = Imaging()
        let library = try SketchLibrary(folder: share.sketch)
        engine = Sketch(library: library, imaging: imaging)
        styles = library.styles.map(\.id)
    }

    func findings() async throws -> [Finding] {
        // Warms fonts and caches.
        for style in styles { try await make(Self.prompts[0], 512, style) }
        return [
            try await slowestStyle(side: 1_024, seconds: 1, Array(Self.prompts)),
            try await slowestStyle(side: 4_096, seconds: 4, [Self.prompts[1]]),
            try await slowestPattern(side: 1_024, seconds: 1),
            try await cancelling(side: 4_096),
        ]
    }

    private func slowestStyle(side: Int, seconds: Double, _ prompts: [String]) async throws -> Finding {
        let times = try await slowest(of: styles) { style in
            try await Samples.timing(prompts.count) { try await make(prompts[$0], side, style) }.median
        }
        return Finding(
            "offline image \(side)², slowest of \(styles.count) styles (\(times.name)), engine to files",
            .seconds(times.time),
            .budget(seconds)
        )
    }

    private func slowestPattern(side: Int, seconds: Double) async throws -> Finding {
        let times = try await slowest(of: Self.patterns) { pattern in
            try await Samples.timing(3) { _ in try await make(pattern, side, nil) }.median
        }
        return Finding(
            "abstract image \(side)², slowest of \(Self.patterns.count) (\(times.name)), engine to files",
            .seconds(times.time),
            .budget(seconds)
        )
    }

    private func slowest(
        of names: [String],
        _ time: (String) async throws -> Duration
    ) async throws -> (name: String, time: Duration) {
        var slowest = (name: "", time: Duration.zero)
        for name in names {
            let taken = try await time(name)
            if taken > slowest.time { slowest = (name, taken) }
        }
        return slowest
    }

    private func make(_ prompt: String, _ side: Int, _ style: String?) async throws {
        guard
            case .pixels(let picture) = try await engine.make(order(prompt, side, style), report: { _ in })
                .output
        else { throw Complaint("the offline engine drew nothing") }
        _ = try await imaging.encode(picture, as: .png)
        _ = try await imaging.thumbnails(of: picture, widths: Image.thumbnailWidths, as: .webp(quality: 82))
    }

    private func order(_ prompt: String, _ side: Int, _ style: String?) throws -> EngineOrder {
        EngineOrder(
            prompt: try Prompt(prompt),
            size: PixelSize(width: side, height: side),
            seed: Seed(clamping: 7),
            style: style
        )
    }

    /// How long a drawing goes on that is given up once it has begun.
    private func cancelling(side: Int) async throws -> Finding {
        let order = try order(Self.prompts[1], side, nil)
        let whole = try await Samples.timing(Self.cancellations) { _ in
            _ = try await engine.make(order, report: { _ in })
        }
        var rests: [Duration] = []
        for _ in 0..<Self.cancellations { rests.append(await rest(of: order)) }
        return Finding(
            "offline image \(side)², from being given up to its end",
            .seconds(Samples(rests).median),
            .share(Self.mostAfterCancelling, of: .seconds(whole.median))
        )
    }

    private func rest(of order: EngineOrder) async -> Duration {
        let (begun, announce) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let engine = engine
        let task = Task {
            defer { announce.finish() }
            return try await engine.make(order) { progress in
                if progress.stage == .drawing { announce.yield() }
            }
        }
        for await _ in begun { break }
        return await ContinuousClock().measure {
            task.cancel()
            _ = await task.result
        }
    }
}
