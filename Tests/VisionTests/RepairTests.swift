import Imaging
import Kernel
import Testing

@testable import Vision

struct RepairTests {
    let imaging = Imaging()
    let seed = Seed(clamping: 3)
    var vision: Vision { Vision(imaging: imaging) }

    /// Stripes with a red block in them.
    private func spoilt(_ side: Int, _ block: PixelRect) throws -> RawPixels {
        try RawPixels.made(side, side) { x, y in
            let isInside =
                (block.x..<block.x + block.width).contains(x)
                && (block.y..<block.y + block.height).contains(y)
            return isInside ? [255, 0, 0] : Self.stripe(x)
        }
    }

    private static func stripe(_ x: Int) -> [UInt8] { x / 8 % 2 == 0 ? [60, 90, 60] : [180, 200, 160] }

    @Test(arguments: [3, 40])
    func `what the mask covers is gone and the rest stays`(width: Int) async throws {
        let block = PixelRect(x: 70, y: 60, width: width, height: 40)
        let pixels = try spoilt(160, block)
        let mask = Mask(rectangle: block, in: pixels.size)
        let erased = try await imaging.pixels(
            of: vision.erase(mask, from: imaging.picture(of: pixels), seed: seed)
        )
        var inside: [[Int]] = []
        var isOutsideSame = true
        for y in 0..<160 {
            for x in 0..<160 where mask.coverage[y * 160 + x] > 0 { inside.append(erased.colour(x, y)) }
            for x in 0..<160 where mask.coverage[y * 160 + x] == 0 {
                isOutsideSame = isOutsideSame && erased.colour(x, y) == pixels.colour(x, y)
            }
        }
        #expect(isOutsideSame)
        #expect(inside.allSatisfy { $0[0] < 200 && $0[1] > 60 })
    }

    @Test(.timeLimit(.minutes(5)))
    func `a mask of nothing but specks takes seconds, not hours`() async throws {
        let side = 600
        var lot: UInt64 = 1
        let coverage = (0..<side * side).map { _ -> UInt8 in
            lot = lot &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(lot >> 63) * 255
        }
        let mask = try #require(
            Mask(size: PixelSize(width: side, height: side), coverage: coverage)
        )
        let picture = try await imaging.picture(of: RawPixels.made(side, side) { x, _ in Self.stripe(x) })
        let erased = try await vision.erase(mask, from: picture, seed: seed)
        #expect(erased.size == mask.size)
    }

    @Test func `a large hole in a pattern gets the pattern`() async throws {
        let block = PixelRect(x: 60, y: 60, width: 40, height: 40)
        let mask = Mask(rectangle: block, in: PixelSize(width: 160, height: 160))
        let picture = try await imaging.picture(of: spoilt(160, block))
        let erased = try await imaging.pixels(of: vision.erase(mask, from: picture, seed: seed))
        var difference = 0
        for y in 60..<100 {
            for x in 60..<100 {
                difference += zip(erased.colour(x, y), Self.stripe(x)).map { abs($0 - Int($1)) }.reduce(0, +)
            }
        }
        #expect(Double(difference) / (40 * 40 * 3) < 12)
    }

    @Test func `a hole that leaves nothing to copy is filled from its edge`() async throws {
        let size = PixelSize(width: 40, height: 40)
        let mask = Mask(rectangle: PixelRect(x: 1, y: 1, width: 38, height: 38), in: size)
        let picture = try await imaging.picture(of: spoilt(40, PixelRect(x: 1, y: 1, width: 38, height: 38)))
        let erased = try await imaging.pixels(of: vision.erase(mask, from: picture, seed: seed))
        #expect(erased.colour(20, 20)[0] < 200)
    }

    @Test func `a patch of one colour vanishes into one of another`() async throws {
        let base = try await imaging.picture(of: .plain(60, 50, [40, 120, 200]))
        let patch = try await imaging.picture(of: .plain(20, 20, [200, 60, 10]))
        let pasted = try await imaging.pixels(of: vision.paste(patch, into: base, x: 20, y: 10))
        #expect(pasted == (try RawPixels.plain(60, 50, [40, 120, 200])))
    }

    @Test func `a patch's details show in the light of the base`() async throws {
        let base = try await imaging.picture(of: .plain(60, 50, [100, 100, 100]))
        let dot = try RawPixels.made(21, 21) { x, y in
            x == 10 && y == 10 ? [250, 250, 250] : [200, 200, 200]
        }
        let patch = try await imaging.picture(of: dot)
        let pasted = try await imaging.pixels(of: vision.paste(patch, into: base, x: 10, y: 10))
        #expect(abs(pasted.colour(20, 20)[0] - 150) <= 2)
        #expect(abs(pasted.colour(15, 15)[0] - 100) <= 2)
        #expect(pasted.colour(50, 40) == [100, 100, 100])
    }

    @Test func `what is stronger below shows through a mixed patch`() async throws {
        let lines = try RawPixels.made(60, 50) { x, _ in x % 10 == 5 ? [20, 20, 20] : [150, 150, 150] }
        let base = try await imaging.picture(of: lines)
        let patch = try await imaging.picture(of: .plain(30, 30, [200, 60, 10]))
        let mixed = try await imaging.pixels(of: vision.paste(patch, into: base, x: 15, y: 10, mode: .mixed))
        let normal = try await imaging.pixels(of: vision.paste(patch, into: base, x: 15, y: 10))
        #expect(mixed.colour(25, 25)[0] < mixed.colour(30, 25)[0] - 80)
        #expect(abs(normal.colour(25, 25)[0] - normal.colour(30, 25)[0]) < 60)
    }

    @Test(arguments: [(60, 0), (-20, 0), (0, 50), (0, -20), (55, 45), (-15, -15), (0, 0)])
    func `a patch may lie partly or wholly outside`(x: Int, y: Int) async throws {
        let base = try await imaging.picture(of: .plain(60, 50, [40, 120, 200]))
        let patch = try await imaging.picture(of: .plain(20, 20, [200, 60, 10]))
        let pasted = try await imaging.pixels(of: vision.paste(patch, into: base, x: x, y: y))
        #expect(pasted == (try RawPixels.plain(60, 50, [40, 120, 200])))
    }

    @Test func `a patch that is wholly transparent changes nothing`() async throws {
        let base = try await imaging.picture(of: .plain(60, 50, [40, 120, 200]))
        let patch = try await imaging.picture(of: .plain(20, 20, [200, 60, 10, 0]))
        let pasted = try await imaging.pixels(of: vision.paste(patch, into: base, x: 5, y: 5))
        #expect(pasted == (try RawPixels.plain(60, 50, [40, 120, 200])))
    }
}

struct FaceTests {
    let imaging = Imaging()

    @Test(arguments: FaceCover.allCases)
    func
        `a hidden face has no more colours than blocks, and pictures that differ within blocks are hidden alike`(
            cover: FaceCover
        ) async throws
    {
        let vision = Vision(imaging: imaging)
        let rect = PixelRect(x: 40, y: 40, width: 60, height: 60)
        // The growth of the rectangle makes blocks of 11.5 x 10.5 pixels; these differ in the order of rows only.
        let checks = try RawPixels.made(140, 140) { x, y in (x + y) % 2 == 0 ? [0, 0, 0] : [200, 200, 200] }
        let hidden = try await imaging.pixels(
            of: vision.hide([rect], by: cover, in: imaging.picture(of: checks))
        )
        var colours: Set<[Int]> = []
        for y in 60..<80 {
            for x in 60..<80 { colours.insert(hidden.colour(x, y)) }
        }
        #expect(colours.allSatisfy { (90...110).contains($0[0]) })
        #expect(hidden.colour(5, 5) == checks.colour(5, 5))
    }

    @Test func `no face is found where there is none`() async throws {
        let vision = Vision(imaging: imaging)
        try #require(vision.canFindFaces)
        let picture = try await imaging.draw(svg: Scene.disc, size: PixelSize(width: 300, height: 200))
        #expect(try await vision.faces(in: picture).isEmpty)
        let pixel = try await imaging.picture(of: .plain(1, 1, [1, 2, 3]))
        #expect(try await vision.faces(in: pixel).isEmpty)
    }

    @Test func `without the detector's files faces are not looked for`() async throws {
        let vision = Vision(imaging: imaging, cascades: "/nowhere")
        let picture = try await imaging.picture(of: .plain(30, 30, [1, 2, 3]))
        #expect(!vision.canFindFaces)
        await #expect(throws: ImagingError.failed) { try await vision.faces(in: picture) }
        #expect(try await vision.subject(of: picture).size == picture.size)
    }
}
