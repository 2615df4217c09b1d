import Foundation
import Imaging
import Kernel
import Testing

struct ProbeTests {
    let imaging = Imaging()

    @Test(arguments: ImageFormat.allCases)
    func `a probe tells format, size and pages`(format: ImageFormat) async throws {
        let facts = try await imaging.probe(Sample.bytes(format, with: imaging))
        #expect(facts.format == format)
        #expect(facts.size == Sample.size)
        #expect(facts.pages == 1)
        #expect(!facts.hasAlpha)
        #expect(facts.orientation == 1)
    }

    @Test(arguments: ImageEncoding.transparent)
    func `a probe sees transparency`(encoding: ImageEncoding) async throws {
        let picture = try await imaging.draw(svg: Scene.halfTransparent, size: Sample.size)
        let facts = try await imaging.probe(imaging.encode(picture, as: encoding))
        #expect(facts.hasAlpha)
    }

    @Test func `a probe counts pages`() async throws {
        let gif = GIFBuilder.quadrants(Sample.size, frames: 5)
        let tiff = TIFFBuilder.quadrants(Sample.size, pages: 3)
        #expect(try await imaging.probe(gif).pages == 5)
        #expect(try await imaging.probe(tiff).pages == 3)
    }

    @Test func `a probe needs no pixels`() async throws {
        let facts = try await imaging.probe(PNGBuilder.claiming(width: 30_000, height: 20_000))
        #expect(facts.size == PixelSize(width: 30_000, height: 20_000))
    }
}
