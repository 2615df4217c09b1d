import Imaging
import Kernel
import Testing

@testable import Textures

/// Serialised, because each holds two large pictures.
@Suite(.serialized)
struct LargePictureTests {
    private let imaging = Imaging()
    private let size = PixelSize(width: 12_288, height: 1_536)
    private var textures: Textures { Textures(imaging: imaging) }

    private func drawing(_ size: PixelSize) async throws -> Picture {
        try await imaging.draw(svg: Drawings.disc, size: size)
    }

    @Test(arguments: [Pass.paint, .print, .shine])
    func `a pass takes the longest strip`(pass: Pass) async throws {
        #expect(try await pass.apply(textures, drawing(size)).size == size)
    }

    @Test func `cells and stones make the longest strip of a small drawing`() async throws {
        let look = PixelLook(size: size, cell: 12, samples: 4)
        let cells = try await drawing(look.drawn)
        #expect(try await textures.pixels(of: cells, guide: cells, look).size == size)
        let small = try await drawing(PixelSize(width: 2_048, height: 256))
        let wall = try await textures.inlay(
            small,
            guide: small,
            size: size,
            side: 6,
            grout: .black,
            seed: Seed(clamping: 1)
        )
        #expect(wall.size == size)
    }
}
