import Foundation
import Imaging
import Kernel
import Testing

@testable import Typography

struct OutlineTests {
    @Test(arguments: TypeCase.texts + ["مرحبا بالعالم", "Zürich, naïve: fi ffl"])
    func `outlines are the letters that are set`(text: String) async throws {
        let setting = TypeCase.setting(text, size: .fit(4...60)) { $0.alignment = .center }
        let set = try await TypeCase.draw(setting)
        let outlined = try Typography.outline(setting, in: TypeCase.box)
        #expect(outlined.metrics == set.set.metrics)
        #expect(outlined.pictures.isEmpty)
        let drawn = try await alphas(of: outlined.path, TypeCase.box)
        let apart = zip(drawn, stride(from: 3, to: set.pixels.bytes.count, by: 4)).count {
            abs(Int($0) - Int(set.pixels.bytes[$1])) > 64
        }
        #expect(apart < set.weight / 100, "\(apart) of \(set.weight)")
    }

    private func alphas(of path: String, _ box: PixelSize) async throws -> [UInt8] {
        let svg = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(box.width)" height="\(box.height)">\
            <path d="\(path)"/></svg>
            """
        let picture = try await TypeCase.imaging.draw(svg: svg, size: box)
        let pixels = try await TypeCase.imaging.pixels(of: picture)
        try #require(pixels.bands == 4)
        return stride(from: 3, to: pixels.bytes.count, by: 4).map { pixels.bytes[$0] }
    }

    @Test func `an emoji is a picture in its place`() throws {
        let outlined = try Typography.outline(TypeCase.setting("Cake 🎂"), in: TypeCase.box)
        let picture = try #require(outlined.pictures.first)
        #expect(outlined.pictures.count == 1 && !outlined.path.isEmpty)
        #expect(picture.png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let ink = try #require(outlined.metrics.ink)
        #expect(picture.x > Double(ink.x) + 60 && picture.x + picture.width <= Double(ink.x + ink.width) + 1)
    }

    @Test func `a text that does not fit has no outlines`() {
        #expect(throws: TypographyError.self) {
            try Typography.outline(
                TypeCase.setting(TypeCase.english, size: .exactly(400)),
                in: TypeCase.box
            )
        }
    }
}
