import Kernel
import Testing

@testable import Typography

struct StoppingTests {
    @Test func `a cancelled task sets nothing`() async {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await TypeCase.typography.set(TypeCase.setting(), in: TypeCase.box)
        }
        await #expect(throws: TypographyError.cancelled) { try await task.value }
    }

    @Test func `texts beyond the queue are refused`() async throws {
        let typography = Typography(imaging: TypeCase.imaging, threads: 1, longestQueue: 0)
        await #expect(throws: TypographyError.busy) {
            try await typography.measure(TypeCase.setting(), in: TypeCase.box)
        }
    }

    @Test func `many texts are set at once as they are one by one`() async throws {
        let texts = (0..<24).map { "Text \($0) 文字 🙂" }
        var alone: [TextMetrics] = []
        for text in texts {
            alone.append(
                try await TypeCase.typography.measure(
                    TypeCase.setting(text, size: .fit(4...300)),
                    in: TypeCase.box
                )
            )
        }
        let together = try await withThrowingTaskGroup(of: (Int, TextMetrics).self) { group in
            for (place, text) in texts.enumerated() {
                group.addTask {
                    let setting = TypeCase.setting(text, size: .fit(4...300))
                    return (place, try await TypeCase.typography.measure(setting, in: TypeCase.box))
                }
            }
            return try await group.reduce(into: [Int: TextMetrics]()) { $0[$1.0] = $1.1 }
        }
        #expect(texts.indices.map { together[$0] } == alone)
    }
}
