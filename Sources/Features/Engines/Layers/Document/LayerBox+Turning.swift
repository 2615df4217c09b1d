import Foundation

extension LayerBox {
    /// Whether the two have a point in common, this one turned about its middle by degrees.
    ///
    /// Two convex shapes are apart exactly if one of their sides' directions separates them.
    package func touches(_ other: LayerBox, turnedBy degrees: Double) -> Bool {
        let bounds = turned(by: degrees)
        guard bounds.x < other.right, bounds.right > other.x, bounds.y < other.bottom, bounds.bottom > other.y
        else { return false }
        let (cosine, sine) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
        let (dx, dy) = (other.midX - midX, other.midY - midY)
        let (along, across) = (abs(dx * cosine + dy * sine), abs(dy * cosine - dx * sine))
        let reachAlong = (other.width * abs(cosine) + other.height * abs(sine) + width) / 2
        let reachAcross = (other.width * abs(sine) + other.height * abs(cosine) + height) / 2
        return along < reachAlong && across < reachAcross
    }

    /// The upright box around this one after it was turned clockwise about a point, its own middle as a rule.
    package func turned(by degrees: Double, about point: (x: Double, y: Double)? = nil) -> LayerBox {
        if degrees == 0 { return self }
        let (cosine, sine) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
        let centre = point ?? (midX, midY)
        let (dx, dy) = (midX - centre.x, midY - centre.y)
        let middle = (x: centre.x + dx * cosine - dy * sine, y: centre.y + dx * sine + dy * cosine)
        let wide = width * abs(cosine) + height * abs(sine)
        let high = width * abs(sine) + height * abs(cosine)
        return LayerBox(x: middle.x - wide / 2, y: middle.y - high / 2, width: wide, height: high)
    }

    /// What two boxes have in common; nothing if that has no area.
    func intersection(_ other: LayerBox) -> LayerBox? {
        let (left, top) = (max(x, other.x), max(y, other.y))
        let (right, bottom) = (min(right, other.right), min(bottom, other.bottom))
        guard right > left, bottom > top else { return nil }
        return LayerBox(x: left, y: top, width: right - left, height: bottom - top)
    }

    /// The box with room around it.
    func outset(by margin: Double) -> LayerBox {
        LayerBox(x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin)
    }

    /// The smallest box of whole pixels around this one.
    var covering: LayerBox {
        let (left, top) = (x.rounded(.down), y.rounded(.down))
        return LayerBox(
            x: left,
            y: top,
            width: max(1, right.rounded(.up) - left),
            height: max(1, bottom.rounded(.up) - top)
        )
    }
}
