import Foundation
import Kernel

/// Puts TIFF structures together by hand: whole pictures, and the EXIF blocks that have the same form.
struct TIFFBuilder {
    private(set) var bytes = Data("II*\0".utf8) + Self.long(0)
    private var link = 4

    enum Value {
        case short(Int)
        case long(Int)
        case shorts([Int])
        case text(String)
    }

    /// `Scene.quadrants` on each page, uncompressed.
    static func quadrants(_ size: PixelSize, pages: Int) -> Data {
        let colours: [[UInt8]] = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]]
        let pixels = size.quarters.flatMap { colours[$0] }
        var file = TIFFBuilder()
        for _ in 0..<pages {
            let start = file.append(Data(pixels))
            file.appendDirectory([
                (256, .long(size.width)), (257, .long(size.height)), (258, .shorts([8, 8, 8])),
                (259, .short(1)),
                (262, .short(2)), (273, .long(start)), (277, .short(3)), (278, .long(size.height)),
                (279, .long(pixels.count)),
            ])
        }
        return file.bytes
    }

    /// An EXIF block with an orientation, an artist and a place.
    static func exif(orientation: Int, artist: String) -> Data {
        var block = TIFFBuilder()
        let place = block.append(directory([(1, .short(0)), (29, .short(0))], at: block.bytes.count).bytes)
        block.appendDirectory([(0x112, .short(orientation)), (0x13B, .text(artist)), (0x8825, .long(place))])
        return block.bytes
    }

    private mutating func append(_ content: Data) -> Int {
        defer { bytes.append(content) }
        return bytes.count
    }

    /// Adds a directory and links it to the one before.
    private mutating func appendDirectory(_ entries: [(tag: Int, value: Value)]) {
        let (directory, nextLink) = Self.directory(entries, at: bytes.count)
        bytes.replaceSubrange(link..<link + 4, with: Self.long(bytes.count))
        link = bytes.count + nextLink
        bytes.append(directory)
    }

    private static func directory(
        _ entries: [(tag: Int, value: Value)],
        at start: Int
    ) -> (bytes: Data, link: Int) {
        let length = 2 + 12 * entries.count + 4
        var (table, extra) = (short(entries.count), Data())
        for entry in entries {
            let (type, count, content) = encoded(entry.value)
            table += short(entry.tag) + short(type) + long(count)
            if content.count <= 4 {
                table += content + Data(count: 4 - content.count)
            } else {
                table += long(start + length + extra.count)
                extra += content
            }
        }
        return (table + long(0) + extra, length - 4)
    }

    private static func encoded(_ value: Value) -> (type: Int, count: Int, content: Data) {
        switch value {
        case .short(let number): (3, 1, short(number))
        case .long(let number): (4, 1, long(number))
        case .shorts(let numbers): (3, numbers.count, numbers.map(short).reduce(Data(), +))
        case .text(let text): (2, text.utf8.count + 1, Data((text + "\0").utf8))
        }
    }

    private static func short(_ number: Int) -> Data { Data([UInt8(number & 0xFF), UInt8(number >> 8)]) }

    private static func long(_ number: Int) -> Data { short(number & 0xFFFF) + short(number >> 16) }
}
