package import Imaging
package import Kernel

/// A picture to make larger, and how.
package struct EnlargeRequest: Sendable {
    package let source: Picture
    package let factor: EnlargeFactor
    package let method: EnlargeMethod
    /// What made the source, as far as that is known: tells the automatic method more than pixels do.
    package let origin: DigitalSourceType

    package init(
        source: Picture,
        factor: EnlargeFactor,
        method: EnlargeMethod,
        origin: DigitalSourceType = .undisclosed
    ) {
        self.source = source
        self.factor = factor
        self.method = method
        self.origin = origin
    }
}

/// How many times as wide and as high a picture becomes.
package enum EnlargeFactor: Int, CaseIterable, Codable, Sendable {
    case two = 2
    case four = 4

    /// The size that comes out.
    /// - Throws: `Problem` `enlarged_too_large` beyond what any picture of ours may be; a small one may be of any size.
    package func enlarged(_ size: PixelSize) throws(Problem) -> PixelSize {
        let longest = ImageSpec.sides.upperBound / rawValue
        let most = ImageSpec.mostPixels / (rawValue * rawValue)
        guard (1...longest).contains(size.width), (1...longest).contains(size.height), size.pixels <= most
        else {
            throw Problem(.enlargedTooLarge, field: "scale", ["scale": "\(rawValue)", "size": "\(size)"])
        }
        return PixelSize(width: size.width * rawValue, height: size.height * rawValue)
    }
}

/// By which means a picture is made larger.
package enum EnlargeMethod: String, CaseIterable, Codable, Sendable {
    /// What suits the picture, judged by its origin or else its pixels: the network for drawings, the filter for photographs.
    case automatic = "auto"
    /// A trained network: crisp edges of drawings, smeared textures of photographs.
    case neural
    /// A resampling filter with mild sharpening: true to every picture, softer.
    case lanczos
}
