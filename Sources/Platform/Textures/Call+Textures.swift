import CTextures
import Imaging
import Kernel

/// What a function of the façade takes last: how to stop it, and where its result goes.
typealias TextureTool =
    @Sendable (textures_picture, textures_reins, UnsafeMutablePointer<textures_result>) -> textures_status

extension Textures {
    /// Runs one function of the façade on a picture.
    func make(of picture: Picture, _ tool: @escaping TextureTool) async throws(ImagingError) -> Picture {
        guard !picture.hasAlpha else { throw .outOfRange }
        return try await imaging.run { call throws(ImagingError) in
            try call.texture { result in
                picture.lend { tool($0, call.textureReins, result) }
            }
        }
    }
}

extension Call {
    /// Stops the façade's work, as long as the call lives.
    var textureReins: textures_reins {
        textures_reins(
            is_stopped: {
                $0.map { Unmanaged<Call>.fromOpaque($0).takeUnretainedValue().isStopped } ?? false
            },
            context: Unmanaged.passUnretained(self).toOpaque()
        )
    }

    /// Takes the picture over that a function of the façade makes.
    func texture(
        _ make: (UnsafeMutablePointer<textures_result>) -> textures_status
    ) throws(ImagingError) -> Picture {
        try checkNotStopped()
        var result = textures_result()
        try make(&result).check()
        guard let samples = result.samples else { throw .failed }
        let size = PixelSize(width: Int(result.width), height: Int(result.height))
        return try adopt(samples, size: size, bands: 3)
    }
}

extension Picture {
    /// Lends the samples to the façade; they are of three bands.
    func lend(_ body: (textures_picture) -> textures_status) -> textures_status {
        withSamples { samples, bands in
            guard bands == 3, let start = samples.baseAddress else { return .TEXTURES_FAILED }
            let (width, height) = (Int32(clamping: size.width), Int32(clamping: size.height))
            return body(textures_picture(samples: start, width: width, height: height))
        }
    }
}

extension textures_status {
    func check() throws(ImagingError) {
        switch self {
        case .TEXTURES_OK: return
        case .TEXTURES_STOPPED: throw .cancelled
        case .TEXTURES_FAILED: throw .failed
        }
    }
}

extension textures_colour {
    init(_ colour: Colour) {
        self.init(red: colour.red, green: colour.green, blue: colour.blue)
    }
}

extension PixelSize {
    /// How many pixels a thousandth of the short side has.
    var unit: Float { Float(min(width, height)) / 1_000 }
}
