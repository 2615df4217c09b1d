import Wire

extension NanoBananaPro.Order {
    /// How large a picture is to be.
    public enum Size: Hashable, Sendable {
        /// Exactly so many pixels.
        case pixels(width: Int, height: Int)
        /// A shape such as `16:9`, at a resolution; 1K when nil.
        case shape(String, Resolution?)
        /// A resolution, in the shape that is usual.
        case resolution(Resolution)
    }

    /// How fine a picture is.
    public enum Resolution: String, Hashable, Sendable, CaseIterable {
        /// About a megapixel.
        case r1K = "1K"
        /// About four megapixels.
        case r2K = "2K"
        /// About sixteen megapixels.
        case r4K = "4K"
    }
}

extension NanoBananaPro.Order.Size {
    init?(_ body: NewJobBody) {
        let resolution = body.resolution.flatMap(NanoBananaPro.Order.Resolution.init(rawValue:))
        if let sides = body.size?.split(separator: "x").compactMap({ Int($0) }), sides.count == 2 {
            self = .pixels(width: sides[0], height: sides[1])
        } else if let shape = body.aspectRatio {
            self = .shape(shape, resolution)
        } else if let resolution {
            self = .resolution(resolution)
        } else {
            return nil
        }
    }
}

extension NewJobBody {
    mutating func set(_ wanted: NanoBananaPro.Order.Size?) {
        (size, aspectRatio, resolution) = (nil, nil, nil)
        switch wanted {
        case .pixels(let width, let height): size = "\(width)x\(height)"
        case .shape(let shape, let fineness): (aspectRatio, resolution) = (shape, fineness?.rawValue)
        case .resolution(let fineness): resolution = fineness.rawValue
        case nil: break
        }
    }
}
