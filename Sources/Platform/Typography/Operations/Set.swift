import CTypesetting
import Imaging
package import Kernel

extension Typography {
    /// Sets a text into a box of pixels.
    ///
    /// Ink stays inside of the box, and so do outline, shadow and backing, unless the text is rotated.
    /// - Throws: `TypographyError.refused` with `font_unknown` if no such family is installed, with `text_does_not_fit` if the text is larger than
    ///   the box at its size, or at the least size.
    package func set(_ setting: TextSetting, in box: PixelSize) async throws(TypographyError) -> SetText {
        try Self.judge(setting, box)
        let drawn = try await run { call throws(TypographyError) in
            let text = try PlacedText(setting, in: box, call)
            guard let bounds = text.bounds, Self.isDrawable(bounds.size) else { throw .tooLarge }
            return Drawn(samples: try text.draw(bounds.size, call), bounds: bounds, metrics: text.metrics)
        }
        guard let pixels = RawPixels(size: drawn.bounds.size, bands: 4, bytes: drawn.samples) else {
            throw .failed
        }
        return SetText(
            picture: try await picture(of: pixels),
            x: drawn.bounds.x,
            y: drawn.bounds.y,
            metrics: drawn.metrics
        )
    }

    /// How a text would come out, without its pixels.
    /// - Throws: as for setting it.
    package func measure(
        _ setting: TextSetting,
        in box: PixelSize
    ) async throws(TypographyError) -> TextMetrics {
        try Self.judge(setting, box)
        return try await run { call throws(TypographyError) in
            try PlacedText(setting, in: box, call).metrics
        }
    }

    static func judge(_ setting: TextSetting, _ box: PixelSize) throws(TypographyError) {
        guard isDrawable(box) else { throw .tooLarge }
        do {
            try check(setting)
        } catch {
            throw .refused(error)
        }
    }

    private static func isDrawable(_ size: PixelSize) -> Bool {
        (1...longestSide).contains(size.width) && (1...longestSide).contains(size.height)
            && size.pixels <= mostPixels
    }

    private func picture(of pixels: RawPixels) async throws(TypographyError) -> Picture {
        do {
            return try await imaging.picture(of: pixels)
        } catch {
            switch error {
            case .cancelled: throw .cancelled
            case .busy: throw .busy
            default: throw .failed
            }
        }
    }
}

private struct Drawn: Sendable {
    let samples: [UInt8]
    let bounds: TextBounds
    let metrics: TextMetrics
}

extension TextBounds {
    fileprivate var size: PixelSize { PixelSize(width: width, height: height) }
}
