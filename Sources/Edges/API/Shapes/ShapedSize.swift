import Engines
import Kernel

extension Model {
    /// The size that it makes of what a client of somebody else's shape asks for; nil where it follows from the pictures.
    ///
    /// A model that makes every size, or that one to the pixel, makes exactly the one that is asked for. One that has tables alone makes the nearest shape, at the
    /// detail that the pixels come to: as other gateways do it, so that nobody is surprised.
    /// - Parameters:
    ///   - size: what is asked for.
    ///   - source: how large the first picture is; nil without one.
    /// - Returns: what to order.
    /// - Throws: `Problem` for what the model cannot do: never another shape or detail than those that are named.
    func spec(for size: ShapedOrder.Size, after source: PixelSize?) throws(Problem) -> ImageSpec? {
        guard sizes != .source else {
            guard case .automatic = size else { throw Problem(.notForModel, field: "size", ["model": id]) }
            return nil
        }
        switch size {
        case .automatic:
            if source != nil { return nil }
            return ImageSpec(usualRatio, leastResolution)
        case .shape(let ratio, let resolution):
            try check(ratio, resolution)
            return ImageSpec(ratio ?? shape(of: source), resolution ?? leastResolution)
        case .pixels(let pixels):
            let exact = try ImageSpec(size: pixels)
            guard sizes == .table else { return exact }
            if let exactSizes {
                guard exactSizes.contains(pixels) else {
                    throw Problem(.sizeUnsupported, field: "size", ["model": id])
                }
                return exact
            }
            return ImageSpec(nearestRatio(to: pixels), nearestResolution(to: pixels))
        }
    }

    /// - Throws: `Problem` that names the shapes or the details that there are.
    private func check(_ ratio: AspectRatio?, _ resolution: Resolution?) throws(Problem) {
        if let ratio, !aspectRatios.contains(ratio) {
            let known = aspectRatios.map(\.rawValue).joined(separator: ", ")
            throw Problem(.valueUnknown, field: "aspect_ratio", ["known": known])
        }
        if let resolution, !resolutions.contains(resolution) {
            let known = resolutions.map(\.rawValue).joined(separator: ", ")
            throw Problem(.valueUnknown, field: "resolution", ["known": known])
        }
    }

    private var usualRatio: AspectRatio {
        aspectRatios.contains(.square) ? .square : aspectRatios.first ?? .square
    }

    private var leastResolution: Resolution {
        Resolution.allCases.first(where: resolutions.contains) ?? .oneK
    }

    private func shape(of source: PixelSize?) -> AspectRatio {
        source.map(nearestRatio) ?? usualRatio
    }

    /// Sizes that other models have, and which shape is meant by them.
    private static let ratiosOfOthers: [PixelSize: AspectRatio] = [
        PixelSize(width: 1_280, height: 896): .landscape4x3,
        PixelSize(width: 896, height: 1_280): .portrait3x4,
    ]

    private func nearestRatio(to size: PixelSize) -> AspectRatio {
        if let meant = Self.ratiosOfOthers[size], aspectRatios.contains(meant) { return meant }
        let shape = Double(size.width) / Double(size.height)
        func distance(_ ratio: AspectRatio) -> Double {
            let own = Double(ratio.sides.width) / Double(ratio.sides.height)
            return max(own / shape, shape / own)
        }
        return aspectRatios.min { distance($0) < distance($1) } ?? .square
    }

    /// By the side of a square of as many pixels; below a model's finest and above its coarsest the nearest that it has.
    private func nearestResolution(to size: PixelSize) -> Resolution {
        let wanted: Resolution =
            switch size.pixels {
            case ..<(1_536 * 1_536): .oneK
            case ..<(3_072 * 3_072): .twoK
            default: .fourK
            }
        let order = Resolution.allCases
        let own = order.filter(resolutions.contains)
        func place(_ resolution: Resolution) -> Int { order.firstIndex(of: resolution) ?? 0 }
        return own.min { abs(place($0) - place(wanted)) < abs(place($1) - place(wanted)) } ?? .oneK
    }
}
