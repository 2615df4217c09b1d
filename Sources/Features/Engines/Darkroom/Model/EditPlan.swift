package import Kernel

/// What an edit will yield, computed without a pixel.
package enum EditPlan {
    package static let sides = 1...12_288
    package static let mostPixels = ImageSpec.mostPixels

    /// The size of the picture that the steps make of one of the given size.
    ///
    /// A picture may be larger than what is made at most, as long as a step brings it down; no step may make it larger than that.
    /// - Throws: `Problem` `edit_size_out_of_bounds` or `edit_outside`, naming the step.
    package static func size(
        after steps: [EditStep],
        from source: PixelSize,
        field: String = "steps"
    ) throws(Problem) -> PixelSize {
        var size = source
        for (place, step) in steps.enumerated() {
            let next = try step.size(from: size, field: "\(field)[\(place)]")
            guard fits(next) || next.pixels <= size.pixels && place < steps.count - 1 else {
                throw .outOfBounds(next, field: "\(field)[\(place)]")
            }
            size = next
        }
        guard fits(size) else { throw .outOfBounds(size, field: field) }
        return size
    }

    /// The longest side that the picture has before, between or after the steps.
    /// - Throws: `Problem` `edit_outside`, naming the step.
    package static func longestSide(of steps: [EditStep], from source: PixelSize) throws(Problem) -> Int {
        var (size, longest) = (source, max(source.width, source.height))
        for (place, step) in steps.enumerated() {
            size = try step.size(from: size, field: "steps[\(place)]")
            longest = max(longest, size.width, size.height)
        }
        return longest
    }

    static func fits(_ size: PixelSize) -> Bool {
        sides.contains(size.width) && sides.contains(size.height) && size.pixels <= mostPixels
    }
}

extension Problem {
    fileprivate static func outOfBounds(_ size: PixelSize, field: String) -> Problem {
        Problem(.editSizeOutOfBounds, field: field, ["size": size.description])
    }
}
