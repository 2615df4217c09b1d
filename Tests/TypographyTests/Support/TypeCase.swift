import Foundation
import Imaging
import Kernel
import Testing

@testable import Typography

/// What these tests share: one typography, texts in both languages, and eyes for pixels.
enum TypeCase {
    static let imaging = Imaging()
    static let typography = Typography(imaging: imaging)
    static let box = PixelSize(width: 420, height: 260)
    static let english = "Golden hour on the old harbour wall"
    static let chinese = "黃昏時分，舊港的牆上灑滿金色的光。"
    static let texts = [english, chinese]
    static let red = Colour(red: 255, green: 0, blue: 0)
    static let blue = Colour(red: 0, green: 0, blue: 255)

    static func setting(
        _ text: String = english,
        size: TextSize = .exactly(40),
        _ change: (inout TextSetting) -> Void = { _ in }
    ) -> TextSetting {
        var setting = TextSetting(text, size: size)
        change(&setting)
        return setting
    }

    static func draw(_ setting: TextSetting, in box: PixelSize = box) async throws -> Canvas {
        let set = try await typography.set(setting, in: box)
        return Canvas(pixels: try await imaging.pixels(of: set.picture), set: set)
    }

    static func refusal(_ json: String) -> Problem? {
        do {
            _ = try JSONDecoder().decode(TextSetting.self, from: Data(json.utf8))
            return nil
        } catch {
            return error as? Problem
        }
    }
}

/// The pixels of a set text.
struct Canvas {
    let pixels: RawPixels
    let set: SetText

    var size: PixelSize { pixels.size }

    func alpha(_ x: Int, _ y: Int) -> UInt8 { pixels.bytes[(y * size.width + x) * 4 + 3] }

    /// The smallest rectangle around all that is not clear.
    var inked: TextBounds? {
        let columns = (0..<size.width).filter { x in (0..<size.height).contains { alpha(x, $0) > 0 } }
        let rows = (0..<size.height).filter { y in (0..<size.width).contains { alpha($0, y) > 0 } }
        guard let left = columns.first, let right = columns.last, let top = rows.first,
            let bottom = rows.last
        else { return nil }
        return TextBounds(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
    }

    /// How many pixels are nearly of a colour, and nearly opaque.
    func count(of colour: Colour) -> Int {
        stride(from: 0, to: pixels.bytes.count, by: 4).count { place in
            let pixel = pixels.bytes[place..<place + 4].map(Int.init)
            let wanted = [colour.red, colour.green, colour.blue].map(Int.init)
            return pixel[3] > 250 && zip(pixel, wanted).allSatisfy { abs($0 - $1) < 8 }
        }
    }

    /// Pixels that are not clear.
    var weight: Int {
        stride(from: 3, to: pixels.bytes.count, by: 4).count { pixels.bytes[$0] > 0 }
    }

    /// How wide the colours are apart that show: 0 for greys.
    var colourfulness: Int {
        stride(from: 0, to: pixels.bytes.count, by: 4).map { place in
            guard pixels.bytes[place + 3] > 128 else { return 0 }
            let rgb = pixels.bytes[place..<place + 3].map(Int.init)
            return (rgb.max() ?? 0) - (rgb.min() ?? 0)
        }.max() ?? 0
    }
}

extension TextBounds {
    func lies(within other: TextBounds) -> Bool {
        x >= other.x && y >= other.y && x + width <= other.x + other.width
            && y + height <= other.y + other.height
    }

    init(of size: PixelSize) {
        self.init(x: 0, y: 0, width: size.width, height: size.height)
    }
}
