import Imaging
import Kernel
import Testing

@testable import Textures

/// What each pass does to a picture, and which looks it refuses.
struct LookTests {
    private let imaging = Imaging()
    private var textures: Textures { Textures(imaging: imaging) }
    private let seed = Seed(clamping: 3)

    private func drawn(_ side: Int, _ svg: String = Drawings.disc) async throws -> Picture {
        try await imaging.draw(svg: svg, size: PixelSize(width: side, height: side))
    }

    @Test func `paint leaves bare paper around the picture`() async throws {
        let painted = try await imaging.pixels(of: textures.paint(drawn(400), Pass.paper, seed: seed))
        #expect(painted.colour(1, 200).allSatisfy { $0 > 225 })
        #expect(painted.colour(200, 200)[0] > painted.colour(200, 200)[1] + 60)
    }

    @Test func `pigment gathers where a wash ends before something lighter`() async throws {
        var look = PaintLook()
        look.rims = 1
        let painted = try await imaging.pixels(of: textures.paint(drawn(400), look, seed: seed))
        let (edge, middle) = (painted.colour(200, 299), painted.colour(200, 200))
        #expect(edge[0] < middle[0])
    }

    @Test func `pixels have few colours, and each cell one`() async throws {
        var look = PixelLook(size: PixelSize(width: 160, height: 160), cell: 5, samples: 4)
        look.colours = 12
        let drawing = try await imaging.draw(svg: Drawings.disc, size: look.drawn)
        let guide = try await imaging.draw(svg: Drawings.guide, size: look.drawn)
        let pixels = try await imaging.pixels(of: textures.pixels(of: drawing, guide: guide, look))
        #expect(pixels.colours.count <= 12)
        for (x, y) in [(0, 0), (80, 80), (45, 110), (155, 155)] {
            let (left, top) = (x / 5 * 5, y / 5 * 5)
            let cell = (0..<25).map { pixels.colour(left + $0 % 5, top + $0 / 5) }
            #expect(Set(cell).count == 1)
        }
    }

    @Test func `a thing has a dark outline of one cell`() async throws {
        var look = PixelLook(size: PixelSize(width: 160, height: 160), cell: 5, samples: 4)
        look.outline = Colour(red: 20, green: 10, blue: 40)
        let drawing = try await imaging.draw(svg: Drawings.disc, size: look.drawn)
        let guide = try await imaging.draw(svg: Drawings.guide, size: look.drawn)
        let pixels = try await imaging.pixels(of: textures.pixels(of: drawing, guide: guide, look))
        let row = (0..<32).map { pixels.colour($0 * 5 + 2, 80) }
        let dark = row.indices.filter { row[$0].allSatisfy { $0 < 95 } }
        #expect(dark == [7, 24])
    }

    @Test func `text keeps its samples, in two colours`() async throws {
        var look = PixelLook(size: PixelSize(width: 80, height: 80), cell: 8, samples: 4)
        look.outline = .black
        look.fine = PixelRect(x: 2, y: 2, width: 4, height: 4)
        let drawing = try await imaging.draw(svg: Drawings.disc, size: look.drawn)
        let pixels = try await imaging.pixels(of: textures.pixels(of: drawing, guide: drawing, look))
        let fine = (16..<48).flatMap { y in (16..<48).map { pixels.colour($0, y) } }
        #expect(Set(fine) == [[0, 0, 0], [255, 255, 255]])
    }

    @Test func `a print has the paper's colour, its inks, and what they give together`() async throws {
        var look = PrintLook(inks: [
            [Colour(red: 0, green: 120, blue: 190), Colour(red: 255, green: 90, blue: 60)]
        ])
        look.paper = Colour(red: 250, green: 245, blue: 233)
        look.pitch = 12
        look.margin = 40
        let printed = try await imaging.pixels(of: textures.print(drawn(400), look, seed: seed))
        #expect(printed.colour(3, 3).allSatisfy { $0 > 220 })
        let disc = printed.colour(200, 230)
        #expect(disc[0] > disc[2] + 40, "\(disc)")
    }

    @Test func `the set of inks is taken that comes nearest to the picture`() async throws {
        let red = [Colour(red: 230, green: 40, blue: 40), Colour(red: 250, green: 220, blue: 60)]
        let blue = [Colour(red: 20, green: 60, blue: 200), Colour(red: 30, green: 160, blue: 200)]
        let size = PixelSize(width: 64, height: 64)
        let bytes = Array(repeatElement([220, 50, 40] as [UInt8], count: size.pixels).joined())
        let plain = try #require(RawPixels(size: size, bands: 3, bytes: bytes))
        let picture = try await imaging.picture(of: plain)
        let look = PrintLook(inks: [blue, red])
        let printed = try await imaging.pixels(of: textures.print(picture, look, seed: seed))
        #expect(printed.colour(32, 32)[0] > printed.colour(32, 32)[2])
    }

    @Test func `stones lie in grout`() async throws {
        let grout = Colour(red: 10, green: 250, blue: 10)
        let drawing = try await drawn(300)
        let wall = try await imaging.pixels(
            of: textures.inlay(
                drawing,
                guide: drawing,
                size: drawing.size,
                side: 12,
                grout: grout,
                seed: seed
            )
        )
        let count = wall.colours.filter { $0[1] > 180 && $0[0] < 60 }.count
        #expect(count > 3)
        #expect(wall.colour(150, 150)[1] < 200)
    }

    @Test func `what is bright shines on what lies around it`() async throws {
        let lamp = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" fill="#101018"/>
            <circle cx="50" cy="50" r="6" fill="#ff40c0"/></svg>
            """
        let shone = try await imaging.pixels(of: textures.shine(drawn(300, lamp), strength: 1, seed: seed))
        #expect(shone.colour(150, 126)[0] > shone.colour(150, 20)[0] + 8)
    }

    @Test func `looks out of range are refused`() async throws {
        let drawing = try await drawn(40)
        var paper = PaintLook()
        paper.rims = 2
        var screens = Pass.inks
        screens.pitch = 0
        let size = drawing.size
        await #expect(throws: ImagingError.outOfRange) {
            try await textures.paint(drawing, paper, seed: seed)
        }
        await #expect(throws: ImagingError.outOfRange) {
            try await textures.print(drawing, screens, seed: seed)
        }
        await #expect(throws: ImagingError.outOfRange) {
            try await textures.print(drawing, PrintLook(inks: []), seed: seed)
        }
        await #expect(throws: ImagingError.outOfRange) {
            try await textures.inlay(drawing, guide: drawing, size: size, side: 1, grout: .black, seed: seed)
        }
        await #expect(throws: ImagingError.outOfRange) {
            try await textures.shine(drawing, strength: .nan, seed: seed)
        }
    }

    @Test func `a guide or a drawing of another size is refused`() async throws {
        let (drawing, guide) = try await (drawn(40), drawn(44))
        let look = PixelLook(size: PixelSize(width: 40, height: 40), cell: 1, samples: 1)
        await #expect(throws: ImagingError.outOfRange) {
            try await textures.pixels(of: drawing, guide: guide, look)
        }
        let size = drawing.size
        await #expect(throws: ImagingError.outOfRange) {
            try await textures.inlay(drawing, guide: guide, size: size, side: 8, grout: .black, seed: seed)
        }
    }
}
