import Kernel

/// Sizes of any shape within limits.
struct PixelGrid: Sendable {
    /// What OpenAI's models take from `gpt-image-2` on.
    static let openAI = PixelGrid(step: 16, longestEdge: 3_840, pixels: 655_360...8_294_400, longestShape: 3)

    /// Both sides are multiples of it.
    let step: Int
    let longestEdge: Int
    let pixels: ClosedRange<Int>
    /// The longer side by the shorter.
    let longestShape: Int

    /// Whether its sides can be reckoned with; far above anything that is made.
    static func isSane(_ size: PixelSize) -> Bool {
        let sides = 1...100_000
        return sides.contains(size.width) && sides.contains(size.height)
    }

    func contains(_ size: PixelSize) -> Bool {
        guard Self.isSane(size), max(size.width, size.height) <= longestEdge, admitsShape(of: size) else {
            return false
        }
        return size.width.isMultiple(of: step) && size.height.isMultiple(of: step)
            && pixels.contains(size.pixels)
    }

    /// The size itself where it is legal, else the one that changes both sides least.
    ///
    /// That is, once the area and the longer side are brought within their limits. Nil for a shape longer than the longest.
    func nearest(to wanted: PixelSize) -> PixelSize? {
        guard Self.isSane(wanted), admitsShape(of: wanted) else { return nil }
        if contains(wanted) { return wanted }
        let scale = scale(for: wanted)
        let (width, height) = (Double(wanted.width) * scale, Double(wanted.height) * scale)
        func change(to size: PixelSize) -> Double {
            Double(size.width).factor(to: width) * Double(size.height).factor(to: height)
        }
        return steps(around: width)
            .flatMap { width in steps(around: height).map { PixelSize(width: width, height: $0) } }
            .filter(contains)
            .min { change(to: $0) < change(to: $1) }
    }

    private func admitsShape(of size: PixelSize) -> Bool {
        max(size.width, size.height) <= min(size.width, size.height) * longestShape
    }

    private func scale(for wanted: PixelSize) -> Double {
        let area = Double(wanted.pixels)
        let least = (Double(pixels.lowerBound) / area).squareRoot()
        let most = min(
            (Double(pixels.upperBound) / area).squareRoot(),
            Double(longestEdge) / Double(max(wanted.width, wanted.height))
        )
        return min(max(1, least), most)
    }

    /// Two below and two above, so that some pair lies within every limit.
    private func steps(around side: Double) -> [Int] {
        let below = Int(side) / step
        return (below - 1...below + 2).map { $0 * step }
    }
}

extension Double {
    /// By which factor they differ, whichever is the larger; 1 for equals.
    func factor(to other: Double) -> Double {
        max(self / other, other / self)
    }
}
