import CUpscaling
import Imaging
import Kernel

extension Picture {
    /// Lends the samples to the façade; nil when there are none.
    func lend<Value>(_ body: (upscaling_picture) -> Value) -> Value? {
        withSamples { samples, bands in
            guard let start = samples.baseAddress else { return nil }
            return body(
                upscaling_picture(
                    pixels: start,
                    width: Int32(clamping: size.width),
                    height: Int32(clamping: size.height),
                    bands: Int32(clamping: bands)
                )
            )
        }
    }
}

extension PixelSize {
    /// So many times as wide and as high; nil beyond what the façade makes.
    func enlarged(by factor: Int) -> PixelSize? {
        let longest = Int(UPSCALING_LONGEST_SIDE)
        let most = Int(UPSCALING_MOST_PIXELS)
        guard factor == 2 || factor == 4, (1...longest / factor).contains(width),
            (1...longest / factor).contains(height), pixels <= most / (factor * factor)
        else { return nil }
        return PixelSize(width: width * factor, height: height * factor)
    }
}
