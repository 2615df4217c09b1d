import Foundation
import Imaging
import Kernel
import Testing

struct DrawingTests {
    let imaging = Imaging()

    @Test(arguments: [(64, 64), (1, 1), (1_000, 3), (12_288, 384)])
    func `a drawing fills the size asked for`(width: Int, height: Int) async throws {
        let size = PixelSize(width: width, height: height)
        let drawn = try await imaging.draw(svg: Scene.quadrants, size: size)
        #expect(drawn.size == size)
        if width > 1, height > 3 {
            #expect(try await imaging.pixels(of: drawn).quarters == "RGBW")
        }
    }

    @Test func `the same drawing is the same pixels`() async throws {
        let text = Scene.svg(#"<text x="0.1" y="1.2" font-size="0.6">Ärger 字 🙂</text>"#)
        let size = PixelSize(width: 640, height: 480)
        for svg in [Scene.landscape, text] {
            let first = try await imaging.pixels(of: imaging.draw(svg: svg, size: size))
            let second = try await imaging.pixels(of: imaging.draw(svg: svg, size: size))
            #expect(first == second)
        }
    }

    @Test func `words are drawn`() async throws {
        let text = Scene.svg(
            #"<rect width="2" height="2" fill="white"/><text y="1.5" font-size="1">W</text>"#
        )
        let pixels = try await imaging.pixels(
            of: imaging.draw(svg: text, size: PixelSize(width: 100, height: 100))
        )
        #expect(pixels.bytes.contains { $0 < 64 })
    }

    @Test func `drawings with words may be asked for at the same time`() async throws {
        let families = ["Noto Sans", "Noto Serif", "Noto Sans CJK TC", "Lato"]
        let size = PixelSize(width: 400, height: 400)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                let letters = (0..<8).compactMap { Unicode.Scalar(0x4E00 + number * 64 + $0) }
                let words = String(String.UnicodeScalarView(letters)) + "Words \(number)"
                let svg = Scene.svg(
                    #"<text y="1" font-family="\#(families[number % 4])" font-size="0.2">\#(words)</text>"#
                )
                group.addTask { _ = try await imaging.draw(svg: svg, size: size) }
            }
            try await group.waitForAll()
        }
    }

    @Test(arguments: [(Scene.quadrants, false), (Scene.halfTransparent, true), (Scene.svg(""), true)])
    func `only what leaves something transparent has alpha`(svg: String, hasAlpha: Bool) async throws {
        #expect(try await imaging.draw(svg: svg, size: Sample.size).hasAlpha == hasAlpha)
    }

    @Test func `colours under transparency are straight`() async throws {
        let pixels = try await imaging.pixels(of: imaging.draw(svg: Scene.halfTransparent, size: Sample.size))
        #expect(Array(pixels[0, 0]) == [0, 0, 255, 128])
        #expect(Array(pixels[Sample.size.width - 1, 0]) == [0, 0, 0, 0])
    }

    @Test(arguments: ["", "hello", "<html/>", "<svg", #"<svg xmlns="http://www.w3.org/2000/svg"><a></svg>"#])
    func `other texts are no drawings`(text: String) async {
        await #expect(throws: ImagingError.notAnImage) {
            try await imaging.draw(svg: text, size: Sample.size)
        }
    }

    @Test(arguments: [(0, 5), (5, -1), (32_768, 5), (20_000, 20_000)])
    func `a size that cannot be drawn is refused`(width: Int, height: Int) async {
        let size = PixelSize(width: width, height: height)
        await #expect(throws: ImagingError.tooLarge(pixels: width * height)) {
            try await imaging.draw(svg: Scene.quadrants, size: size)
        }
    }

    @Test func `a drawing's own pictures are drawn`() async throws {
        let red = try await imaging.encode(imaging.draw(svg: Self.red, size: Sample.size), as: .png)
        let svg = Self.placing("data:image/png;base64,\(red.base64EncodedString())")
        #expect(try await imaging.pixels(of: imaging.draw(svg: svg, size: Sample.size)).quarters == "RRRR")
    }

    @Test(arguments: ["%@", "file://%@", "file:%@", "/proc/self/cwd%@", "../../../../../../../..%@"])
    func `nothing outside of a drawing is loaded`(address: String) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "drawing-\(UUID()).png")
        defer { try? FileManager.default.removeItem(at: file) }
        let red = try await imaging.draw(svg: Self.red, size: Sample.size)
        try await imaging.encode(red, as: .png).write(to: file)
        let svg = Self.placing(address.replacing("%@", with: file.path()))
        #expect(try await imaging.pixels(of: imaging.draw(svg: svg, size: Sample.size)).quarters == "WWWW")
    }

    @Test(arguments: [
        #"<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="FILE" parse="text"/>"#,
        #"<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://FILE" parse="text"/>"#,
        "&file;",
    ])
    func `no text outside of a drawing is included`(include: String) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "drawing-\(UUID()).txt")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("WWWW".utf8).write(to: file)
        let content = include.replacing("FILE", with: file.path())
        let drawing = Scene.svg(
            #"<rect width="2" height="2" fill="white"/><text y="1.5" font-size="1">\#(content)</text>"#
        )
        let svg = #"<!DOCTYPE svg [<!ENTITY file SYSTEM "file://\#(file.path())">]>\#(drawing)"#
        let pixels = try? await imaging.pixels(of: imaging.draw(svg: svg, size: Sample.size))
        #expect(pixels?.bytes.allSatisfy { $0 == 255 } ?? true)
    }

    private static let red = Scene.svg(#"<rect width="2" height="2" fill="red"/>"#)

    /// On white, the picture at an address.
    private static func placing(_ address: String) -> String {
        Scene.svg(
            """
            <rect width="2" height="2" fill="white"/>
            <image width="2" height="2" preserveAspectRatio="none" xlink:href="\(address)"/>
            """
        )
    }
}
