import CImaging
import Kernel

extension Imaging {
    /// Lays a picture over another, its upper left corner at (x, y) of the lower one, which may lie outside.
    ///
    /// The result has the size of the lower one, and alpha only if that has. What is laid wholly outside changes nothing.
    /// `opacity` is 0 (nothing) ... 1.
    package func blend(
        _ upper: Picture,
        over lower: Picture,
        x: Int = 0,
        y: Int = 0,
        mode: BlendMode = .normal,
        opacity: Double = 1
    ) async throws(ImagingError) -> Picture {
        guard (0...1).contains(opacity), Self.offsets.contains(x), Self.offsets.contains(y) else {
            throw .outOfRange
        }
        if opacity == 0 || x >= lower.size.width || y >= lower.size.height { return lower }
        if x <= -upper.size.width || y <= -upper.size.height { return lower }
        let hides = mode == .normal && opacity == 1 && !upper.hasAlpha && !lower.hasAlpha
        if hides, (x, y) == (0, 0), upper.size == lower.size { return upper }
        return try await run { call throws(ImagingError) in
            let place = imaging_place(x: Int32(x), y: Int32(y), opacity: opacity)
            return try call.picture {
                imaging_blend(upper.handle, lower.handle, place, mode.mode, call.handle, $0)
            }
        }
    }

    private static let offsets = -1_000_000...1_000_000
}

extension BlendMode {
    fileprivate var mode: imaging_mode {
        switch self {
        case .normal: .IMAGING_NORMAL
        case .multiply: .IMAGING_MULTIPLY
        case .screen: .IMAGING_SCREEN
        case .overlay: .IMAGING_OVERLAY
        case .darken: .IMAGING_DARKEN
        case .lighten: .IMAGING_LIGHTEN
        case .softLight: .IMAGING_SOFT_LIGHT
        case .hardLight: .IMAGING_HARD_LIGHT
        case .difference: .IMAGING_DIFFERENCE
        }
    }
}
