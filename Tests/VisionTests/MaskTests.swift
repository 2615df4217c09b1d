import Imaging
import Kernel
import Testing

@testable import Vision

struct MaskTests {
    let imaging = Imaging()
    let size = PixelSize(width: 20, height: 10)
    var vision: Vision { Vision(imaging: imaging) }

    @Test func `a mask has as many bytes as pixels`() {
        #expect(Mask(size: size, coverage: [1, 2, 3]) == nil)
        #expect(Mask(size: PixelSize(width: 0, height: 0), coverage: []) == nil)
    }

    @Test(
        arguments: [
            (PixelRect(x: 3, y: 2, width: 5, height: 4), PixelRect(x: 3, y: 2, width: 5, height: 4)),
            (PixelRect(x: -3, y: -2, width: 5, height: 4), PixelRect(x: 0, y: 0, width: 2, height: 2)),
            (PixelRect(x: 18, y: 9, width: .max, height: .max), PixelRect(x: 18, y: 9, width: 2, height: 1)),
            (PixelRect(x: 20, y: 0, width: 5, height: 5), nil),
            (PixelRect(x: 0, y: 0, width: -5, height: 5), nil),
            (PixelRect(x: .min, y: 0, width: 5, height: 5), nil),
        ]
    )
    func `a rectangle covers what of it lies inside`(rect: PixelRect, bounds: PixelRect?) {
        let mask = Mask(rectangle: rect, in: size)
        #expect(mask.bounds == bounds)
        #expect(mask.isEmpty == (bounds == nil))
        #expect(mask.coverage.count { $0 == 255 } == bounds?.size.pixels ?? 0)
    }

    @Test func `a lasso covers the inside exactly where it runs along pixels`() async throws {
        let corners = [(2.0, 1.0), (8, 1), (8, 5), (2, 5)].map { MaskPoint(x: $0.0, y: $0.1) }
        let lasso = try await vision.mask(lasso: corners, in: size)
        #expect(lasso == Mask(rectangle: PixelRect(x: 2, y: 1, width: 6, height: 4), in: size))
    }

    @Test func `a lasso through pixels covers them in part`() async throws {
        let corners = [(2.5, 1.0), (8, 1), (8, 5), (2.5, 5)].map { MaskPoint(x: $0.0, y: $0.1) }
        let lasso = try await vision.mask(lasso: corners, in: size)
        #expect((127...128).contains(lasso.coverage[2 * 20 + 2]))
    }

    @Test func `a lasso may reach outside`() async throws {
        let corners = [(-50.0, -50.0), (90, -50), (90, 90), (-50, 90)].map { MaskPoint(x: $0.0, y: $0.1) }
        #expect(try await vision.mask(lasso: corners, in: size) == Mask(size: size, all: 255))
    }

    @Test(arguments: [1.0, 2, 3])
    func `growing and shrinking move a straight edge by as many pixels`(pixels: Double) async throws {
        let step = Int(pixels)
        let mask = Mask(rectangle: PixelRect(x: 0, y: 0, width: 10, height: 10), in: size)
        let more = Mask(rectangle: PixelRect(x: 0, y: 0, width: 10 + step, height: 10), in: size)
        let less = Mask(rectangle: PixelRect(x: 0, y: 0, width: 10 - step, height: 10), in: size)
        #expect(try await vision.grow(mask, by: pixels).bounds == more.bounds)
        #expect(try await vision.grow(mask, by: -pixels).bounds == less.bounds)
    }

    @Test(arguments: [UInt8(0), 255])
    func `what is empty or full stays so`(coverage: UInt8) async throws {
        let mask = Mask(size: size, all: coverage)
        #expect(try await vision.grow(mask, by: 4) == mask)
        #expect(try await vision.grow(mask, by: -4) == mask)
        #expect(try await vision.feather(mask, sigma: 30) == mask)
        #expect(try await vision.scale(mask, to: PixelSize(width: 7, height: 31)).isEmpty == (coverage == 0))
    }

    @Test func `a soft edge is half covered where the edge was`() async throws {
        let mask = Mask(rectangle: PixelRect(x: 0, y: 0, width: 10, height: 10), in: size)
        let soft = try await vision.feather(mask, sigma: 2)
        #expect(abs(Int(soft.coverage[9]) + Int(soft.coverage[10]) - 255) <= 2)
        #expect(soft.coverage[9] < 255 && soft.coverage[10] > 0)
    }

    @Test func `masks add, subtract and invert`() throws {
        let left = Mask(rectangle: PixelRect(x: 0, y: 0, width: 10, height: 10), in: size)
        let all = Mask(size: size, all: 255)
        #expect(left.union(left.inverted) == all)
        #expect(all.subtracting(left) == left.inverted)
        #expect(left.union(Mask(size: PixelSize(width: 1, height: 1), all: 0)) == nil)
    }

    @Test func `alpha or light becomes a mask`() async throws {
        let clear = try await imaging.picture(of: .plain(2, 1, [255, 255, 255, 77]))
        let grey = try await imaging.picture(of: .plain(2, 1, [200, 200, 200]))
        #expect(try await vision.mask(of: clear, from: .automatic).coverage == [77, 77])
        #expect(try await vision.mask(of: clear, from: .luminance).coverage == [77, 77])
        #expect(try await vision.mask(of: grey, from: .automatic).coverage == [200, 200])
        #expect(try await vision.mask(of: grey, from: .alpha).coverage == [255, 255])
        let shown = try await imaging.pixels(of: vision.picture(of: Mask(size: size, all: 9)))
        #expect(shown.bytes.allSatisfy { $0 == 9 })
    }
}
