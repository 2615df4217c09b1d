import Foundation
import Imaging
import Kernel
import Testing

@testable import Engines

/// Every subject in every style and in pictures of every shape; `SketchDrawingTests` has its short form.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["NBP_PROVE"] != nil))
struct SketchSweepTests {
    private static let imaging = Imaging(longestQueue: 8_192)
    private static let unit = 64

    @Test(arguments: SketchSupport.subjects, SketchSupport.styles)
    func `every subject is drawn in every style and shape`(subject: String, style: String) async throws {
        let library = try SketchSupport.library()
        for ratio in AspectRatio.allCases {
            let (width, height) = ratio.sides
            let size = PixelSize(
                width: max(Self.unit, Self.unit * width / height),
                height: max(Self.unit, Self.unit * height / width)
            )
            let scene = try SketchSupport.scene(of: subject, size: size, style: style)
            let item = try #require(scene.items.first)
            #expect(scene.canvas.box.contains(item.box(in: library), within: 2), "\(size) cuts it")
            var bare = scene
            bare.items[0].foot.x = -5_000
            let (full, empty) = try await (picture(of: scene, size), picture(of: bare, size))
            let changed = zip(full.bytes, empty.bytes).count { abs(Int($0) - Int($1)) > 10 }
            #expect(changed > full.bytes.count / 500, "\(size) does not show it")
        }
    }

    private func picture(of scene: Scene, _ size: PixelSize) async throws -> RawPixels {
        let writer = try #require(try SceneWriter(scene, library: SketchSupport.library()))
        let picture = try await ScenePainter(imaging: Self.imaging).picture(of: writer, size: size)
        return try await Self.imaging.pixels(of: picture)
    }
}
