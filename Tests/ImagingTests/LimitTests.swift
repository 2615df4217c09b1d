import Foundation
import Imaging
import Kernel
import Testing

struct LimitTests {
    let imaging = Imaging()

    @Test func `a picture that claims too many pixels is refused`() async throws {
        let bomb = PNGBuilder.claiming(width: 30_000, height: 30_000)
        await #expect(throws: ImagingError.tooLarge(pixels: 900_000_000)) { try await imaging.decode(bomb) }
        await #expect(throws: ImagingError.tooLarge(pixels: 900_000_000)) {
            try await imaging.thumbnail(bomb, width: 100, as: .png)
        }
    }

    @Test func `a picture that claims too long a side is refused`() async throws {
        let bomb = PNGBuilder.claiming(width: 40_000, height: 1)
        await #expect(throws: ImagingError.tooLarge(pixels: 40_000)) { try await imaging.decode(bomb) }
    }

    @Test func `a frame larger than its screen counts in full`() async throws {
        let bomb = GIFBuilder.claiming(frame: PixelSize(width: 20_000, height: 20_000))
        await #expect(throws: ImagingError.tooLarge(pixels: 400_000_000)) { try await imaging.decode(bomb) }
    }

    @Test func `within the limits a claim without pixels is damaged`() async throws {
        let empty = PNGBuilder.claiming(width: 300, height: 300)
        await #expect(throws: ImagingError.damaged) { try await imaging.decode(empty) }
    }

    @Test func `all pages count`() async throws {
        let gif = GIFBuilder.quadrants(Sample.size, frames: 5)
        let limits = DecodeLimits(maxPixels: Sample.size.pixels * 4)
        await #expect(throws: ImagingError.tooLarge(pixels: Sample.size.pixels * 5)) {
            try await imaging.decode(gif, limits: limits)
        }
    }

    @Test(arguments: ImageFormat.allCases)
    func `a picture just within the limits is decoded`(format: ImageFormat) async throws {
        let bytes = try await Sample.bytes(format, with: imaging)
        let limits = DecodeLimits(maxPixels: Sample.size.pixels, maxSide: Sample.size.width)
        #expect(try await imaging.decode(bytes, limits: limits).size == Sample.size)
    }

    @Test(arguments: [(1, 64), (0, 63)])
    func `a picture just beyond a limit is refused`(fewerPixels: Int, maxSide: Int) async throws {
        let bytes = try await Sample.bytes(.png, with: imaging)
        let limits = DecodeLimits(maxPixels: Sample.size.pixels - fewerPixels, maxSide: maxSide)
        await #expect(throws: ImagingError.tooLarge(pixels: Sample.size.pixels)) {
            try await imaging.decode(bytes, limits: limits)
        }
    }

    @Test func `a side that the format cannot hold is refused`() async throws {
        let long = try await imaging.draw(svg: Scene.quadrants, size: PixelSize(width: 16_400, height: 2))
        await #expect(throws: ImagingError.tooLarge(pixels: 32_800)) {
            try await imaging.encode(long, as: .webp(quality: 80))
        }
    }
}
