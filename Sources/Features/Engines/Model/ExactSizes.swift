package import Kernel

/// Sizes that a model makes to the pixel beside those of its table, for clients that name pixels: a list, or a grid.
package struct ExactSizes: Hashable, Sendable, Codable {
    /// As people write them, `1536x1024`; nil for a grid.
    let listed: [String]?
    /// Both sides are multiples of it; nil for a list.
    let step: Int?
    let longestSide: Int?
    let leastPixels: Int?
    let mostPixels: Int?
    /// The longer side by the shorter.
    let longestShape: Int?

    enum CodingKeys: String, CodingKey {
        case listed, step
        case longestSide = "longest_side"
        case leastPixels = "least_pixels"
        case mostPixels = "most_pixels"
        case longestShape = "longest_shape"
    }

    package func contains(_ size: PixelSize) -> Bool {
        if let listed { return listed.contains(size.description) }
        guard let step, step > 0, size.width > 0, size.height > 0 else { return false }
        let (long, short) = (max(size.width, size.height), min(size.width, size.height))
        return long.isMultiple(of: step) && short.isMultiple(of: step)
            && long <= longestSide ?? .max && long <= short * (longestShape ?? 64)
            && size.pixels >= leastPixels ?? 0 && size.pixels <= mostPixels ?? .max
    }
}
