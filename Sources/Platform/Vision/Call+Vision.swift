import CVision
import Imaging
import Kernel

/// What a function of the façade takes last: how to stop it, and where its result goes.
typealias VisionTool =
    @Sendable (vision_picture, vision_reins, UnsafeMutablePointer<vision_result>) -> vision_status

/// The same for a tool with a mask.
typealias MaskedVisionTool =
    @Sendable (vision_picture, vision_picture, vision_reins, UnsafeMutablePointer<vision_result>) ->
    vision_status

extension Vision {
    /// Runs one function of the façade on a picture.
    func make(
        of picture: Picture,
        _ tool: @escaping VisionTool
    ) async throws(ImagingError) -> Picture {
        try await imaging.run { call throws(ImagingError) in
            try call.picture { result in
                picture.lend { tool($0, call.reins, result) }
            }
        }
    }

    /// Runs one function of the façade on a picture and a mask of its size.
    func make(
        of picture: Picture,
        _ mask: Mask,
        _ tool: @escaping MaskedVisionTool
    ) async throws(ImagingError) -> Picture {
        guard mask.size == picture.size else { throw .outOfRange }
        return try await make(of: picture) { picture, reins, result in
            mask.lend { tool(picture, $0, reins, result) }
        }
    }
}

extension Call {
    /// Stops the façade's work, as long as the call lives.
    var reins: vision_reins {
        vision_reins(
            is_stopped: { Unmanaged<Call>.fromOpaque($0).takeUnretainedValue().isStopped },
            context: Unmanaged.passUnretained(self).toOpaque()
        )
    }

    /// Takes the picture over that a function of the façade makes.
    func picture(
        _ make: (UnsafeMutablePointer<vision_result>) -> vision_status
    ) throws(ImagingError) -> Picture {
        let result = try result(make)
        guard let samples = result.samples else { throw .failed }
        let size = PixelSize(width: Int(result.width), height: Int(result.height))
        return try adopt(samples, size: size, bands: Int(result.bands))
    }

    /// Copies the mask that a function of the façade makes.
    func mask(_ make: (UnsafeMutablePointer<vision_result>) -> vision_status) throws(ImagingError) -> Mask {
        let result = try result(make)
        defer { vision_free(result.samples) }
        let size = PixelSize(width: Int(result.width), height: Int(result.height))
        let samples = UnsafeBufferPointer(start: result.samples, count: size.pixels)
        guard let mask = Mask(size: size, coverage: Array(samples)) else { throw .failed }
        return mask
    }

    private func result(
        _ make: (UnsafeMutablePointer<vision_result>) -> vision_status
    ) throws(ImagingError) -> vision_result {
        try checkNotStopped()
        var result = vision_result()
        try make(&result).check()
        return result
    }
}

extension Picture {
    /// Lends the samples to the façade.
    func lend(_ body: (vision_picture) -> vision_status) -> vision_status {
        withSamples { samples, bands in
            guard let start = samples.baseAddress else { return .VISION_FAILED }
            let (width, height) = (Int32(clamping: size.width), Int32(clamping: size.height))
            return body(
                vision_picture(samples: start, width: width, height: height, bands: Int32(clamping: bands))
            )
        }
    }
}

extension vision_status {
    func check() throws(ImagingError) {
        switch self {
        case .VISION_OK: return
        case .VISION_STOPPED: throw .cancelled
        case .VISION_UNREADABLE, .VISION_FAILED: throw .failed
        }
    }
}

extension vision_rect {
    init(_ rect: PixelRect) {
        self.init(
            x: Int32(clamping: rect.x),
            y: Int32(clamping: rect.y),
            width: Int32(clamping: rect.width),
            height: Int32(clamping: rect.height)
        )
    }
}

extension vision_colour {
    init(_ colour: Colour) {
        self.init(red: colour.red, green: colour.green, blue: colour.blue)
    }
}
