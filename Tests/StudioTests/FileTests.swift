import Blobs
import Foundation
import Imaging
import Kernel
import Studio
import TestSupport
import Testing

/// The bytes that people get, and those that lie on disk.
@Suite(.timeLimit(.minutes(5)))
struct FileTests {
    let place: TestInstallation
    let person: SubjectID
    static let source = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
    }

    @Test(
        arguments: [
            ("64x64", []), ("160x64", []), ("161x64", [160]), ("321x64", [160, 320]),
            ("700x64", [160, 320, 640]),
            ("64x700", []),
        ] as [(String, [Int])]
    )
    func `thumbnails are stored for the widths that are smaller than the picture`(
        size: String,
        widths: [Int]
    ) async throws {
        let image = try await made(size)
        let names = try await Set(place.files.list().map(\.name))
        #expect(
            names == Set([BlobName(image.id, variant: "full")] + widths.map { BlobName(image.id, width: $0) })
        )
    }

    @Test(arguments: [
        (1, 160), (160, 160), (161, 320), (320, 320), (500, 640), (640, 640), (641, 700), (9_999, 700),
    ])
    func `a reader gets the smallest stored form that is not narrower than asked for`(
        wanted: Int,
        width: Int
    ) async throws {
        let image = try await made("700x100")
        let file = try await place.studio.file(
            of: image.id,
            width: wanted,
            format: nil,
            under: place.permit(for: person)
        )
        let facts = try await Imaging.forTests.probe(file.bytes())
        #expect(facts.size.width == width)
        #expect(facts.format == (width == 700 ? .png : .webp))
        #expect(file.format == facts.format)
        #expect(try await file.bytes().count == file.size)
    }

    @Test(arguments: [ImageFormat.png, .jpeg, .webp], [nil, 160] as [Int?])
    func `every form of a picture says what made it`(format: ImageFormat, width: Int?) async throws {
        let image = try await made("200x100")
        let bytes = try await place.bytes(of: image.id, width: width, format: format, for: person)
        #expect(try await Imaging.forTests.probe(bytes).format == format)
        #expect(bytes.range(of: Data(Self.source.utf8)) != nil)
        #expect(bytes.range(of: Data("DigitalSourceType".utf8)) != nil)
    }

    @Test func `a picture carries nothing of its prompt`() async throws {
        let job = try await place.run(.sample("a canary"), for: person)
        let bytes = try await place.bytes(of: #require(job.images.first).id, for: person)
        #expect(bytes.range(of: Data("canary".utf8)) == nil)
    }

    @Test(arguments: [ImageFormat.gif, .tiff, .heic])
    func `a format that we only read is refused`(format: ImageFormat) async throws {
        let image = try await made("64x64")
        await #expect(throws: Problem(.malformedParameter, field: "format")) {
            try await place.bytes(of: image.id, format: format, for: person)
        }
    }

    @Test func `a picture whose file is gone is damaged, not missing`() async throws {
        let image = try await made("64x64")
        try await place.files.delete([BlobName(image.id, variant: "full")])
        await #expect(throws: Problem(.imageDamaged)) { try await place.bytes(of: image.id, for: person) }
    }

    @Test func `on disk every form of a picture is sealed`() async throws {
        let folder = try TempFolder()
        let place = try await TestInstallation(in: folder)
        let job = try await place.run(.sample(size: "200x100"), for: place.newVisitor())
        let stored = try folder.files().filter { $0.contains("img_") }
        #expect(stored.count == 2)
        #expect(try stored.allSatisfy { try Data(contentsOf: folder[$0]).prefix(4) == Data("NBP1".utf8) })
        for canary in [Data("DigitalSourceType".utf8), Data([0x89, 0x50, 0x4E, 0x47]), Data("WEBP".utf8)] {
            #expect(try folder.files(holding: canary) == [])
        }
        #expect(job.images.first?.bytes ?? 0 > 0)
    }

    private func made(_ size: String) async throws -> Image {
        try #require(try await place.run(.sample(size: size), for: person).images.first)
    }
}
