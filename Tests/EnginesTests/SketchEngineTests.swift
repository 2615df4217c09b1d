import Foundation
import Imaging
import Kernel
import Synchronization
import Testing

@testable import Engines

/// Sketch as an engine: what it tells, refuses and survives.
struct SketchEngineTests {
    // All cases run at once, each with a call of its own.
    private static let imaging = Imaging(longestQueue: 8_192)

    private func order(
        _ prompt: String,
        _ size: String = "128x128",
        style: String? = nil
    ) throws -> EngineOrder {
        EngineOrder(
            prompt: try Prompt(prompt),
            size: try #require(PixelSize(size)),
            seed: Seed(clamping: 4),
            style: style
        )
    }

    private func made(
        _ prompt: String,
        _ size: String = "128x128",
        style: String? = nil
    ) async throws -> EngineResult {
        let sketch = Sketch(library: try SketchSupport.library(), imaging: Self.imaging)
        return try await sketch.make(order(prompt, size, style: style)) { _ in }
    }

    @Test func `it reports reading, composing and drawing, in that order`() async throws {
        let stages = Mutex<[EngineProgress]>([])
        let sketch = Sketch(library: try SketchSupport.library(), imaging: Self.imaging)
        let result = try await sketch.make(order("a cat")) { progress in
            stages.withLock { $0.append(progress) }
        }
        let seen = stages.withLock { $0 }
        #expect(seen.map(\.stage) == [.reading, .composing, .drawing, .drawing, .drawing])
        #expect(seen.map(\.fraction) == seen.map(\.fraction).sorted())
        #expect(result.source == .algorithmicMedia)
        #expect(result.notes.isEmpty)
    }

    @Test(arguments: ["64x64", "512x64", "64x512", "200x300", "1024x128"], SketchSupport.styles)
    func `the picture has the size that was ordered`(size: String, style: String) async throws {
        guard case .pixels(let picture) = try await made("a cat and a bird \"HI\"", size, style: style).output
        else {
            Issue.record("not pixels")
            return
        }
        #expect(picture.size == PixelSize(size))
    }

    @Test(arguments: ["63x64", "64x1000", "12289x2000", "12288x12288", "6001x6000"])
    func `other sizes are refused`(size: String) async throws {
        await #expect(throws: EngineError.refused(Problem(.sizeOutOfBounds, field: "size"))) {
            try await made("a cat", size)
        }
    }

    @Test func `an unknown style is refused`() async throws {
        let styles = SketchSupport.styles
        let refusal = await #expect(throws: EngineError.self) { try await made("a cat", style: "cubism") }
        guard case .refused(let problem) = refusal else {
            Issue.record("not refused")
            return
        }
        #expect((problem.code, problem.field) == (.styleUnknown, "style"))
        #expect(styles.allSatisfy { problem.arguments["styles"]?.contains($0) ?? false })
    }

    @Test(arguments: [
        ("a cat", []),
        ("a minotaur and a cat", [Note(.wordsNotDrawn, words: ["minotaur"])]),
        ("twenty cats", [Note(.countReduced, words: ["cats"])]),
        ("河童", [Note(.wordsNotDrawn, words: ["河童"]), Note(.nothingDrawn)]),
        ("at night", [Note(.nothingDrawn)]),
        ("\"only words\"", []),
        ("沙漠", []),
    ])
    func `notes tell what was left out`(prompt: String, notes: [Note]) async throws {
        #expect(try await made(prompt).notes == notes)
    }

    @Test func `more than eighty quoted characters are cut, and the rest is told`() async throws {
        let words = (10...42).map { "word\($0)" }
        let notes = try await made("\"\(words.joined(separator: " "))\"").notes
        #expect(notes.first?.code == .wordsNotDrawn)
        #expect(notes.first?.words.first == "word21")
        #expect(notes.first?.words.count == Sketch.mostReportedWords)
        let text = try #require(try SketchSupport.scene("\"\(words.joined(separator: " "))\"").text)
        #expect(text.lines.joined(separator: " ").count <= LetteringLayout.mostCharacters)
    }

    @Test(arguments: SketchSupport.styles)
    func `a cancelled task gets no picture`(style: String) async throws {
        let sketch = Sketch(library: try SketchSupport.library(), imaging: Self.imaging)
        let order = try order("a cat", "2048x2048", style: style)
        let task = Task { try await sketch.make(order) { _ in } }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test(arguments: [
        "\"</text><script>alert(1)</script>\"",
        "\"<image href='file:///etc/passwd'/>\"",
        "\"&xxe; &#0; ]]> <!--\"",
        "a cat \"\u{FFFE}\u{FFFF}\u{202E}abc\"",
        "\"\u{1F469}\u{200D}\u{1F467} é e\u{301} ﷺ नमस्ते\"",
    ])
    func `hostile text is only text`(prompt: String) async throws {
        let svg = try SketchSupport.svg(SketchSupport.scene(prompt))
        #expect(!svg.contains("<script") && !svg.contains("&xxe;") && !svg.contains("file:"))
        // Emoji are pictures of their font.
        #expect(svg.count(of: "<image") == svg.count(of: "href=\"data:image/png;base64,"))
        _ = try await made(prompt)
    }

    private static let hostile: [String] = [
        Array(repeating: "a cat", count: 200).joined(separator: ", "),
        String(repeating: "貓", count: 32_000),
        String(repeating: "\"", count: 31_999),
        String(repeating: "「", count: 32_000),
        String(repeating: "a cat on ", count: 3_500),
        String(repeating: "樹下有貓在", count: 6_000),
        String(repeating: "red ", count: 8_000),
        String(repeating: "十", count: 32_000),
        String(repeating: "😀", count: 32_000),
        String(repeating: "q", count: 32_000),
        String(repeating: "a\u{301}", count: 15_000),
        (0..<8_000).map { String(UnicodeScalar(UInt8(97 + $0 * 7 % 26))) + "x " }.joined(),
        "999999999999999999999 cats",
        "\"" + String(repeating: "W", count: 31_000) + "\"",
    ]

    @Test(.timeLimit(.minutes(5)), arguments: hostile.indices)
    func `no prompt takes long or breaks anything`(index: Int) throws {
        let prompt = try Prompt(Self.hostile[index]).text
        let result = try SketchSupport.composed(prompt)
        let svg = try SketchSupport.svg(result.scene)
        #expect(result.scene.items.count <= Cast.mostInAll)
        #expect(svg.utf8.count < 2_000_000)
    }
}
