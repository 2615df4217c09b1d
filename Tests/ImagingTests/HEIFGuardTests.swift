import Foundation
import Kernel
import Testing

@testable import Imaging

/// An AVIF or HEIC is as large as its coded pictures, whatever its header says.
struct HEIFGuardTests {
    let imaging = Imaging()
    /// Allows streams of 1.3 megapixels, because they may overshoot.
    let limits = DecodeLimits(maxPixels: 250_000)

    @Test func `a header that makes its picture smaller is refused`() async throws {
        let picture = try await imaging.draw(
            svg: Scene.quadrants,
            size: PixelSize(width: 2_048, height: 1_024)
        )
        let honest = try await imaging.encode(picture, as: .avif(quality: 30))
        let lie = try honest.claiming(width: 64, height: 64)
        #expect(try await imaging.probe(lie).size == PixelSize(width: 64, height: 64))
        await #expect(throws: ImagingError.tooLarge(pixels: 2_097_152)) {
            try await imaging.decode(lie, limits: limits)
        }
        await #expect(throws: ImagingError.tooLarge(pixels: 2_097_152)) {
            try await imaging.thumbnail(lie, width: 32, as: .png, limits: limits)
        }
    }

    @Test func `a lie within the limits is damaged`() async throws {
        let picture = try await imaging.draw(svg: Scene.quadrants, size: PixelSize(width: 256, height: 256))
        let lie = try await imaging.encode(picture, as: .avif(quality: 30)).claiming(width: 64, height: 64)
        await #expect(throws: ImagingError.damaged) { try await imaging.decode(lie, limits: limits) }
    }

    @Test(arguments: ["tkhd", "meta"])
    func `a second description of the same file is refused`(type: String) async throws {
        let bytes = try await Sample.bytes(.avif, with: imaging)
        let doubled = bytes + Data([0, 0, 0, 12]) + Data(type.utf8) + Data(count: 4)
        let decoded = try? await imaging.decode(doubled).size
        #expect(decoded == (type == "meta" ? nil : Sample.size))
    }

    @Test func `a tile named too often is refused`() async throws {
        // The sample's only tile is 64 x 64 pixels; it is named as often as a grid may.
        let bytes = try await Sample.bytes(.heic, with: imaging).repeatingTile(300)
        await #expect(throws: ImagingError.tooLarge(pixels: 64 * 64 * 300)) {
            try await imaging.decode(bytes, limits: DecodeLimits(maxPixels: 4_000))
        }
    }

    @Test func `a grid that is its own tile is refused`() async throws {
        let bytes = try await Sample.bytes(.heic, with: imaging)
        let tile = try #require(bytes.firstRange(of: Data("dimg".utf8))).upperBound + 4
        let lie = bytes.replacing(tile..<tile + 2, with: Data([0, 2]))
        #expect(throws: ImagingError.unsupportedFormat) { try HEIFGuard(lie, limits: .standard).check() }
    }

    @Test func `a canvas larger than the header says is refused`() async throws {
        let bytes = try await Sample.bytes(.heic, with: imaging)
        let canvas = try #require(bytes.firstRange(of: Data([0, 0, 0, 0, 0, 0x40, 0, 0x30])))
        let lie = bytes.replacing(canvas, with: Data([0, 0, 0, 0, 0x7F, 0xFF, 0x7F, 0xFF]))
        await #expect(throws: ImagingError.tooLarge(pixels: 32_767 * 32_767)) {
            try await imaging.decode(lie)
        }
    }
}

extension Data {
    /// Writes another size into every `ispe` box.
    fileprivate func claiming(width: UInt8, height: UInt8) throws -> Data {
        let box = try #require(firstRange(of: Data("ispe".utf8)))
        let sides = box.upperBound + 4..<box.upperBound + 12
        return replacing(sides, with: Data([0, 0, 0, width, 0, 0, 0, height]))
    }

    fileprivate func replacing(_ range: Range<Int>, with bytes: Data) -> Data {
        prefix(upTo: range.lowerBound) + bytes + suffix(from: range.upperBound)
    }

    /// Makes the reference from the grid to its tile a list of the same tile; moves what comes after it.
    fileprivate func repeatingTile(_ count: Int) throws -> Data {
        let tile = Data([0, 1])
        let reference = try #require(firstRange(of: Data("iref".utf8)))
        let start = reference.lowerBound - 4
        let list = (0..<count).reduce(Data()) { all, _ in all + tile }
        let dimg =
            Data(bigEndian: 12 + list.count) + Data("dimg".utf8) + Data([0, 2])
            + Data(bigEndian: count).suffix(2) + list
        let iref = Data(bigEndian: 12 + dimg.count) + Data("iref".utf8) + Data(count: 4) + dimg
        return moved(by: iref.count - 26, insteadOf: start..<start + 26, iref)
    }

    /// Puts other bytes into the box `meta`, of which that part was the end, and corrects what points behind it.
    private func moved(by distance: Int, insteadOf range: Range<Int>, _ bytes: Data) -> Data {
        var file = replacing(range, with: bytes)
        let meta = 28
        file.add(distance, toNumberAt: meta)
        let iloc = file.firstRange(of: Data("iloc".utf8))?.upperBound ?? 0
        file.add(distance, toNumberAt: iloc + 14)
        return file
    }

    private mutating func add(_ distance: Int, toNumberAt offset: Int) {
        let number = self[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
        replaceSubrange(offset..<offset + 4, with: Data(bigEndian: number + distance))
    }

    private init(bigEndian number: Int) {
        self.init([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) })
    }
}
