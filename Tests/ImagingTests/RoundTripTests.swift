import Foundation
import Imaging
import Kernel
import Testing

struct RoundTripTests {
    let imaging = Imaging()
    let size = PixelSize(width: 203, height: 151)

    @Test func `a PNG keeps every pixel`() async throws {
        let drawn = try await imaging.draw(svg: Scene.landscape, size: size)
        let decoded = try await imaging.decode(imaging.encode(drawn, as: .png))
        #expect(try await imaging.pixels(of: decoded) == imaging.pixels(of: drawn))
    }

    @Test func `a transparent PNG keeps every pixel`() async throws {
        let drawn = try await imaging.draw(svg: Scene.halfTransparent, size: size)
        let decoded = try await imaging.decode(imaging.encode(drawn, as: .png))
        #expect(try await imaging.pixels(of: decoded) == imaging.pixels(of: drawn))
    }

    @Test(arguments: ImageEncoding.all)
    func `every encoding keeps size and look`(encoding: ImageEncoding) async throws {
        let drawn = try await imaging.draw(svg: Scene.landscape, size: size)
        let decoded = try await imaging.decode(imaging.encode(drawn, as: encoding))
        #expect(decoded.size == size)
        #expect(!decoded.hasAlpha)
        let difference = try await imaging.pixels(of: decoded).difference(from: imaging.pixels(of: drawn))
        #expect(difference < 2)
    }

    @Test(arguments: ImageFormat.allCases)
    func `every format decodes to the picture it shows`(format: ImageFormat) async throws {
        let decoded = try await imaging.decode(Sample.bytes(format, with: imaging))
        #expect(decoded.size == Sample.size)
        #expect(try await imaging.pixels(of: decoded).quarters == "RGBW")
    }

    @Test(arguments: ImageEncoding.transparent)
    func `transparency survives`(encoding: ImageEncoding) async throws {
        let drawn = try await imaging.draw(svg: Scene.halfTransparent, size: size)
        let decoded = try await imaging.decode(imaging.encode(drawn, as: encoding))
        let pixels = try await imaging.pixels(of: decoded)
        #expect(decoded.hasAlpha)
        #expect(pixels[size.width - 1, 0].last == 0)
        #expect((126...130).contains(pixels[0, 0].last ?? 0))
        #expect(pixels[0, 0].dropLast().elementsEqual([0, 0, 255]) { abs(Int($0) - $1) < 4 })
    }

    @Test func `a JPEG lays transparency on white`() async throws {
        let drawn = try await imaging.draw(svg: Scene.halfTransparent, size: size)
        let decoded = try await imaging.decode(imaging.encode(drawn, as: .jpeg(quality: 95)))
        let pixels = try await imaging.pixels(of: decoded)
        #expect(pixels[size.width - 1, 0].allSatisfy { $0 > 252 })
        #expect(pixels[0, 0].elementsEqual([127, 127, 255]) { abs(Int($0) - $1) < 4 })
    }

    @Test(arguments: [ImageEncoding.jpeg(quality: 40), .webp(quality: 40), .avif(quality: 40)])
    func `a lower quality is a smaller file`(encoding: ImageEncoding) async throws {
        let drawn = try await imaging.draw(svg: Scene.landscape, size: size)
        let low = try await imaging.encode(drawn, as: encoding)
        let high = try await imaging.encode(
            drawn,
            as: ImageEncoding.all.first { $0.format == encoding.format } ?? .png
        )
        #expect(low.count < high.count)
    }

    @Test func `a quality out of range counts as the nearest`() async throws {
        let drawn = try await imaging.draw(svg: Scene.landscape, size: size)
        let most = try await imaging.encode(drawn, as: .jpeg(quality: 1_000))
        #expect(try await imaging.encode(drawn, as: .jpeg(quality: 100)) == most)
    }

    @Test func `samples become a picture and samples again`() async throws {
        let bytes = (0..<12 * 7 * 4).map { UInt8($0 % 251) }
        let samples = try #require(RawPixels(size: PixelSize(width: 12, height: 7), bands: 4, bytes: bytes))
        let picture = try await imaging.picture(of: samples)
        #expect(picture.hasAlpha)
        #expect(try await imaging.pixels(of: picture) == samples)
    }

    @Test(arguments: [(2, 24), (3, 35), (4, 36)])
    func `samples of the wrong number are no picture`(bands: Int, count: Int) {
        let bytes = [UInt8](repeating: 0, count: count)
        #expect(RawPixels(size: PixelSize(width: 4, height: 3), bands: bands, bytes: bytes) == nil)
    }
}
