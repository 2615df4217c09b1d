import Imaging
import Kernel

/// Drawings to test with.
enum Scene {
    /// Red, green, blue and white, in the order of reading.
    static let quadrants = svg(
        """
        <rect width="1" height="1" fill="#f00"/><rect x="1" width="1" height="1" fill="#0f0"/>
        <rect y="1" width="1" height="1" fill="#00f"/><rect x="1" y="1" width="1" height="1" fill="#fff"/>
        """
    )

    /// Soft and sharp shapes, as real drawings have them.
    static let landscape = svg(
        """
        <defs><linearGradient id="sky" x2="0" y2="1"><stop offset="0" stop-color="#124"/>
        <stop offset="1" stop-color="#fca"/></linearGradient></defs>
        <rect width="2" height="2" fill="url(#sky)"/><circle cx="1.4" cy="0.6" r="0.3" fill="#ffe"/>
        <path d="M0 1.5 L0.6 0.9 L1.1 1.6 L1.6 1.2 L2 1.7 V2 H0 Z" fill="#253"/>
        """
    )

    /// Blue at half strength on the left, nothing on the right.
    static let halfTransparent = svg(#"<rect width="1" height="2" fill="blue" fill-opacity="0.5"/>"#)

    /// A drawing of 2 x 2 units, stretched over whatever size is asked for.
    static func svg(_ content: String) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
        viewBox="0 0 2 2" preserveAspectRatio="none" shape-rendering="crispEdges">\(content)</svg>
        """
    }
}

extension PixelSize {
    /// In which quarter each pixel lies, in the order of reading.
    var quarters: [Int] {
        (0..<pixels).map { pixel in
            let (x, y) = (pixel % width, pixel / width)
            return (x < width / 2 ? 0 : 1) + (y < height / 2 ? 0 : 2)
        }
    }
}

extension RawPixels {
    /// The four quarters, in the order of reading: `RGBW` for `Scene.quadrants`, `?` for other colours.
    var quarters: String {
        let (x, y) = (width / 4, height / 4)
        let places = [(x, y), (width - 1 - x, y), (x, height - 1 - y), (width - 1 - x, height - 1 - y)]
        return String(places.map { self[$0.0, $0.1].prefix(3).map { $0 > 127 } }.map(Self.letter))
    }

    private static func letter(_ strong: [Bool]) -> Character {
        switch strong {
        case [true, false, false]: "R"
        case [false, true, false]: "G"
        case [false, false, true]: "B"
        case [true, true, true]: "W"
        default: "?"
        }
    }

    /// The mean difference of all samples, of 255.
    func difference(from other: RawPixels) -> Double {
        let total = zip(bytes, other.bytes).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
        return Double(total) / Double(bytes.count)
    }
}
