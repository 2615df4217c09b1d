import Imaging
import Kernel

extension EditStep {
    /// The size of the picture after this step.
    func size(from size: PixelSize, field: String) throws(Problem) -> PixelSize {
        switch tool {
        case .crop: try cut(from: size, field: field).size
        case .straighten: angle == 0 ? size : size.inner(turnedBy: angle)
        case .rotate: size.rotated(by: angle)
        case .resize: resized(size)
        case .extend: try margins(of: size, field: field).canvas(of: size)
        default: size
        }
    }

    /// What `crop` leaves.
    func cut(from size: PixelSize, field: String) throws(Problem) -> PixelRect {
        if let aspect { return PixelRect(aspect, in: size) }
        guard let pixels = box?.pixels(in: size) else { throw Problem(.editOutside, field: "\(field).box") }
        return pixels
    }

    /// The box that `resize` fills or fits into, and the picture's size in it.
    private func resized(_ size: PixelSize) -> PixelSize {
        if let factor = number(.factor) { return size.scaled(by: factor) }
        let width = number(.width)
        let height = number(.height)
        guard let width, let height else {
            let scale = width.map { $0 / Double(size.width) } ?? (height ?? 0) / Double(size.height)
            let free = size.scaled(by: scale)
            return PixelSize(
                width: width.map { Int($0) } ?? free.width,
                height: height.map { Int($0) } ?? free.height
            )
        }
        guard word(.fit) == "inside" else { return PixelSize(width: Int(width), height: Int(height)) }
        return size.scaled(by: min(width / Double(size.width), height / Double(size.height)))
    }

    /// How much `extend` adds on each side.
    func margins(of size: PixelSize, field: String) throws(Problem) -> Margins {
        if let aspect { return Margins(aspect, around: size) }
        func pixels(_ name: EditMember.Name, _ side: Int) throws(Problem) -> Int {
            let margin = number(name) ?? 0
            guard word(.unit) == "fraction" else { return Int(margin.rounded()) }
            // Four times a side is more than any result may have.
            try margin.check(0...4, field: "\(field).\(name.rawValue)")
            return Int((margin * Double(side)).rounded())
        }
        return Margins(
            left: try pixels(.left, size.width),
            top: try pixels(.top, size.height),
            right: try pixels(.right, size.width),
            bottom: try pixels(.bottom, size.height)
        )
    }
}

extension Margins {
    func canvas(of size: PixelSize) -> PixelSize {
        PixelSize(width: size.width + left + right, height: size.height + top + bottom)
    }

    /// The smallest canvas of a shape with the picture in its middle.
    init(_ aspect: EditAspect, around size: PixelSize) {
        let ratio = aspect.width / aspect.height
        let width = max(size.width, Int((Double(size.height) * ratio).rounded()))
        let height = max(size.height, Int((Double(size.width) / ratio).rounded()))
        let (wide, high) = (width - size.width, height - size.height)
        self.init(left: wide / 2, top: high / 2, right: wide - wide / 2, bottom: high - high / 2)
    }
}

extension PixelSize {
    func scaled(by factor: Double) -> PixelSize {
        func side(_ side: Int) -> Int { max(1, Int(min((Double(side) * factor).rounded(), 1e9))) }
        return PixelSize(width: side(width), height: side(height))
    }

    /// The smallest canvas that holds this one turned by degrees.
    func rotated(by degrees: Double) -> PixelSize {
        let quarters = degrees / 90
        if quarters == quarters.rounded() {
            return Int(quarters) % 2 == 0 ? self : PixelSize(width: height, height: width)
        }
        return turned(by: degrees)
    }
}
