import Foundation
import Imaging
import Kernel
import Synchronization
import Testing
import Upscaling

@testable import Engines

/// Which way a picture is enlarged, and what is refused.
@Suite(.timeLimit(.minutes(5)))
struct EnlargerTests {
    private let imaging = Imaging()
    private let enlarger: Enlarger

    init() {
        let weights = SketchSupport.folder.deletingLastPathComponent().appending(path: Upscaler.weightsPath)
        enlarger = Enlarger(imaging: imaging, upscaler: Upscaler(weights: weights))
    }

    @Test(arguments: ["flat", "line-art", "ink-wash", "paper-cut"])
    func `a drawing is known by its pixels alone`(style: String) async throws {
        let size = PixelSize(width: 1_024, height: 768)
        let scene = try SketchSupport.scene("a cat in a garden", size: size, style: style)
        let drawing = try await imaging.draw(svg: SketchSupport.svg(scene), size: size)
        let evenness = try await imaging.evenness(of: drawing)
        #expect(evenness >= Enlarger.leastEvennessOfDrawings)
    }

    @Test func `a drawing goes through the network`() async throws {
        #expect(try await enlarged(flat(), .automatic).method == .neural)
    }

    @Test(arguments: [
        (DigitalSourceType.algorithmicMedia, EnlargeMethod.neural), (.digitalCapture, .lanczos),
    ])
    func `what is known of the origin decides before the pixels`(
        origin: DigitalSourceType,
        method: EnlargeMethod
    ) async throws {
        let sources = try await [photograph(), flat()]
        for source in sources {
            #expect(try await enlarged(source, .automatic, origin: origin).method == method)
        }
    }

    @Test func `what has grain like a photograph goes through the filter`() async throws {
        #expect(try await enlarged(photograph(), .automatic).method == .lanczos)
    }

    @Test(arguments: [EnlargeMethod.neural, .lanczos], EnlargeFactor.allCases)
    func `what was asked for is what is done`(method: EnlargeMethod, factor: EnlargeFactor) async throws {
        let found = try await enlarged(photograph(), method, factor)
        #expect(found.method == method)
        #expect(
            found.picture.size == PixelSize(width: 96 * factor.rawValue, height: 64 * factor.rawValue)
        )
    }

    @Test(arguments: [(3_073, 1), (1, 3_073), (1_501, 1_500)])
    func `more than a picture may have is refused before any work`(width: Int, height: Int) throws {
        let size = PixelSize(width: width, height: height)
        #expect(throws: Problem(.enlargedTooLarge, field: "scale", ["scale": "4", "size": "\(size)"])) {
            try EnlargeFactor.four.enlarged(size)
        }
    }

    @Test(arguments: [(3_072, 1), (1_500, 1_500), (1, 1)])
    func `sizes up to the bounds are enlarged`(width: Int, height: Int) throws {
        let size = try EnlargeFactor.four.enlarged(PixelSize(width: width, height: height))
        #expect(size == PixelSize(width: width * 4, height: height * 4))
    }

    @Test func `progress is told in steps, upwards, under its own name`() async throws {
        let told = Mutex<[EngineProgress]>([])
        let order = order(
            .enlarge(EnlargeRequest(source: try await photograph(), factor: .two, method: .neural))
        )
        let result = try await enlarger.make(order) { progress in told.withLock { $0.append(progress) } }
        let progress = told.withLock { $0 }
        #expect(result.source == .algorithmicallyEnhanced)
        #expect(progress.allSatisfy { $0.stage == .enlarging })
        #expect((2...100).contains(progress.count))
        #expect(progress.map(\.fraction) == progress.map(\.fraction).sorted())
    }

    @Test func `another engine's task is refused`() async throws {
        let order = order(.generate)
        await #expect(throws: EngineError.refused(Problem(.taskUnsupported, field: "task"))) {
            try await enlarger.make(order) { _ in }
        }
    }

    @Test func `weights that are missing fail the job`() async throws {
        let source = try await photograph()
        let upscaler = Upscaler(weights: URL(filePath: "/nowhere/net"))
        let lost = Enlarger(imaging: imaging, upscaler: upscaler)
        await #expect(throws: EngineError.failed) {
            try await lost.render(EnlargeRequest(source: source, factor: .two, method: .neural)) { _ in }
        }
    }

    @Test func `a cancelled task is told as cancelled`() async throws {
        let source = try await photograph()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await enlarged(source, .automatic)
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    private func enlarged(
        _ picture: Picture,
        _ method: EnlargeMethod,
        _ factor: EnlargeFactor = .two,
        origin: DigitalSourceType = .undisclosed
    ) async throws -> Enlarged {
        let request = EnlargeRequest(source: picture, factor: factor, method: method, origin: origin)
        return try await enlarger.render(request) { _ in }
    }

    private func order(_ task: EngineTask) -> EngineOrder {
        EngineOrder(
            prompt: .none,
            size: PixelSize(width: 192, height: 128),
            seed: Seed(clamping: 1),
            style: nil,
            task: task
        )
    }

    private func flat() async throws -> Picture {
        try await imaging.draw(
            svg: #"<svg xmlns="http://www.w3.org/2000/svg"><circle r="40" fill="red"/></svg>"#,
            size: PixelSize(width: 96, height: 64)
        )
    }

    /// Slopes with grain.
    private func photograph() async throws -> Picture {
        let size = PixelSize(width: 96, height: 64)
        let bytes = (0..<size.pixels * 3).map { (place: Int) -> UInt8 in
            let grain = (place &* 2_654_435_761) >> 7 & 15
            return UInt8(60 + place % 288 / 3 + grain)
        }
        return try await imaging.picture(of: #require(RawPixels(size: size, bands: 3, bytes: bytes)))
    }
}
