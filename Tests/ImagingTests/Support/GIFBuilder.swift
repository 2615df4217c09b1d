import Foundation
import Kernel

/// Puts GIFs together by hand.
enum GIFBuilder {
    /// `Scene.quadrants` in each frame.
    static func quadrants(_ size: PixelSize, frames: Int) -> Data {
        let colours: [UInt8] = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]
        let head =
            Data("GIF89a".utf8) + short(size.width) + short(size.height) + Data([0x81, 0, 0] + colours)
        let frame = image(size) + Data([2]) + blocks(codes(size.quarters)) + Data([0])
        return (0..<frames).reduce(head) { all, _ in all + frame } + Data([0x3B])
    }

    /// A screen of one pixel with a frame that is much larger, and empty.
    static func claiming(frame: PixelSize) -> Data {
        let head = Data("GIF89a".utf8) + short(1) + short(1) + Data([0x80, 0, 0, 0, 0, 0, 255, 255, 255])
        return head + image(frame) + Data([2, 2, 0x44, 0x01, 0, 0x3B])
    }

    private static func image(_ size: PixelSize) -> Data {
        Data([0x2C, 0, 0, 0, 0]) + short(size.width) + short(size.height) + Data([0])
    }

    /// Codes of three bits; starting afresh after every two pixels keeps them at three.
    private static func codes(_ pixels: [Int]) -> [UInt8] {
        let codes =
            stride(from: 0, to: pixels.count, by: 2).flatMap { [4] + pixels[$0..<min($0 + 2, pixels.count)] }
            + [5]
        let bits = codes.flatMap { code in (0..<3).map { code >> $0 & 1 } }
        return stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<min(start + 8, bits.count)].reversed().reduce(0) { $0 << 1 | UInt8($1) }
        }
    }

    private static func blocks(_ bytes: [UInt8]) -> Data {
        stride(from: 0, to: bytes.count, by: 255).reduce(Data()) { all, start in
            let block = bytes[start..<min(start + 255, bytes.count)]
            return all + Data([UInt8(block.count)] + block)
        }
    }

    private static func short(_ number: Int) -> Data {
        Data([UInt8(number & 0xFF), UInt8(number >> 8)])
    }
}
