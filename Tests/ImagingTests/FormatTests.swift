import CImaging
import Foundation
import Imaging
import Testing

struct FormatTests {
    let imaging = Imaging()

    @Test(arguments: ImageFormat.allCases)
    func `a picture is recognised by its bytes`(format: ImageFormat) async throws {
        let bytes = try await Sample.bytes(format, with: imaging)
        #expect(try ImageFormat(recognising: bytes) == format)
    }

    @Test(arguments: ["avif", "heic"])
    func `a general brand is recognised by the compatible ones`(brand: String) throws {
        let box = Data([0, 0, 0, 24]) + Data("ftypmif1\0\0\0\0miaf\(brand)".utf8)
        #expect(try ImageFormat(recognising: box).rawValue == brand)
    }

    @Test(arguments: [
        Scene.quadrants, "\u{FEFF}\n \(Scene.quadrants)", "<?xml version='1.0'?>\(Scene.quadrants)",
        "<!DOCTYPE svg>\(Scene.quadrants)", "<!-- -->\(Scene.quadrants)",
    ])
    func `a drawing from outside is refused`(svg: String) async throws {
        await #expect(throws: ImagingError.unsupportedFormat) { try await imaging.probe(Data(svg.utf8)) }
        await #expect(throws: ImagingError.unsupportedFormat) { try await imaging.decode(Data(svg.utf8)) }
        await #expect(throws: ImagingError.unsupportedFormat) {
            try await imaging.thumbnail(Data(svg.utf8), width: 8, as: .png)
        }
    }

    @Test(arguments: ["BM\0\0", "8BPS", "%PDF-1.7", "II+\0", "\0\0\0\u{0C}JXL "])
    func `other kinds of picture are told apart from nonsense`(start: String) {
        #expect(throws: ImagingError.unsupportedFormat) { try ImageFormat(recognising: Data(start.utf8)) }
    }

    @Test(arguments: ["", "x", "Hello, world", "GIF90a", "RIFF\0\0\0\0WAVE", "\0\0\0\u{18}ftypmp42"])
    func `nonsense is no picture`(text: String) async {
        await #expect(throws: ImagingError.notAnImage) { try await imaging.probe(Data(text.utf8)) }
    }

    @Test(arguments: [
        Scene.quadrants, "P6 1 1 255 abc", "#?RADIANCE\n", "3 30\n" + String(repeating: "1 2 3\n", count: 30),
        "%PDF-1.7\n",
        "SIMPLE  =                    T",
    ])
    func `the library itself loads nothing but the six formats`(text: String) async throws {
        _ = try await imaging.draw(svg: Scene.quadrants, size: Sample.size)
        _ = await #expect(throws: ImagingError.self) { try await imaging.probe(PNGBuilder.signature) }
        let bytes = Array(text.utf8)
        #expect(!imaging_would_load(bytes, bytes.count))
    }

    @Test(arguments: ImageFormat.allCases)
    func `the library itself loads all of the six formats`(format: ImageFormat) async throws {
        let sample = try await Sample.bytes(format, with: imaging)
        _ = try await imaging.probe(sample)
        let bytes = Array(sample)
        #expect(imaging_would_load(bytes, bytes.count))
    }

    @Test(arguments: ImageFormat.allCases)
    func `a drawing behind another format's first bytes stays unread`(format: ImageFormat) async throws {
        let start = try await Sample.bytes(format, with: imaging).prefix(16)
        await #expect(throws: ImagingError.damaged) {
            try await imaging.thumbnail(start + Data(Scene.quadrants.utf8), width: 8, as: .png)
        }
    }

    @Test func `media types and file extensions are the customary ones`() {
        #expect(ImageFormat.jpeg.mediaType == "image/jpeg")
        #expect(ImageFormat.jpeg.fileExtension == "jpg")
        #expect(ImageFormat.avif.fileExtension == "avif")
    }
}
