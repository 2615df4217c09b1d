import Engines
import Foundation
import Kernel
import Testing

@testable import API

/// Sizes by the tables of `reference/serving-apis.md`, sections 5.7, 5.8 and 8.
struct ShapedSizeTests {
    /// Before any of the models that the tests name has retired.
    private static let now = Timestamp(milliseconds: 1_795_430_400_000)

    private static func model(_ name: String) throws -> Model {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let file = root.standardizedFileURL.appending(path: "share/models.json")
        return try ModelRegistry(json: Data(contentsOf: file)).model(named: name, at: now)
    }

    private static func size(_ text: String, of model: String) throws -> String? {
        let size = try #require(PixelSize(text))
        return try self.model(model).spec(for: .pixels(size), after: nil)?.size.description
    }

    @Test(arguments: AspectRatio.allCases, Resolution.allCases)
    func `each cell of the table is itself`(ratio: AspectRatio, resolution: Resolution) throws {
        let cell = PixelSize(ratio, resolution).description
        #expect(try Self.size(cell, of: "gemini-nano-banana-2.1") == cell)
        #expect(try Self.size(cell, of: "gemini-3.1-flash-image") == cell)
    }

    @Test(arguments: [
        // The nearest shape, at the detail that the pixels come to.
        ("1024x1024", "1024x1024"), ("1536x1024", "1264x848"), ("1024x1536", "848x1264"),
        ("1792x1024", "1376x768"), ("1920x1080", "1376x768"), ("2048x2048", "2048x2048"),
        ("3840x2160", "2752x1536"), ("4096x4096", "4096x4096"), ("2560x1080", "3168x1344"),
        // Sizes of other models.
        ("1280x896", "1200x896"), ("896x1280", "896x1200"), ("832x1248", "848x1264"),
        ("1536x672", "1584x672"),
        // Below the smallest detail.
        ("256x256", "1024x1024"), ("512x512", "1024x1024"), ("424x632", "848x1264"), ("792x336", "1584x672"),
    ])
    func `a model with tables makes the nearest`(asked: String, made: String) throws {
        #expect(try Self.size(asked, of: "gemini-3-pro-image") == made)
    }

    @Test(arguments: ["4096x4096", "2048x2048", "1024x1024"])
    func `a model of one detail keeps to it`(asked: String) throws {
        #expect(try Self.size(asked, of: "gemini-2.5-flash-image") == "1024x1024")
        #expect(try Self.size(asked, of: "gemini-3.1-flash-lite-image") == "1024x1024")
    }

    @Test(arguments: [
        ("gpt-image-2", "1536x1024"), ("gpt-image-2", "1536x864"), ("gpt-image-2", "3840x2160"),
        ("gpt-image-2", "1024x640"), ("gpt-image-2", "3072x1024"), ("gpt-image-1.5", "1536x1024"),
        ("gpt-image-1-mini", "1024x1536"), ("gpt-image-2.5-flare", "2048x2048"), ("sketch", "640x480"),
        ("sketch", "1536x1024"),
    ])
    func `a model that makes pixels makes them to the pixel`(model: String, size: String) throws {
        #expect(try Self.size(size, of: model) == size)
    }

    @Test(arguments: [
        ("gpt-image-2", "1000x1000"), ("gpt-image-2", "512x512"), ("gpt-image-2", "3856x2160"),
        ("gpt-image-2", "3840x1024"), ("gpt-image-1.5", "1792x1024"), ("gpt-image-1.5", "256x256"),
        ("gpt-image-1-mini", "2048x2048"), ("sketch", "32x32"), ("darkroom", "1024x1024"),
    ])
    func `what a model cannot do is refused by the member's name`(model: String, size: String) throws {
        let problem = #expect(throws: Problem.self) { try Self.size(size, of: model) }
        #expect(problem?.field == "size")
        #expect(problem.map { OpenAIError($0).code } == "invalid_value")
    }

    @Test func `without a size a new picture is square, and a changed one keeps its shape`() throws {
        let model = try Self.model("gemini-3-pro-image")
        #expect(try model.spec(for: .automatic, after: nil)?.size == PixelSize(.square, .oneK))
        #expect(try model.spec(for: .automatic, after: PixelSize(width: 300, height: 100)) == nil)
        let fine = try model.spec(for: .shape(nil, .twoK), after: PixelSize(width: 1_600, height: 900))
        #expect(fine?.size == PixelSize(.landscape16x9, .twoK))
    }

    @Test(arguments: [("1:4", nil, "1:1, 2:3"), ("1:1", "2K", "1K")])
    func `a shape or a detail that a model has not is refused with those that it has`(
        ratio: String,
        resolution: String?,
        known: String
    ) throws {
        let model = try Self.model("gemini-3.1-flash-lite-image")
        let shape = ShapedOrder.Size.shape(
            AspectRatio(rawValue: ratio),
            resolution.flatMap { Resolution(rawValue: $0) }
        )
        let problem = #expect(throws: Problem.self) { try model.spec(for: shape, after: nil) }
        #expect(problem?.arguments["known"]?.hasPrefix(known) == true)
    }
}
