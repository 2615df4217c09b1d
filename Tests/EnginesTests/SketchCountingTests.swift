import Imaging
import Kernel
import Testing

@testable import Engines

/// Whether one sees as many things as were asked for, counted in the pixels.
struct SketchCountingTests {
    private static let imaging = Imaging(longestQueue: 8_192)
    private static let size = PixelSize(width: 320, height: 240)

    private func pixels(of scene: Scene) async throws -> RawPixels {
        let picture = try await Self.imaging.draw(svg: try SketchSupport.svg(scene), size: Self.size)
        return try await Self.imaging.pixels(of: picture)
    }

    /// Of things without leaves, wings or strings that may touch each other.
    @Test(
        arguments: [("a cat", 1), ("two dogs", 2), ("three penguins", 3), ("三隻貓", 3), ("兩棵樹", 2)],
        1...3
    )
    func `things are seen as often as they were asked for`(asked: (String, Int), seed: Int) async throws {
        var scene = try SketchSupport.scene(asked.0, seed: seed, size: Self.size, style: "flat")
        // Shadows join what stands apart.
        for place in scene.items.indices { scene.items[place].isGrounded = false }
        var bare = scene
        for place in bare.items.indices { bare.items[place].foot.x = -5_000 }
        let mask = try await PixelMask(pixels(of: scene), unlike: pixels(of: bare))
        #expect(mask.pieces(ofAtLeast: 0.1).count == asked.1)
    }
}

/// The pixels in which two pictures of the same size differ.
private struct PixelMask {
    private let width: Int
    private let differs: [Bool]

    init(_ one: RawPixels, unlike other: RawPixels) {
        width = one.width
        differs = (0..<one.height).flatMap { y in
            (0..<one.width).map { x in zip(one[x, y], other[x, y]).contains { abs(Int($0) - Int($1)) > 10 } }
        }
    }

    /// The sizes of its connected pieces (8-connectivity), without those below a share of the largest.
    func pieces(ofAtLeast share: Double) -> [Int] {
        var left = differs
        var sizes: [Int] = []
        for start in left.indices where left[start] {
            var (open, size) = ([start], 0)
            left[start] = false
            while let place = open.popLast() {
                size += 1
                for near in neighbours(of: place) where left[near] {
                    left[near] = false
                    open.append(near)
                }
            }
            sizes.append(size)
        }
        let least = Double(sizes.max() ?? 0) * share
        return sizes.filter { Double($0) >= least }
    }

    private func neighbours(of place: Int) -> [Int] {
        let x = place % width
        return [-1, 0, 1].flatMap { dy in
            [-1, 0, 1].compactMap { dx in
                let near = place + dy * width + dx
                return (0..<width).contains(x + dx) && differs.indices.contains(near) ? near : nil
            }
        }
    }
}
