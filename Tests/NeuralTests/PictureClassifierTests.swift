import Crypto
import Foundation
import Imaging
import Kernel
import TestSupport
import Testing

@testable import Neural

/// The classifier against numbers that its own package gave (Pillow 13.0.0, onnxruntime 1.23.2).
@Suite(.timeLimit(.minutes(5)))
struct PictureClassifierTests {
    static let weights = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../share").standardizedFileURL.appending(path: PictureClassifier.weightsPath)
    static let hasWeights = FileManager.default.fileExists(atPath: weights.path)
    static let imaging = Imaging { _ in }

    /// A picture by a formula, what Pillow makes of it at 256 × 256 (the beginning of the SHA-256), and its score.
    struct Reference: Sendable, CustomTestStringConvertible {
        let pattern: String
        let size: PixelSize
        let hash: String
        let score: Double

        init(_ pattern: String, _ width: Int, _ height: Int, _ hash: String, _ score: Double) {
            (self.pattern, size) = (pattern, PixelSize(width: width, height: height))
            (self.hash, self.score) = (hash, score)
        }

        var testDescription: String { "\(pattern) \(size)" }

        func picture(bands: Int = 3) async throws -> Picture {
            var bytes: [UInt8] = []
            for y in 0..<size.height {
                for x in 0..<size.width { bytes += colour(x, y).map { UInt8($0) } + (bands == 4 ? [77] : []) }
            }
            return try await PictureClassifierTests.imaging.picture(
                of: try #require(RawPixels(size: size, bands: bands, bytes: bytes))
            )
        }

        private func colour(_ x: Int, _ y: Int) -> [Int] {
            let (width, height) = (size.width, size.height)
            return switch pattern {
            case "waves": [(x * 7 + y * 3) % 256, (x * x + y) % 256, (x ^ y) % 256]
            case "slope":
                [x * 255 / (width - 1), y * 255 / (height - 1), (x + y) * 255 / (width + height - 2)]
            default: [224 - x * 40 / width, 172 - y * 40 / height, 150 - (x + y) * 40 / (width + height)]
            }
        }

        static let all = [
            Reference("waves", 300, 200, "d8d14fc220e1f4c4", 0.008046),
            Reference("slope", 64, 512, "06308b45579c0508", 0.001747),
            Reference("skin", 1024, 768, "b37247fb14a4f6f7", 0.096797),
            Reference("waves", 256, 256, "ac55a9373b3ada4d", 0.003858),
            Reference("slope", 100, 37, "12ec172e3fbba040", 0.009963),
        ]
    }

    @Test(arguments: Reference.all, [3, 4])
    func `scaling is Pillow's, bit by bit`(reference: Reference, bands: Int) async throws {
        let scaled = try await reference.picture(bands: bands).scaled(to: 256)
        let hash = SHA256.hash(data: scaled.samples).prefix(8).map {
            ($0 < 16 ? "0" : "") + String($0, radix: 16)
        }
        #expect(hash.joined() == reference.hash)
    }

    @Test(.enabled(if: hasWeights, "bootstrap --classifier has not run"), arguments: Reference.all)
    func `a score is that of the package itself`(reference: Reference) async throws {
        let classifier = PictureClassifier(weights: Self.weights, imaging: Self.imaging)
        let found = try await classifier.judge(reference.picture())
        // Another JPEG library may round a sample otherwise.
        #expect(abs(found.score - reference.score) < max(0.002, reference.score * 0.02), "\(found.score)")
    }

    @Test(.enabled(if: hasWeights, "bootstrap --classifier has not run"))
    func `weights with one bit changed are refused, by hash and by name`() async throws {
        let folder = try TempFolder()
        let file = folder.url.appending(path: "net.onnx")
        var bytes = try Data(contentsOf: Self.weights)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: file)
        #expect(throws: ClassifierError.damaged) { try PictureClassifier.check(file) }
        let classifier = PictureClassifier(weights: file, imaging: Self.imaging)
        await #expect(throws: ClassifierError.damaged) {
            try await classifier.judge(Reference.all[0].picture())
        }
    }

    @Test(arguments: [0, 1, 100, 4_096])
    func `bytes that are no network are refused by the library's façade too`(count: Int) throws {
        #expect(throws: ClassifierError.damaged) { try Network(Data(repeating: 0x08, count: count)) }
    }

    @Test(
        .enabled(if: hasWeights, "bootstrap --classifier has not run"),
        arguments: [1_000, 1_000_000, 20_000_000]
    )
    func `a network that is cut short is refused`(count: Int) throws {
        let bytes = try Data(contentsOf: Self.weights).prefix(count)
        #expect(throws: ClassifierError.self) { try Network(Data(bytes)) }
    }

    @Test func `missing weights are named as missing`() throws {
        #expect(throws: ClassifierError.missing) {
            try PictureClassifier.check(URL(filePath: "/nowhere/open-nsfw.onnx"))
        }
    }
}
