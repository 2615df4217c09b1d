import CVision
package import Imaging
package import Kernel

extension Vision {
    /// The most corners of a lasso.
    package static let mostCorners = 2_000

    /// Makes a mask of a picture.
    package func mask(of picture: Picture, from channel: MaskChannel) async throws(ImagingError) -> Mask {
        try await imaging.run { call throws(ImagingError) in
            func mask(_ channel: vision_channel) throws(ImagingError) -> Mask {
                try call.mask { result in picture.lend { vision_mask_of($0, channel, call.reins, result) } }
            }
            switch channel {
            case .alpha: return try mask(.VISION_ALPHA)
            case .luminance: return try mask(.VISION_LUMINANCE)
            case .automatic:
                let alpha = picture.hasAlpha ? try mask(.VISION_ALPHA) : nil
                if let alpha, alpha.coverage.contains(where: { $0 < 255 }) { return alpha }
                return try mask(.VISION_LUMINANCE)
            }
        }
    }

    /// Covers what a lasso of 3...2,000 corners runs around, by the even-odd rule, with soft edges.
    package func mask(lasso corners: [MaskPoint], in size: PixelSize) async throws(ImagingError) -> Mask {
        let reach = -100_000.0...100_000.0
        guard (3...Self.mostCorners).contains(corners.count), Self.canBeMask(size),
            corners.allSatisfy({ reach.contains($0.x) && reach.contains($0.y) })
        else { throw .outOfRange }
        let numbers = corners.flatMap { [Float($0.x), Float($0.y)] }
        return try await imaging.run { call throws(ImagingError) in
            try call.mask {
                let (width, height) = (Int32(size.width), Int32(size.height))
                return vision_mask_polygon(numbers, corners.count, width, height, call.reins, $0)
            }
        }
    }

    /// Grows a mask by -500...500 pixels all around; a negative number shrinks it.
    package func grow(_ mask: Mask, by pixels: Double) async throws(ImagingError) -> Mask {
        guard (-500...500).contains(pixels) else { throw .outOfRange }
        if pixels == 0 { return mask }
        return try await make(of: mask) { vision_mask_grow($0, Float(pixels), $1, $2) }
    }

    /// Softens a mask's edge by a deviation of 0...500 pixels.
    package func feather(_ mask: Mask, sigma: Double) async throws(ImagingError) -> Mask {
        guard (0...500).contains(sigma) else { throw .outOfRange }
        if sigma < 0.1 { return mask }
        return try await make(of: mask) { vision_mask_feather($0, Float(sigma), $1, $2) }
    }

    /// Scales a mask to another size.
    package func scale(_ mask: Mask, to size: PixelSize) async throws(ImagingError) -> Mask {
        guard Self.canBeMask(size) else { throw .outOfRange }
        if mask.size == size { return mask }
        return try await make(of: mask) {
            vision_mask_scale($0, Int32(size.width), Int32(size.height), $1, $2)
        }
    }

    /// Shows a mask as a picture, white where it covers.
    package func picture(of mask: Mask) async throws(ImagingError) -> Picture {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(mask.coverage.count * 3)
        for sample in mask.coverage {
            bytes.append(sample)
            bytes.append(sample)
            bytes.append(sample)
        }
        guard let pixels = RawPixels(size: mask.size, bands: 3, bytes: bytes) else { throw .failed }
        return try await imaging.picture(of: pixels)
    }

    private static func canBeMask(_ size: PixelSize) -> Bool {
        let sides = 1...Imaging.longestEditedSide
        return sides.contains(size.width) && sides.contains(size.height)
            && size.pixels <= Imaging.mostEditedPixels
    }

    private func make(
        of mask: Mask,
        _ tool: @escaping VisionTool
    ) async throws(ImagingError) -> Mask {
        try await imaging.run { call throws(ImagingError) in
            try call.mask { result in mask.lend { tool($0, call.reins, result) } }
        }
    }
}

extension Mask {
    /// Lends the samples to the façade.
    func lend(_ body: (vision_picture) -> vision_status) -> vision_status {
        coverage.withUnsafeBufferPointer { samples in
            guard let start = samples.baseAddress else { return .VISION_FAILED }
            let (width, height) = (Int32(clamping: size.width), Int32(clamping: size.height))
            return body(vision_picture(samples: start, width: width, height: height, bands: 1))
        }
    }
}
