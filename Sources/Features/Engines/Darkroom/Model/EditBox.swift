package import Imaging
package import Kernel

/// A rectangle of a picture: in fractions of its sides, or in pixels.
package struct EditBox: Hashable, Sendable {
    package enum Unit: String, CaseIterable, Sendable {
        case fraction
        case pixel

        /// What a side may be long, and where a corner may lie.
        var bounds: ClosedRange<Double> {
            switch self {
            case .fraction: 0...1
            case .pixel: 0...12_288
            }
        }
    }

    package let x: Double
    package let y: Double
    package let width: Double
    package let height: Double
    package let unit: Unit

    package init(x: Double, y: Double, width: Double, height: Double, unit: Unit = .fraction) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
        self.unit = unit
    }

    /// The whole pixels of it that lie in a picture, at least one each way; nil when it lies outside.
    package func pixels(in size: PixelSize) -> PixelRect? {
        let scale = unit == .fraction ? (x: Double(size.width), y: Double(size.height)) : (x: 1, y: 1)
        let left = Int((x * scale.x).rounded())
        let top = Int((y * scale.y).rounded())
        guard left < size.width, top < size.height else { return nil }
        let right = min(size.width, max(left + 1, Int(((x + width) * scale.x).rounded())))
        let bottom = min(size.height, max(top + 1, Int(((y + height) * scale.y).rounded())))
        return PixelRect(x: left, y: top, width: right - left, height: bottom - top)
    }
}

extension PixelRect {
    /// The largest box of a shape in the middle of a picture.
    package init(_ aspect: EditAspect, in size: PixelSize) {
        self.init(ratio: aspect.width / aspect.height, in: size)
    }

    init(ratio: Double, in size: PixelSize) {
        let (fullWidth, fullHeight) = (Double(size.width), Double(size.height))
        let width = max(1, min(size.width, Int(min(fullWidth, fullHeight * ratio).rounded())))
        let height = max(1, min(size.height, Int(min(fullHeight, fullWidth / ratio).rounded())))
        self.init(x: (size.width - width) / 2, y: (size.height - height) / 2, width: width, height: height)
    }
}
