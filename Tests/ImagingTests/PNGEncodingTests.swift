import Foundation
import Imaging
import Kernel
import Testing

/// What the PNG that we write is made of.
struct PNGEncodingTests {
    let imaging = Imaging()

    @Test(arguments: [(1, 1), (1, 900), (900, 1), (85, 3), (64, 64), (257, 131), (600, 400)], [3, 4])
    func `noise of every shape is read as it was written`(
        shape: (width: Int, height: Int),
        bands: Int
    ) async throws {
        let noise = try Self.noise(shape.width, shape.height, bands: bands)
        let decoded = try await imaging.decode(imaging.encode(imaging.picture(of: noise), as: .png))
        #expect(try await imaging.pixels(of: decoded) == noise)
    }

    @Test func `a large picture is cut into chunks, each with its checksum, and nothing else is in the file`()
        async throws
    {
        let noise = try Self.noise(600, 400, bands: 4)
        let file = try await imaging.encode(imaging.picture(of: noise), as: .png)
        let chunks = try Self.chunks(of: file)
        #expect(chunks.map(\.type) == ["IHDR", "IDAT", "IDAT", "IDAT", "IDAT", "IEND"])
        let again = chunks.map { PNGBuilder.chunk($0.type, $0.content) }
        #expect(again.reduce(PNGBuilder.signature, +) == file)
    }

    @Test func `what repeats takes a hundredth of its room`() async throws {
        let size = PixelSize(width: 1_000, height: 1_000)
        let plain = try #require(
            RawPixels(size: size, bands: 3, bytes: Array(repeating: 90, count: 3_000_000))
        )
        let file = try await imaging.encode(imaging.picture(of: plain), as: .png)
        #expect(file.count < 30_000)
    }

    private static func noise(_ width: Int, _ height: Int, bands: Int) throws -> RawPixels {
        var chance = SeededGenerator(Seed(clamping: 7))
        let bytes = (0..<width * height * bands).map { _ in UInt8.random(in: .min ... .max, using: &chance) }
        return try #require(
            RawPixels(size: PixelSize(width: width, height: height), bands: bands, bytes: bytes)
        )
    }

    private static func chunks(of file: Data) throws -> [(type: String, content: Data)] {
        var (chunks, rest) = ([(type: String, content: Data)](), file.dropFirst(8))
        while !rest.isEmpty {
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            try #require(rest.count >= length + 12)
            let type = String(decoding: rest.dropFirst(4).prefix(4), as: UTF8.self)
            chunks.append((type, Data(rest.dropFirst(8).prefix(length))))
            rest = rest.dropFirst(length + 12)
        }
        return chunks
    }
}
