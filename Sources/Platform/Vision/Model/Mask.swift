package import Imaging
package import Kernel

/// How much of each pixel of a picture is meant, from 0 (nothing) to 255 (wholly).
package struct Mask: Hashable, Sendable {
    package let size: PixelSize
    /// Row by row without gaps.
    package let coverage: [UInt8]

    /// Nothing, unless there are exactly as many bytes as pixels.
    package init?(size: PixelSize, coverage: [UInt8]) {
        guard size.width > 0, size.height > 0, coverage.count == size.pixels else { return nil }
        self.size = size
        self.coverage = coverage
    }

    /// Covers everything alike.
    package init(size: PixelSize, all coverage: UInt8) {
        self.size = size
        self.coverage = Array(repeating: coverage, count: size.pixels)
    }

    /// Covers a rectangle; what of it lies outside is left out.
    package init(rectangle: PixelRect, in size: PixelSize) {
        let columns = Self.inside(rectangle.x, rectangle.width, size.width)
        let rows = Self.inside(rectangle.y, rectangle.height, size.height)
        let empty = [UInt8](repeating: 0, count: size.width)
        var line = empty
        line.replaceSubrange(columns, with: repeatElement(255, count: columns.count))
        var coverage: [UInt8] = []
        coverage.reserveCapacity(size.pixels)
        for y in 0..<size.height {
            coverage += rows.contains(y) ? line : empty
        }
        self.size = size
        self.coverage = coverage
    }

    private static func inside(_ start: Int, _ length: Int, _ limit: Int) -> Range<Int> {
        let (end, overflow) = start.addingReportingOverflow(max(0, length))
        let lower = min(max(start, 0), limit)
        return lower..<max(lower, min(overflow ? limit : end, limit))
    }
}

extension Mask {
    /// Covers nothing at all.
    package var isEmpty: Bool { coverage.allSatisfy { $0 == 0 } }

    package var inverted: Mask {
        Mask(size: size, unchecked: coverage.map { 255 - $0 })
    }

    /// The smallest rectangle of all that is covered at least by half; nothing if that is nothing.
    package var bounds: PixelRect? {
        var (left, right, top, bottom) = (size.width, -1, size.height, -1)
        coverage.withUnsafeBufferPointer { samples in
            for y in 0..<size.height {
                let row = UnsafeBufferPointer(rebasing: samples[y * size.width..<(y + 1) * size.width])
                guard let first = row.firstIndex(where: { $0 >= 128 }) else { continue }
                left = min(left, first)
                right = max(right, row.lastIndex { $0 >= 128 } ?? first)
                top = min(top, y)
                bottom = y
            }
        }
        guard right >= 0 else { return nil }
        return PixelRect(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
    }

    /// What either of two masks of one size covers; nothing for other sizes.
    package func union(_ other: Mask) -> Mask? {
        guard size == other.size else { return nil }
        return Mask(size: size, unchecked: zip(coverage, other.coverage).map { max($0, $1) })
    }

    /// What the other mask of the same size does not cover; nothing for another size.
    package func subtracting(_ other: Mask) -> Mask? {
        guard size == other.size else { return nil }
        return Mask(size: size, unchecked: zip(coverage, other.coverage).map { min($0, 255 - $1) })
    }

    private init(size: PixelSize, unchecked coverage: [UInt8]) {
        self.size = size
        self.coverage = coverage
    }
}
